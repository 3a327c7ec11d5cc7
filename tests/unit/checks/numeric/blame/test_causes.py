"""What probably happened to a wrong figure: one small report for each cause, and those where nothing shows it."""

from __future__ import annotations

from random import Random

import pytest

from service.checks.numeric.words.relation_text import LONGEST_RELATION
from service.checks.numeric.words.wording import MOST_RELATIONS
from service.findings import Finding
from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, place, printed, table

YEARS = ("", "2025", "2024", "2023")
CURRENT = (
    ("Inventories", "4,210", "3,985", "4,127"),
    ("Receivables", "5,174", "5,038", "4,866"),
    ("Prepayments", "316", "298", "331"),
    ("Cash", "1,902", "2,155", "1,790"),
)
TOTAL = ("Total current assets", "11,602", "11,476", "11,114")


def assets(wrong: dict[tuple[int, int], str]) -> Table:
    """Current assets with some cells printed otherwise, by row and column of the table."""
    rows = [list(row) for row in (*CURRENT, TOTAL)]
    for (row, column), text in wrong.items():
        rows[row - 1][column] = text
    return table(YEARS, *rows)


def cause_of(found: Finding) -> str:
    """What probably happened in words, without what speaks for this figure and not for another."""
    return (found.cause_text or "").partition("; ")[0]


@pytest.mark.parametrize(
    ("shown", "cause"),
    [
        ("14,176", "transposed digits"),
        ("(11,476)", "sign"),
        ("114,760", "factor of ten"),
        ("91,476", "one wrong digit"),
    ],
)
def test_a_slip_of_the_pen_in_a_total_is_its_cause(shown: str, cause: str) -> None:
    (found,) = findings(assets({(5, 2): shown}))

    assert (place(found), found.expected, found.cause) == ((0, 5, 2), "11476", cause)
    assert found.cause_text


def test_a_total_that_was_left_at_the_figure_of_the_year_before_is_stale() -> None:
    (found,) = findings(assets({(5, 1): "11,476"}))

    assert (place(found), found.expected, found.cause) == ((0, 5, 1), "11602", "stale figure")
    assert cause_of(found) == "it is the figure of another period (2024)"


def test_equal_figures_in_columns_that_are_no_periods_are_not_stale() -> None:
    drawn = table(
        ("", "Group", "Level 1"),
        ("Bonds", "4,127", "4,127"),
        ("Shares", "3,318", "3,318"),
        ("Funds", "1,240", "1,240"),
        ("Total", "8,865", "8,685"),
    )

    assert "stale figure" not in {found.cause for found in findings(drawn)}


def test_a_total_without_one_of_its_lines_misses_that_line() -> None:
    (found,) = findings(assets({(5, 2): "11,178"}))

    assert (place(found), found.expected, found.cause) == ((0, 5, 2), "11476", "missing line")
    assert cause_of(found) == "“Prepayments” (298) seems to be left out of the total"


def test_a_total_with_one_of_its_lines_twice_counts_that_line_twice() -> None:
    (found,) = findings(assets({(5, 2): "11,774"}))

    assert (found.expected, found.cause) == ("11476", "counted twice")
    assert cause_of(found) == "“Prepayments” (298) seems to be counted twice"


def test_a_total_with_a_line_from_elsewhere_in_the_column_names_that_line() -> None:
    drawn = table(
        YEARS,
        *CURRENT,
        ("Total current assets", "11,602", "12,889", "11,114"),
        ("Of which pledged", "1,207", "1,413", "0"),
    )

    (found,) = findings(drawn)

    assert (found.expected, found.cause) == ("11476", "missing line")
    assert found.cause_text is not None
    assert "“Of which pledged” (1,413), which is not part of the sum" in found.cause_text


def test_a_line_that_is_filled_in_for_the_other_years_only_is_missing() -> None:
    (found,) = findings(assets({(3, 2): ""}))

    assert (place(found), found.reported, found.cause) == ((0, 3, 2), None, "missing figure")
    assert "is left empty" in found.description
    assert found.cause_text is None
    missing = found.locations[0]
    assert (missing.row_label, missing.quote) == ("Prepayments", None)


def test_a_difference_that_nothing_explains_has_no_cause() -> None:
    (found,) = findings(assets({(5, 2): "11,931"}))

    assert (place(found), found.expected, found.cause) == ((0, 5, 2), "11476", None)
    assert found.cause_text is None


def test_the_relations_that_a_figure_breaks_are_told_in_figures() -> None:
    (found,) = findings(assets({(5, 2): "11,746"}))

    (relation,) = found.relations
    assert relation == "Total current assets (2024): 3,985 + 5,038 + 298 + 2,155 gives 11,476, printed is 11,746."


def test_relations_are_bounded_in_number_and_in_length() -> None:
    dice = Random(1)
    lines = [[dice.randint(1_000, 90_000) for _ in range(3)] for _ in range(40)]
    first, *others = (sum(year) for year in zip(*lines, strict=True))
    labels = (*(f"Item {'of some kind ' * 9}{i}" for i in range(40)), "Total")
    amounts = (*lines, [first + 500_000, *others])
    rows = [(label, *map(printed, line)) for label, line in zip(labels, amounts, strict=True)]

    (found,) = findings(table(YEARS, *rows))

    assert 0 < len(found.relations) <= MOST_RELATIONS
    assert all(len(relation) <= LONGEST_RELATION for relation in found.relations)
    assert "more)" in found.relations[0]
