"""How many items a list in a sentence has, as far as commas, semicolons and its own numbers say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.reports.prose.sentences import sentences

_BRACKETS = re.compile(r"\([^()]*\)")
_STYLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\(?\b(\d{1,2})\)", tuple(map(str, range(1, 13)))),
    (r"\((i|ii|iii|iv|v|vi|vii|viii|ix|x)\)", ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")),
    (r"\(?\b([a-h])\)", tuple("abcdefgh")),
)
_AT_ONCE = 12
"""Characters between the announcement and the first number of an item, at most."""
_JOINS = re.compile(r"\s(?:and|&)\s")
_CLAUSE = re.compile(
    r"\b(?:which|that|who|whose|where|is|are|was|were|has|have|as well as|such as|includ\w+|etc|see|each|both|its"
    r"|our|we|they)\b",
    re.IGNORECASE,
)
"""Words by which commas do not part items alone."""
_MOST_WORDS = 9
"""Of an item between commas."""
_CAPITAL = re.compile(r"[A-Z0-9]")


def numbered(text: str) -> int | None:
    """The items that are numbered in the text from its beginning: "(1) ...; (2) ..."; None where they are not."""
    for pattern, names in _STYLES:
        found = list(re.finditer(pattern, text))
        if found and found[0].start() <= _AT_ONCE and found[0][1] == names[0]:
            letters = [one[1] for one in found]
            count = next((at for at, name in enumerate(letters) if at >= len(names) or name != names[at]), len(letters))
            return count if count == len(letters) else None
    return None


def listed(text: str, *, named: bool) -> tuple[int, int] | None:
    """The fewest and the most items that the sentence at the beginning of the text can mean; None if it is no list.

    ``named``: all items have to begin with capitals.
    """
    first = sentences(text)
    if not first:
        return None
    body = _BRACKETS.sub("", first[0].text).strip().rstrip(".").strip()
    if ";" in body:
        pieces = _pieces(body, ";")
        return (len(pieces), len(pieces)) if len(pieces) > 1 and not named else None
    pieces = _pieces(body, ",")
    if _CLAUSE.search(body) or any(len(piece.split()) > _MOST_WORDS for piece in pieces):
        return None
    if named and not all(_CAPITAL.match(piece.removeprefix("and ").strip()) for piece in pieces):
        return None
    return _of_commas(pieces)


def _pieces(body: str, mark: str) -> list[str]:
    return [piece.strip() for piece in body.split(mark) if piece.strip()]


def _of_commas(pieces: Sequence[str]) -> tuple[int, int] | None:
    """A name can have an "and" in it, and then perhaps a comma: "Baby, Feminine & Family Care"."""
    last, before = pieces[-1], pieces[:-1]
    inside = sum(bool(_JOINS.search(piece)) for piece in before)
    if last.startswith("and ") and before:
        joined = inside + bool(_JOINS.search(last.removeprefix("and ")))
        return len(pieces) - joined, len(pieces) + inside
    joins = len(_JOINS.findall(last))
    if not joins:
        return None
    if joins == 1 and not inside and "&" not in last:
        return len(pieces) + 1, len(pieces) + 1
    return len(pieces) - inside, len(pieces) + joins + inside
