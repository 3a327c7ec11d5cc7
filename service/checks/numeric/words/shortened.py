"""Captions and titles that are too long for the words around them."""

from __future__ import annotations

import re

_BEHIND_A_WORD = re.compile(r"[\s,;:.)]")
_AT_THE_END = " ,;:·–-"


def shortened(text: str, most: int) -> str:
    """At most ``most`` characters with the ellipsis for the rest; never a part of a word, unless the first is longer.

    A place of a finding or a tick has all of it, in its labels and its title.
    """
    if len(text) <= most:
        return text
    cut, behind = text[: most - 1], text[most - 1]
    words, _, _ = cut.rpartition(" ")
    kept = cut if _BEHIND_A_WORD.match(behind) or not words.strip() else words
    return f"{kept.rstrip(_AT_THE_END)}…"
