"""Names of companies that are spelt otherwise in one place than in all others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.checks.consistency.captions.twins import is_slip
from service.checks.consistency.text.wording import Wording
from service.findings import Location

_NAME = re.compile(
    r"(?<![\w’'-])(?P<words>(?:[A-Z][\w&’'-]+,?\s(?:(?:of|and|&|de)\s)?){1,5})"
    r"(?:p\.?l\.?c|Inc|Ltd|Limited|LLC|L\.?P|Corporation|Corp|AG|SE|N\.?V|B\.?V|S\.?A|GmbH|AB|ASA|Oyj)\b"
)
_FEWEST = 3
"""Places with the usual spelling."""
_LAST = 2
"""Words of a name, at most, by which it is told."""
_SHORTEST = 5
"""Letters of a word that is judged."""


@dataclass(frozen=True, slots=True)
class OtherSpelling:
    """A name with a word that is nowhere else, one letter away from what all other places have."""

    wrong: str
    right: str
    location: Location
    others: tuple[Location, ...]


def other_spellings(texts: Sequence[Wording]) -> Iterator[OtherSpelling]:
    """Every name of a company that one place spells otherwise than at least three others."""
    places: dict[tuple[str, ...], list[tuple[Wording, tuple[int, int]]]] = defaultdict(list)
    for text in texts:
        for found in _NAME.finditer(text.text):
            if name := _last_words(found["words"]):
                places[name].append((text, found.span()))
    usual = [name for name, alike in places.items() if len(alike) >= _FEWEST]
    for name, alike in places.items():
        if len(alike) == 1:
            twins = [(other, word) for other in usual if (word := _slip(name, other))]
            if len(twins) == 1 and _count(twins[0][1], texts) == 1:
                text, span = alike[0]
                others = tuple(other.location(*at) for other, at in places[twins[0][0]][:_FEWEST])
                yield OtherSpelling(twins[0][1], _word_of(name, twins[0][0]), text.location(*span), others)


def _last_words(text: str) -> tuple[str, ...]:
    """The last words of what is before a legal form; what goes before may be the sentence: "Sales of Elm plc"."""
    words = text.replace(",", "").split()
    last = max((at for at, word in enumerate(words) if word[0].islower() or word == "&"), default=-1)
    return tuple(words[last + 1 :][-_LAST:])


def _slip(name: Sequence[str], usual: Sequence[str]) -> str | None:
    """The word of the name that is a slip of the one at its place, where all others are the same."""
    if len(name) != len(usual):
        return None
    apart = [(one, other) for one, other in zip(name, usual, strict=True) if one != other]
    if len(apart) != 1:
        return None
    one, other = apart[0]
    return one if min(len(one), len(other)) >= _SHORTEST and is_slip(one.lower(), other.lower()) else None


def _word_of(name: Sequence[str], usual: Sequence[str]) -> str:
    return next(other for one, other in zip(name, usual, strict=True) if one != other)


def _count(word: str, texts: Iterable[Wording]) -> int:
    whole = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    return sum(len(whole.findall(text.text)) for text in texts)
