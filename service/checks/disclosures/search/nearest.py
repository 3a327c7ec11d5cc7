"""The passages that come nearest to what an item asks for, by the words that they share; rare words count for more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import log

from service.checks.disclosures.lists.schema import Item
from service.checks.disclosures.search.folding import folded
from service.checks.disclosures.search.passages import Passage

SHORTEST = 3
"""Letters of a word that says something: "of" and "an" do not."""
TITLE_SHARE = 0.5
"""What a word of the headings above a passage counts for, beside one of its own."""


class Nearest:
    """The passages of a report by their words."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._own: defaultdict[str, set[int]] = defaultdict(set)
        self._above: defaultdict[str, set[int]] = defaultdict(set)
        for at, passage in enumerate(passages):
            for word in _words(passage.words):
                self._own[word].add(at)
            for word in _words(passage.around):
                self._above[word].add(at)

    def to(self, item: Item, most: int) -> list[Passage]:
        """At most ``most`` passages for the item, the nearest first."""
        scores: defaultdict[int, float] = defaultdict(float)
        terms = " ".join(term.partition(":")[2] or term for term in item.evidence).replace("*", "")
        for word in sorted(_words(folded(f"{item.requires} {terms}"))):  # sums of fractions depend on their order
            own, above = self._own.get(word, set[int]()), self._above.get(word, set[int]())
            weight = log(1 + len(self._passages) / (1 + len(own)))
            for at in own | above:
                scores[at] += weight if at in own else weight * TITLE_SHARE
        best = sorted(scores, key=lambda at: (-scores[at], at))[:most]
        return [self._passages[at] for at in best]


def _words(text: str) -> set[str]:
    return {word for word in text.split() if len(word) >= SHORTEST}
