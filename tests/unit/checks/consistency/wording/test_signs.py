"""Captions against the sign and the side of their figures."""

from __future__ import annotations

import pytest

from service.checks.consistency.signs.judge import judge_signs
from service.checks.consistency.text.lines import lines_of
from service.findings import Finding
from service.reports.reading import read

CASH = """
| | 2031 | 2030 |
|---|---|---|
| Profit | 4,420 | 3,910 |
| Depreciation | 1,100 | 1,050 |
| Rents received | 310 | 270 |
| Taxes paid | (910) | (870) |
| Wages paid | (120) | (110) |
| Equipment bought | (1,950) | (1,720) |
| {} |
"""
SHEET = """
| | 2031 | 2030 |
|---|---|---|
| Cash | 4,420 | 3,910 |
| {} | 1,100 | 1,050 |
| Total assets | 5,520 | 4,960 |
| Trade payables | 910 | 870 |
| {} | 310 | 240 |
| {} | 1,220 | 1,110 |
"""


def found(*tables: str) -> tuple[Finding, ...]:
    report = read("report.md", "\n\nThe next table:\n\n".join(tables).encode())
    return judge_signs([lines_of(table) for table in report.tables]).findings


@pytest.mark.parametrize(
    "line",
    [
        "Net cash used in operating activities | 4,610 | 4,090",
        "Cash used in operations | 4,610 | 4,090",
        "Net cash provided by financing activities | (610) | (90)",
        "Cash generated from operations | (610) | (90)",
    ],
)
def test_cash_that_went_the_other_way_is_found_at_its_caption(line: str) -> None:
    [finding] = found(CASH.format(line))
    assert (finding.check, finding.locations[0].row, finding.locations[0].column) == ("sign_word", 7, 0)


@pytest.mark.parametrize(
    "line",
    [
        "Net cash used in operating activities | (4,610) | (4,090)",
        "Net cash provided by (used in) operating activities | (4,610) | 4,090",
        "Net cash used in operating activities | (4,610) | 90",
        "Net cash from operating activities | (4,610) | (4,090)",
        "Adjustments to reconcile profit to net cash used in operating activities | 4,610 | 4,090",
        "Net cash used in operating activities | 610 | 90 |\n| Net cash used in investing activities | 20 | 10",
    ],
)
def test_words_that_agree_or_leave_the_way_open_are_no_finding(line: str) -> None:
    assert not found(CASH.format(line))


@pytest.mark.parametrize(
    ("asset", "debt", "last", "row"),
    [
        ("Due to related parties", "Other debts", "Total liabilities", 2),
        ("Cash and due to banks", "Other debts", "Total liabilities and equity", 2),
        ("Accounts payable", "Other debts", "Total liabilities", 2),
        ("Other claims", "Due from shareholders", "Total liabilities", 5),
        ("Other claims", "Promissory notes receivable", "Total liabilities", 5),
        ("Other claims", "Loans receivable, net", "Equity", 5),
    ],
)
def test_a_line_on_the_other_side_is_found_with_the_total_that_it_stands_above(
    asset: str, debt: str, last: str, row: int
) -> None:
    [finding] = found(SHEET.format(asset, debt, last))
    assert (finding.check, finding.locations[0].row, finding.locations[0].column) == ("side_word", row, 0)
    assert (finding.locations[-1].quote or "") == (last if row == 5 else "Total assets")


@pytest.mark.parametrize(
    ("asset", "debt"),
    [
        ("Due from related parties", "Due to related parties"),
        ("Due to/from brokers", "Due from/to brokers"),
        ("Receivable due to share issuance", "Deferred income on loans receivable"),
        ("Prepaid taxes payable", "Advances on trade receivables"),
        ("Receivables less payables", "Payables less receivables"),
    ],
)
def test_lines_on_their_own_side_are_no_finding(asset: str, debt: str) -> None:
    assert not found(SHEET.format(asset, debt, "Total liabilities"))


GROSS = "| | 2031 |\n|---|---|\n| Revenue | {} |\n| Cost of sales | {} |\n| Gross loss | {} |"


def test_a_loss_that_is_a_profit_by_its_parts_is_found() -> None:
    [finding] = found(GROSS.format("9,420", "(6,310)", "3,110"))
    assert [place.quote for place in finding.locations] == ["Gross loss", "3,110", "Revenue", "Cost of sales"]


@pytest.mark.parametrize("figures", [("6,310", "(9,420)", "(3,110)"), ("6,310", "9,420", "3,110")])
def test_a_gross_loss_that_is_one_is_no_finding(figures: tuple[str, str, str]) -> None:
    assert not found(GROSS.format(*figures))


def test_a_result_with_the_opposite_name_elsewhere_is_found_where_nothing_else_is_called_so() -> None:
    profit = "| | 2031 |\n|---|---|\n| Net income | 3,110 |\n| Dividends | 910 |"
    loss = "| | 2031 |\n|---|---|\n| Net loss | 3,110 |\n| Number of shares | 450 |"
    [finding] = found(profit, loss)
    assert (finding.locations[0].table, finding.locations[0].quote) == (1, "Net loss")
    assert not found(profit, loss, loss)


def test_a_profit_below_zero_that_is_a_loss_elsewhere_is_found() -> None:
    loss = "| | 2031 |\n|---|---|\n| Net loss | (3,110) |\n| Dividends | 910 |"
    [finding] = found(loss, loss.replace("Net loss", "Net income"))
    assert finding.locations[0].quote == "Net income"
