"""Totals of a statement whose lines are known and come to them in no column: what is said of them and of the lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from service.checks.numeric.relations.equation import Equation, Sum
from service.checks.numeric.table.sheet import Figure, Sheet
from service.checks.numeric.words.legible import written
from service.checks.numeric.words.relation_text import relation_text
from service.checks.numeric.words.wording import location_of
from service.findings import Location
from service.reports.model import Report
from service.ticks import Untested

UNTESTED = "arithmetic"
OPEN = "It adds up in no column: either several figures are wrong, or some of these lines do not belong to it."


def still_unsettled(unsettled: Iterable[Sum], equations: Iterable[Equation]) -> tuple[Sum, ...]:
    """Those whose total no other relation explains: a definition or a tag may say what the columns do not."""
    explained = {one.figures[0].place for one in equations if len(one.figures) > 2}
    return tuple(one for one in unsettled if one.figures[0].place not in explained)


def unsettled_text(unsettled: Iterable[Sum], sheets: Sequence[Sheet]) -> str:
    """A sentence for each line: by how much its figures are not what its lines come to, column by column."""
    of_lines = groupby(unsettled, lambda one: (one.figures[0].table, one.figures[0].line))
    return " ".join(_sentence(list(sums), sheets) for _, sums in of_lines)


def unsettled_as_untested(
    report: Report, sheets: Sequence[Sheet], unsettled: Sequence[Sum], equations: Iterable[Equation]
) -> Iterator[Untested]:
    """Each of these totals with what its lines come to; and those lines of which nothing else is known."""
    known = {(figure.table, figure.line) for equation in equations for figure in equation.figures}
    for one in unsettled:
        yield Untested(UNTESTED, f"{relation_text(one, sheets)} {OPEN}", location_of(report, sheets, one.figures[0]))
        for term in one.figures[1:]:
            if (term.table, term.line) not in known:
                known.add((term.table, term.line))
                reason = f"it is a line of “{_label(one.figures[0], sheets)}”, which adds up in no column"
                yield Untested(UNTESTED, reason, _line(location_of(report, sheets, term)))


def _sentence(sums: Sequence[Sum], sheets: Sequence[Sheet]) -> str:
    gaps = ", ".join(_gap(one, sheets) for one in sums)
    return f"“{_label(sums[0].figures[0], sheets)}” is in no column what its lines come to: it is off by {gaps}."


def _gap(one: Sum, sheets: Sequence[Sheet]) -> str:
    figure = one.figures[0]
    lane = sheets[figure.table].lanes[figure.lane]
    return f"{written(one.gap_in_print)} ({lane})" if lane else written(one.gap_in_print)


def _label(figure: Figure, sheets: Sequence[Sheet]) -> str:
    return sheets[figure.table].lines[figure.line].label


def _line(place: Location) -> Location:
    return place.model_copy(update={"column": None, "column_label": None, "quote": None})
