"""Where a title ends that a sentence names: "see Note 4, Debt, for details" and not "Note 4. Debt is repaid"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENDS = r"""\s*(?:$|["”’',.;:()\]]|[–—-]\s
      |(?:which|that|as|for|to|in|and|by|with|on|or|using|requires?|provides?|establish\w*|effective|when|under|issued{})\b)"""
_AFTER = re.compile(_ENDS.format(""), re.VERBOSE)
"""What can follow a title. Another word would make it longer; a verb may make one word the subject of a sentence."""
_AFTER_WORDS = re.compile(_ENDS.format("|is|was|are|were|has|have"), re.VERBOSE)
"""What can follow a title of several words in capitals."""


def ends_title(text: str, words: Sequence[tuple[str, int, int]]) -> bool:
    """The title of these words, with where they are, is not the beginning of a longer one or of a sentence."""
    _, start, end = words[-1]
    return bool((_AFTER_WORDS if len(words) > 1 and text[start].isupper() else _AFTER).match(text, end))
