"""A table laid out for footing (down its columns) or for cross-footing (across its lines).

The ``positions`` are what is added up, and the ``voters`` must all agree on how. Down a table the positions are its
lines and the voters its columns; across it, the other way round. The search for sums knows only this, so that rows and
columns are checked by the same rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from service.checks.concepts.words import averages_shares, opens_balance, says_non_additive, says_total
from service.checks.numeric.table.sheet import KINDS, Figure, Sheet

Direction = Literal["down", "across"]


@dataclass(frozen=True, slots=True)
class FootingGrid:
    """Figures by position and voter, with what the layout says about each position."""

    direction: Direction
    figures: tuple[tuple[Figure | None, ...], ...]
    """``figures[position][voter]``."""
    labels: tuple[str, ...]
    starts: tuple[bool, ...]
    """A gap or the edge stands before the position: a run of terms may begin here."""
    totals: tuple[bool, ...]
    """The layout or the words say that the position is a total."""
    ends: tuple[bool, ...]
    """A gap or the edge stands after the position."""
    opens: tuple[bool, ...]
    """The words say that the position is an opening balance."""
    voter_labels: tuple[str, ...]
    """The label of each voter."""
    rates: tuple[bool, ...]
    """The words say that the voter prints prices, rates or durations: its sums may hold, but they cannot object."""
    empty: tuple[frozenset[int], ...]
    """The voters for which nothing at all is printed at the position."""
    headings: tuple[str, ...]
    """The last row of mere text above each position."""

    @property
    def positions(self) -> int:
        return len(self.figures)

    @property
    def voters(self) -> int:
        return len(self.figures[0]) if self.figures else 0


def by_kind(grid: FootingGrid) -> Iterator[FootingGrid]:
    """The grid once for each kind of figure in it; positions that have no figure of the kind are left out."""
    kinds = {figure.kind for row in grid.figures for figure in row if figure is not None}
    for kind in KINDS:
        if kind in kinds:
            figures = tuple(tuple(f if f is not None and f.kind == kind else None for f in row) for row in grid.figures)
            yield _compressed(replace(grid, figures=figures))


def _compressed(grid: FootingGrid) -> FootingGrid:
    kept = [i for i, row in enumerate(grid.figures) if any(f is not None for f in row)]
    previous = [-1, *kept[:-1]]
    following = [*kept[1:], grid.positions]
    return FootingGrid(
        grid.direction,
        tuple(grid.figures[i] for i in kept),
        tuple(grid.labels[i] for i in kept),
        # A gap above a position that was left out is a gap above the next one.
        tuple(any(grid.starts[p + 1 : i + 1]) for p, i in zip(previous, kept, strict=True)),
        tuple(grid.totals[i] for i in kept),
        tuple(any(grid.ends[i:n]) for i, n in zip(kept, following, strict=True)),
        tuple(grid.opens[i] for i in kept),
        grid.voter_labels,
        grid.rates,
        tuple(grid.empty[i] for i in kept),
        tuple(grid.headings[i] for i in kept),
    )


def down(sheet: Sheet) -> FootingGrid:
    """The sheet's lines as positions: column totals, subtotals, roll-forwards."""
    lines = sheet.lines
    ends = [i + 1 == len(lines) or lines[i + 1].gap_above for i in range(len(lines))]
    return FootingGrid(
        "down",
        tuple(line.figures for line in lines),
        tuple(line.label for line in lines),
        tuple(line.gap_above for line in lines),
        tuple(says_total(line.label) or (end and not line.label) for line, end in zip(lines, ends, strict=True)),
        tuple(ends),
        tuple(opens_balance(line.label) for line in lines),
        sheet.lanes,
        tuple(map(says_non_additive, sheet.lanes)),
        tuple(line.empty for line in lines),
        tuple(line.heading for line in lines),
    )


def across(sheet: Sheet) -> FootingGrid:
    """The sheet's lanes as positions: row totals, changes, movements printed side by side."""
    width = len(sheet.lanes)
    return FootingGrid(
        "across",
        tuple(tuple(line.figures[lane] for line in sheet.lines) for lane in range(width)),
        sheet.lanes,
        tuple(lane == 0 for lane in range(width)),
        tuple(says_total(label) for label in sheet.lanes),
        tuple(lane + 1 == width for lane in range(width)),
        tuple(opens_balance(label) for label in sheet.lanes),
        tuple(line.label for line in sheet.lines),
        tuple(says_non_additive(line.label) or averages_shares(f"{line.heading} {line.label}") for line in sheet.lines),
        tuple(frozenset(at for at, line in enumerate(sheet.lines) if lane in line.empty) for lane in range(width)),
        ("",) * width,
    )
