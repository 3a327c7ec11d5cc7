"""Reports whose arithmetic is known by construction: nothing is found in them, and one wrong figure always is.

Each report is printed in a number style of its own and read by the real readers.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.checks.numeric.check import check
from service.findings import Finding, Location
from service.reports.reading import read
from tests.trying import examples
from tests.unit.generated.given.accounts import Books, Place
from tests.unit.generated.given.books import books_of
from tests.unit.generated.given.printing import FORMATS, Style, excel, style_of
from tests.unit.generated.given.slips import Slip, slip_in

SEEDS = st.integers(0, 2**32)
DETERMINED_BY_VOTE = 3
"""Columns of a statement: two that agree outvote the wrong one."""

CALCULATED = "calculated.xlsx"


def findings(books: Books, style: Style, filename: str) -> list[Finding]:
    """What needs action in a report that is printed to a file and read from it."""
    data = excel(books, style, calculated=True) if filename == CALCULATED else FORMATS[filename](books, style)
    report = read(filename, data)
    return [finding for finding in check(report, lambda _: None).findings if finding.severity != "info"]


def place_in_file(books: Books, place: Place, filename: str) -> Place:
    """Where a figure stands in the file: lines of heads above it, a column of labels and one of notes before it."""
    table, line, column = place
    if filename.endswith(".xlsx"):
        return table, line + 3, column + 1
    return table, line + 1, column + 1 + bool(books.grids[table].notes)


def place_of(location: Location) -> tuple[int | None, int | None, int | None]:
    return location.table, location.row, location.column


def assert_found(slip: Slip, style: Style, filename: str) -> None:
    """The wrong figure is among the evidence; where several relations point at it alone, it is the first."""
    found = findings(slip.books, style, filename)
    where = place_in_file(slip.books, slip.place, filename)
    accused = [finding for finding in found if where in map(place_of, finding.locations)]
    assert accused, f"{slip.kind} at {slip.place}: {slip.meant} printed as {slip.printed}, found {found}"
    if slip.suspects == {slip.place}:
        (finding,) = found
        assert place_of(finding.locations[0]) == where
        assert finding.expected is not None
        assert int(finding.expected.replace(".", "")) == slip.meant


@pytest.mark.parametrize("filename", [*FORMATS, CALCULATED])
@examples(10)
@given(seed=SEEDS)
def test_a_report_in_which_everything_articulates_has_no_finding(filename: str, seed: int) -> None:
    assert findings(books_of(seed), style_of(seed), filename) == []


@examples(12)
@given(seed=SEEDS, years=st.integers(DETERMINED_BY_VOTE, 4))
def test_one_wrong_figure_is_found_in_markdown(seed: int, years: int) -> None:
    slip = slip_in(books_of(seed, years), seed)
    if slip is not None:
        assert_found(slip, style_of(seed), "report.md")


@pytest.mark.parametrize("filename", [name for name in FORMATS if name != "report.md"])
@examples(5)
@given(seed=SEEDS)
def test_one_wrong_figure_is_found_in_every_format(filename: str, seed: int) -> None:
    slip = slip_in(books_of(seed, DETERMINED_BY_VOTE), seed)
    if slip is not None:
        assert_found(slip, style_of(seed), filename)


@examples(10)
@given(seed=SEEDS)
def test_a_figure_that_several_relations_share_is_found_with_two_years_only(seed: int) -> None:
    slip = slip_in(books_of(seed, 2), seed)
    if slip is not None and slip.suspects == {slip.place} and slip.is_telling:
        assert_found(slip, style_of(seed), "report.md")


@examples(20)
@given(seed=SEEDS, years=st.integers(1, 4))
def test_with_formulas_one_wrong_figure_is_found_whatever_the_number_of_years(seed: int, years: int) -> None:
    slip = slip_in(books_of(seed, years), seed)
    if slip is not None:
        assert_found(slip, style_of(seed), CALCULATED)
