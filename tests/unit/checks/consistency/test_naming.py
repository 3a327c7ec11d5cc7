"""Whether the words beside a figure are a row's name, whole and with nothing added."""

from __future__ import annotations

import pytest

from service.checks.consistency.fact.naming import names_definitely, names_exactly
from service.checks.consistency.sentence.masked import Masked
from service.checks.consistency.table.rows import PeriodRow, rows_of
from service.reports.reading import read

TABLE = "| | 2031 | 2030 |\n|---|---|---|\n| {label} | 5,120 | 4,870 |\n| Other | 1,210 | 1,130 |\n"


def row_called(label: str) -> PeriodRow:
    report = read("report.md", TABLE.format(label=label).encode())
    return next(row for row in rows_of(report) if row.label == label)


@pytest.mark.parametrize(
    ("sentence", "label", "exactly"),
    [
        ("We recorded a valuation allowance of $5,120 in 2031.", "Valuation allowance", True),
        ("The Company had $5,120 in aggregate loan commitments.", "Total loan commitments", True),
        ("Loan commitments (in all countries) were $5,120.", "Loan commitments", True),
        ("Management restructuring costs in 2031 were $5,120.", "Management restructuring costs", True),
        ("We recorded a valuation allowance of $5,120 for losses in Ruritania.", "Valuation allowance", False),
        ("Amortization of loan commitments was $5,120.", "Loan commitments", False),
        ("Dutch loan commitments were $5,120.", "Loan commitments", False),
        ("We increased the loan commitments by $5,120.", "Loan commitments", False),
        ("Of our loan commitments, $5,120 was drawn.", "Loan commitments", False),
    ],
)
def test_a_name_is_exact_where_it_is_joined_to_the_figure(sentence: str, label: str, exactly: bool) -> None:
    masked = Masked(sentence)
    token = next(token for token in masked.tokens if token.figure)

    assert names_exactly(masked, token, row_called(label)) is exactly


@pytest.mark.parametrize(
    ("sentence", "all_of_it"),
    [
        ("Our loan commitments were $5,120.", True),
        ("Total loan commitments of $5,120 were undrawn.", True),
        ("We had $5,120 of loan commitments.", False),
        ("A loan commitments charge of $5,120 was made.", False),
    ],
)
def test_a_figure_is_all_of_something_only_where_the_words_say_so(sentence: str, all_of_it: bool) -> None:
    masked = Masked(sentence)
    token = next(token for token in masked.tokens if token.figure)

    assert names_definitely(masked, token, row_called("Loan commitments")) is all_of_it
