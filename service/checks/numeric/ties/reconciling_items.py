"""What a report prints that tells two differing figures apart: the line between them, or both of them elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import starmap

from service.checks.numeric.table.sheet import Figure, Sheet
from service.checks.numeric.ties.beside_cash import AmountBesideCash


class ReconcilingItems:
    """All tables of the report, the note that each stands in, and the columns that print each value."""

    def __init__(
        self, sheets: Sequence[Sheet], notes: Sequence[str], beside_cash: Sequence[AmountBesideCash] = ()
    ) -> None:
        self.sheets = sheets
        self.notes = notes
        self._beside_cash = beside_cash
        self._columns: dict[Decimal, dict[tuple[int, int], int]] = defaultdict(dict)
        """How often each column prints a value."""
        for sheet in sheets:
            for figure in sheet.figures():
                columns, column = self._columns[abs(figure.scaled)], (figure.table, figure.lane)
                columns[column] = columns.get(column, 0) + 1

    def explains(self, one: Figure, other: Figure, sign: int) -> bool:
        """They are different things: what lies between them is printed above, below or beside one of them, or a third
        column prints both."""
        gap = abs(one.scaled - sign * other.scaled)
        return any(
            self._in_column(figure, gap) or self._in_line(figure, gap) for figure in (one, other)
        ) or self._apart(one, other)

    def explains_each(self, couples: Sequence[tuple[Figure, Figure]]) -> bool:
        """As ``explains``, of couples with one gap: it is printed for every one of them, for a small number stands
        somewhere in a long column by chance."""
        gap = abs(couples[0][0].scaled - couples[0][1].scaled)
        sides = zip(*couples, strict=True)
        return any(self._with_each(figures, gap) for figures in sides) or any(starmap(self._apart, couples))

    def prints_gap(self, one: Figure, other: Figure) -> bool:
        """What lies between them is printed in some table: overdrafts, restricted cash."""
        return abs(one.scaled - other.scaled) in self._columns

    def is_beside_cash(self, one: Figure, other: Figure) -> bool:
        """What lies between them is what a line or a sentence says of overdrafts, restricted cash and the like."""
        gap = abs(one.scaled - other.scaled)
        return any(amount.is_gap(gap, one.number.scale) for amount in self._beside_cash)

    def _apart(self, one: Figure, other: Figure) -> bool:
        sizes = abs(one.scaled), abs(other.scaled)
        both = self._columns.get(sizes[0], {}).keys() & self._columns.get(sizes[1], {}).keys()
        return sizes[0] != sizes[1] and bool(both - {(one.table, one.lane), (other.table, other.lane)})

    def _in_column(self, figure: Figure, gap: Decimal) -> bool:
        """Its column prints the gap: the lines differ by a line, not by an error."""
        printed = self._columns.get(gap, {}).get((figure.table, figure.lane), 0)
        return printed > (abs(figure.scaled) == gap)

    def _with_each(self, figures: Sequence[Figure], gap: Decimal) -> bool:
        """Their columns print the gap once for each of them, or each of their lines does."""
        printed = self._columns.get(gap, {})
        wanted = Counter((figure.table, figure.lane) for figure in figures)
        in_columns = all(printed.get(column, 0) >= times for column, times in wanted.items())
        return in_columns or all(self._in_line(figure, gap) for figure in figures)

    def _in_line(self, figure: Figure, gap: Decimal) -> bool:
        """Its line prints the gap: it is of one part, and another part makes up the rest."""
        beside = self.sheets[figure.table].lines[figure.line].figures
        return any(f is not None and f.lane != figure.lane and abs(f.scaled) == gap for f in beside)
