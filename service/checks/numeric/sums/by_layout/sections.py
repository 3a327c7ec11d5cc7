"""Where the lines begin that a total comes to, as its heading or its concept says: certain without any figure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from service.checks.concepts.captions import words_of
from service.checks.concepts.vocabulary import concept_of
from service.checks.concepts.words import says_sum
from service.checks.numeric.sums.footing_grid import FootingGrid

AFTER: Mapping[str, frozenset[str]] = {
    "current_assets": frozenset(("non_current_assets",)),
    "non_current_assets": frozenset(("current_assets",)),
    "total_assets": frozenset(),
    "current_liabilities": frozenset(("total_assets", "total_equity", "non_current_liabilities")),
    "operating_cash_flow": frozenset(("opening_cash",)),
    "investing_cash_flow": frozenset(("operating_cash_flow", "financing_cash_flow", "opening_cash")),
    "financing_cash_flow": frozenset(("operating_cash_flow", "investing_cash_flow", "opening_cash")),
}
"""Totals whose lines begin at the top of the table, or behind one of these."""
ACTIVITIES = frozenset(("operating_cash_flow", "investing_cash_flow", "financing_cash_flow"))
"""Totals whose lines may stand under several headings."""
PROFITS = frozenset(("profit", "profit_before_tax", "profit_of_owners", "profit_continuing", "operating_profit"))
"""What the flows of operations begin with."""
ASSETS = frozenset((None, "cash", "current_assets", "non_current_assets"))
"""What may stand among the lines of a total of a balance sheet that no heading names."""
RESULTS: Mapping[str, frozenset[str]] = {
    "gross_profit": frozenset(("revenue",)),
    "operating_profit": frozenset(("gross_profit",)),
    "profit_before_tax": frozenset(("operating_profit",)),
    "profit": frozenset(("profit_before_tax",)),
}
"""Results, and the result or the revenue that each of them follows from with the lines between."""


WHOLE = 4
"""Of revenue and the four results, so many are printed in a whole income statement."""


class Sections:
    """Of one grid."""

    def __init__(self, grid: FootingGrid) -> None:
        self._grid = grid
        self.concepts = tuple(concept_of(label) if label else None for label in grid.labels)

    @property
    def whole(self) -> bool:
        """It is an income statement from top to foot; extracts leave lines out between two results."""
        return len({concept for concept in self.concepts if concept in RESULTS or concept == "revenue"}) >= WHOLE

    def is_of_statement(self, target: int, terms: Collection[int]) -> bool:
        """It is a total, or a result, of a statement and not of a note about some of its lines.

        The flows of a statement begin with a profit or stand among those of other activities, and hold nothing else
        that has a name.
        """
        concept = self.concepts[target]
        if concept not in ACTIVITIES:
            return concept in AFTER or concept in RESULTS
        named = {self.concepts[term] for term in terms} - {None}
        whole = bool(named) if concept == "operating_cash_flow" else len(ACTIVITIES.intersection(self.concepts)) > 1
        return whole and named <= PROFITS

    def begins(self, target: int) -> int | None:
        """The first position of what the target is the total of; None if nothing says so."""
        titled = self._titled(target)
        return titled if titled is not None else self._by_concept(target)

    def follows(self, target: int) -> int | None:
        """The result that the target follows from with the lines between; None if it is none, or another is nearer."""
        before = RESULTS.get(self.concepts[target] or "", frozenset[str]())
        results = RESULTS.keys() | {"revenue"}
        nearest = next((at for at in range(target - 1, -1, -1) if self.concepts[at] in results), None)
        return nearest if nearest is not None and self.concepts[nearest] in before else None

    def _titled(self, target: int) -> int | None:
        label, concept = self._grid.labels[target], self.concepts[target]
        words = words_of(label)
        if not words or not (says_sum(label) or concept):
            return None
        for position in range(target - 1, -1, -1):
            if words_of(self._grid.labels[position]) == words:
                return None  # the section that has these words was closed above
            heading = self._grid.headings[position]
            if not self._grid.starts[position] or not heading:
                continue
            if (says_sum(label) and words_of(heading) == words) or (concept and concept_of(heading) == concept):
                return position
        return None

    def _by_concept(self, target: int) -> int | None:
        after = AFTER.get(self.concepts[target] or "")
        if after is None or self.concepts[target] in self.concepts[:target]:
            return None
        behind = next((at + 1 for at in range(target - 1, -1, -1) if self.concepts[at] in after), 0)
        if self.concepts[target] in ACTIVITIES:
            return behind
        above = self._grid.headings[behind - 1] if behind else ""
        headed = any(heading != above for heading in self._grid.headings[behind:target])
        return None if headed or not ASSETS.issuperset(self.concepts[behind:target]) else behind
