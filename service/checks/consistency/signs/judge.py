"""Words that contradict the sign or the side of their figures, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.checks.consistency.results.verdict import Verdict, fails
from service.checks.consistency.results.worded import worded
from service.checks.consistency.signs.cash import turned
from service.checks.consistency.signs.results import by_value, gross_losses, misnamed
from service.checks.consistency.signs.sides import misheaded, misplaced
from service.checks.consistency.text.lines import CaptionedLine, place_of
from service.findings import Finding, Location

SIGN = "sign_word"
SIDE = "side_word"


def judge_signs(tables: Sequence[Sequence[CaptionedLine]]) -> Verdict:
    """A finding for each caption that says the opposite of what its figures or its place say."""
    found = [finding for lines in tables for finding in _of_table(lines)]
    named = by_value(line for lines in tables for line in lines)
    return fails(*found, *(_misnamed(line, other) for line, other in misnamed(named)))


def _of_table(lines: Sequence[CaptionedLine]) -> Iterator[Finding]:
    for line in turned(lines):
        yield _turned(line)
    for line, total in misplaced(lines):
        yield _misplaced(line, total)
    for heading, total in misheaded(lines):
        yield _misheaded(heading, total)
    for line, revenue, cost in gross_losses(lines):
        yield _gross(line, revenue, cost)


def _turned(line: CaptionedLine) -> Finding:
    sign = "above" if line.positive else "below"
    return worded(
        SIGN,
        "high",
        (
            f"“{line.label}” stands over figures {sign} zero",
            f"The figures of the line are all {sign} zero, and in this table a sign says which way cash went:"
            f" “{line.label}” says the opposite.",
        ),
        _places(line),
    )


def _misplaced(line: CaptionedLine, total: CaptionedLine) -> Finding:
    return worded(
        SIDE,
        "high",
        (
            f"“{line.label}” stands above “{total.label}”",
            f"“{line.label}” is one of the lines of “{total.label}”, but its words say that it belongs to the other"
            " side of the balance sheet.",
        ),
        (*_places(line), *_places(total)[:1]),
    )


def _misheaded(heading: CaptionedLine, total: CaptionedLine) -> Finding:
    return worded(
        SIDE,
        "high",
        (
            f"“{heading.label}” stands over the lines of “{total.label}”",
            f"The lines below the heading “{heading.label}” come to “{total.label}”, and no other heading is between"
            " the two.",
        ),
        (place_of(heading), *_places(total)[:1]),
    )


def _gross(line: CaptionedLine, revenue: CaptionedLine, cost: CaptionedLine) -> Finding:
    return worded(
        SIGN,
        "high",
        (
            f"“{line.label}” is a profit: “{revenue.label}” is more than “{cost.label}”",
            f"In each column “{revenue.label}” less “{cost.label}” is “{line.label}”, which is above zero.",
        ),
        (*_places(line), *_places(revenue)[:1], *_places(cost)[:1]),
    )


def _misnamed(line: CaptionedLine, other: CaptionedLine) -> Finding:
    where = f"“{other.table.title}”" if other.table.title else f"table {other.table.index + 1}"
    sign = "above" if line.positive else "below"
    return worded(
        SIGN,
        "high",
        (
            f"“{line.label}” is “{other.label}” elsewhere, with the same figures",
            f"The figures of “{line.label}” are {sign} zero, and {where} prints them as “{other.label}”.",
        ),
        (*_places(line), *_places(other)[:1]),
    )


def _places(line: CaptionedLine) -> tuple[Location, ...]:
    """The caption, and the figures of its row."""
    row = [cell for cell in line.table.cells if cell.row == line.caption.row and cell.number and cell.number.value]
    return tuple(place_of(line, cell) for cell in (line.caption, *row))
