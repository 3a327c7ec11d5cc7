"""Where a report says what a term searches for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from service.checks.disclosures.search.passages import Passage
from service.checks.disclosures.search.term import Part, SearchTerm, term

_DENIES_OR_CITES = re.compile(r" (?:no|not|none|neither|nor|nil|without|amendment|(?:ifr|ias|ifric|sic) \d+) ")
"""In folded words, in which "IFRS" has lost its last letter."""


class Index:
    """The passages of a report, by their words. Each part of a term is looked up once."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._own = _Texts([passage.words for passage in passages])
        contexts = list(dict.fromkeys(passage.around for passage in passages))
        number = {around: at for at, around in enumerate(contexts)}
        self._around = _Texts(contexts)
        self._context = [number[passage.around] for passage in passages]

    def first(self, terms: Iterable[str]) -> Passage | None:
        """The first passage that says what the first of ``terms`` searches for that is said at all."""
        return next(self._all(terms), None)

    def shows(self, terms: Iterable[str]) -> Passage | None:
        """The first that shows a fact: a row with a figure that is not zero, or words that deny and cite nothing.

        A sentence that cites a standard tells rules, and one that denies tells what is not so; neither shows that
        something is there, whatever its words are.
        """
        return next((passage for passage in self._all(terms) if _shows(passage)), None)

    def _all(self, terms: Iterable[str]) -> Iterator[Passage]:
        return (self._passages[at] for text in terms for at in self._found(term(text)))

    def _found(self, wanted: SearchTerm) -> list[int]:
        places = [self._own.having(part) for part in wanted.parts]
        above = [self._around.having(part) for part in wanted.parts]
        candidates = places[0] if wanted.kind == "row" else set[int]().union(*places)
        return sorted(
            at
            for at in candidates
            if wanted.kind in {None, self._passages[at].kind}
            and all(at in own or self._context[at] in around for own, around in zip(places, above, strict=True))
        )


def _shows(passage: Passage) -> bool:
    if passage.kind == "row":
        return passage.prints
    return not _DENIES_OR_CITES.search(passage.words)


class _Texts:
    """Texts by the words in them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._with: defaultdict[str, set[int]] = defaultdict(set)
        for at, text in enumerate(texts):
            for word in text.split():
                self._with[word].add(at)
        self._words = sorted(self._with)
        self._known: dict[Part, set[int]] = {}

    def having(self, part: Part) -> set[int]:
        """The texts that say ``part``."""
        if part not in self._known:
            self._known[part] = self._search(part)
        return self._known[part]

    def _search(self, part: Part) -> set[int]:
        pairs = zip(part.words, part.open, strict=True)
        ways = [set(self._ways(word)) if is_open else {word} for word, is_open in pairs]
        candidates = self._having_any(ways[0]).intersection(*map(self._having_any, ways[1:]))
        if len(ways) == 1:
            return candidates
        return {at for at in candidates if _side_by_side(self._texts[at].split(), ways)}

    def _having_any(self, words: set[str]) -> set[int]:
        return set[int]().union(*(self._with[word] for word in words if word in self._with))

    def _ways(self, stem: str) -> list[str]:
        """The words that begin so."""
        return self._words[bisect_left(self._words, stem) : bisect_left(self._words, f"{stem}\uffff")]


def _side_by_side(words: Sequence[str], wanted: Sequence[set[str]]) -> bool:
    last = len(words) - len(wanted)
    return any(
        all(words[at + step] in ways for step, ways in enumerate(wanted))
        for at in range(last + 1)
        if words[at] in wanted[0]
    )
