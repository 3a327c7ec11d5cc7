"""Profit and cash run through the statements by definition, in a single period as well."""

from __future__ import annotations

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, place, table


def _income(profit: str = "9,640") -> Table:
    rows = (("Revenue", "84,320"), ("Cost of sales", "51,730"), ("Gross profit", "32,590"))
    rest = (("Operating expenses", "22,950"), ("Net income", profit))
    return table(("", "2031"), *rows, *rest, index=0, title="Income statement")


def _flows(profit: str = "9,640", closing: str = "24,370") -> Table:
    return table(
        ("", "2031"),
        ("Net income", profit),
        ("Depreciation", "4,250"),
        ("Working capital", "(1,940)"),
        ("Cash from operations", "11,950"),
        ("Cash from investing", "(5,210)"),
        ("Cash from financing", "(4,530)"),
        ("Net change in cash", "2,210"),
        ("Ending cash", closing),
        index=1,
        title="Cash flow statement",
    )


def _balances(cash: str = "24,370") -> Table:
    rows = (("Cash and cash equivalents", cash, "22,160"), ("Receivables", "31,900", "29,410"))
    total = ("Total current assets", f"{int(cash.replace(',', '')) + 31_900:,}", "51,570")
    return table(("", "2031", "2030"), *rows, total, index=2, title="Balance sheet")


def test_statements_of_one_period_that_agree_give_no_finding() -> None:
    assert findings(_income(), _flows(), _balances()) == ()


def test_the_profit_of_the_cash_flow_is_that_of_the_income_statement() -> None:
    (found,) = findings(_income(), _flows(profit="10,140"), _balances())
    assert place(found) == (1, 1, 1)
    assert found.expected == "9640"


def test_the_cash_flow_ends_with_the_cash_of_the_balance_sheet() -> None:
    (found,) = findings(_income(), _flows(closing="24,120"), _balances())
    assert place(found) == (1, 8, 1)
    assert found.expected == "24370"


def test_cash_that_differs_by_what_the_report_prints_is_another_measure_and_no_error() -> None:
    overdrafts = table(("", "2031"), ("Bank overdrafts", "250"), ("Other loans", "870"), index=3, title="Borrowings")
    assert findings(_income(), _flows(closing="24,120"), _balances(), overdrafts) == ()
