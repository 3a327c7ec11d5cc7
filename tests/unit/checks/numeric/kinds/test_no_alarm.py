"""Kinds of tables that once raised false alarms: what they print is right, and nothing is found in them."""

from __future__ import annotations

import pytest

from service.reports.model import Table
from tests.unit.checks.numeric.drawn import findings, outcome, table

YEARS = ("", "2031", "2030")

RIGHT: dict[str, tuple[Table, ...]] = {
    "rates whose sign stands in the first and last line only": (
        table(
            ("", "2031", "2030", "Change"),
            ("Cash", "20,940", "20,330", "3%"),
            ("Listed bonds", "301,920", "311,400", "(3)"),
            ("Other bonds", "188,300", "171,090", "10"),
            ("Total bonds", "490,220", "482,490", "2"),
            ("Total assets", "1,434,760", "1,392,800", "3%"),
        ),
    ),
    "a dash for what is not given": (
        table(
            ("", "Home", "Abroad", "Online", "Group"),
            ("Members at end of year", "41,205", "18,910", "2,470", "—"),
            ("Revenue", "2,904,110", "1,470,350", "317,220", "4,691,680"),
            ("Cost", "1,196,400", "1,239,800", "102,150", "2,538,350"),
            ("Contribution", "1,707,710", "230,550", "215,070", "2,153,330"),
        ),
    ),
    "a column of balances under a line of totals": (
        table(
            ("Period", "Bought", "In the programme", "May yet be bought"),
            ("April", "910,200", "910,200", "62,440,300"),
            ("May", "805,410", "805,410", "61,634,890"),
            ("June", "588,150", "588,150", "61,046,740"),
            ("Total", "2,303,760", "2,303,760", "61,046,740"),
        ),
    ),
    "one reading with an interest of others and one without": (
        table(
            ("", "2031", "2030", "2029", "2028"),
            ("Revenue", "41,870", "40,150", "39,400", "38,520"),
            ("Net earnings including noncontrolling interests", "1,461", "1,012", "1,228", "1,237"),
            ("Net earnings attributable to shareholders", "1,461", "1,012", "1,228", "1,235"),
        ),
    ),
    "a balance and its change under one caption": (
        table(
            YEARS,
            ("Cash", "31,480", "512,940"),
            ("Trade receivables from customers", "3,120", "1,710"),
            ("Total current assets", "34,600", "514,650"),
        ),
        table(
            YEARS,
            ("Net loss", "(480,050)", "(1,602,290)"),
            ("Trade receivables from customers", "(1,410)", "(1,710)"),
            ("Decrease in cash", "(481,460)", "(1,604,000)"),
            ("Cash, beginning of year", "512,940", "2,116,940"),
            ("Cash, end of year", "31,480", "512,940"),
            index=1,
        ),
    ),
    "a target beside what is": (
        table(
            ("", "Target allocation", "Amount", "Share"),
            ("Shares at home", "24%", "409", "24%"),
            ("Shares abroad", "20%", "325", "19%"),
            ("Bonds", "48%", "824", "48%"),
            ("Property", "8%", "142", "8%"),
            ("Total", "100%", "1,700", "100%"),
        ),
    ),
}


@pytest.mark.parametrize("kind", RIGHT)
def test_what_is_right_raises_no_alarm(kind: str) -> None:
    assert findings(*RIGHT[kind]) == ()


def test_a_schedule_in_near_constant_steps_is_neither_found_wrong_nor_ticked() -> None:
    steps = [(f"Step {at}", f"{180 + 11 * at + at % 2:,}", f"{260 + 16 * at + at % 3:,}") for at in range(30)]
    said = outcome(table(("", "ONE", "TWO"), *steps))

    assert said.findings == ()
    assert said.ticks == ()


def test_a_percentage_in_a_caption_leaves_its_line_an_amount() -> None:
    rows = (("5.25% notes due 2034", "280,000", "280,500"), ("4.125% notes due 2037", "410,000", "390,000"))
    total = ("Bank loans", "112,450", "125,300")

    assert findings(table(YEARS, *rows, total, ("Total borrowings", "802,450", "795,800"), unit="")) == ()
    (found,) = findings(table(YEARS, *rows, total, ("Total borrowings", "802,540", "795,800"), unit=""))
    assert found.expected == "802450"


def test_no_line_takes_a_sign_of_its_own_because_other_columns_leave_it_nil() -> None:
    rows = (
        ("Proceeds from bonds", "—", "2,782", "185"),
        ("Repayment of bonds", "(86)", "(1,200)", "(1,502)"),
        ("New short-term loans", "—", "—", "106"),
        ("Purchase of own shares", "(328)", "(469)", "(486)"),
        ("Dividends", "(689)", "(904)", "(746)"),
    )
    assert findings(table(("", "2031", "2030", "2029"), *rows, ("Total", "(1,103)", "209", "(2,443)"))) == ()
    (found,) = findings(table(("", "2031", "2030", "2029"), *rows, ("Total", "(1,103)", "209", "(2,655)")))
    assert found.locations[0].column == 3
