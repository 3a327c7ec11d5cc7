"""Kinds of tables that once raised false alarms: what they print is right, and nothing is found in them."""

from __future__ import annotations

import pytest

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, outcome, table

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
    "restricted cash that a note prints": (
        table(
            YEARS,
            ("Cash and cash equivalents", "417,146", "584,829"),
            ("Receivables", "130,064", "134,586"),
            ("Total current assets", "547,210", "719,415"),
        ),
        table(
            YEARS,
            ("Net change in cash, cash equivalents and restricted cash", "(167,683)", "84,109"),
            ("Cash, cash equivalents and restricted cash at beginning of year", "599,295", "515,186"),
            ("Cash, cash equivalents and restricted cash at end of year", "431,612", "599,295"),
            index=1,
        ),
        table(YEARS, ("Restricted cash in other assets", "14,466", "14,466"), index=2),
    ),
    "claims without those that another line of the note has": (
        table(
            ("", "June 30, 2031", "December 31, 2030"),
            ("Claim reserves", "61,709", "58,649"),
            ("Debt", "8,030", "7,292"),
        ),
        table(
            ("", "June 30, 2031", "December 31, 2030"),
            ("Property and casualty", "61,701", "58,641"),
            ("Accident", "8", "8"),
            ("Total", "61,709", "58,649"),
            index=1,
        ),
        table(
            ("", "Six months ended June 30, 2031"),
            ("Claim reserves at beginning of year", "58,641"),
            ("Claims incurred", "15,260"),
            ("Claims paid", "(12,200)"),
            ("Claim reserves at end of period", "61,701"),
            index=2,
        ),
    ),
    "flows of half-years under bare years, beside the year's balance sheet": (
        table(
            ("", "June 30, 2031", "December 31, 2030"),
            ("Total cash and cash equivalents", "41,322", "33,914"),
            ("Loans", "120,877", "107,964"),
            ("Total assets", "162,199", "141,878"),
        ),
        table(
            YEARS,
            ("Net increase in cash and cash equivalents", "7,408", "9,154"),
            ("Cash and cash equivalents at beginning of period", "33,914", "22,028"),
            ("Cash and cash equivalents at end of period", "41,322", "31,182"),
            index=1,
        ),
    ),
    "a part whose line prints the rest": (
        table(YEARS, ("Service revenues", "25,119", "25,563"), ("Sales of goods", "31,004", "30,222")),
        table(
            ("", "2031 Clubs", "2031 Bars", "2031 Total", "2030 Clubs", "2030 Bars", "2030 Total"),
            ("Service revenues", "25,119", "—", "25,119", "25,533", "30", "25,563"),
            ("Sales of goods", "18,900", "12,104", "31,004", "17,210", "13,012", "30,222"),
            index=1,
        ),
    ),
    "one figure that is rounded up in one table and down in another": (
        table(YEARS, ("Impairment of digital assets", "54,897", "21,330"), ("Depreciation", "3,215", "2,944")),
        table(YEARS, ("Impairment of digital assets", "54,898", "21,330"), ("Provisions", "311", "288"), index=1),
    ),
    "shares bought back that are not all paid": (
        table(
            YEARS,
            ("Balance, beginning of year", "21,560", "22,154"),
            ("Net income", "2,990", "2,842"),
            ("Shares repurchased under the programme", "(900)", "(1,650)"),
            ("Dividends", "(1,010)", "(1,786)"),
            ("Balance, end of year", "22,640", "21,560"),
        ),
        table(
            YEARS,
            ("Net income", "2,990", "2,842"),
            ("Net cash from operating activities", "5,402", "5,116"),
            ("Net cash used in investing activities", "(2,977)", "(1,402)"),
            ("Shares repurchased under the programme", "(894)", "(1,650)"),
            ("Other financing", "(1,524)", "(1,910)"),
            ("Net cash used in financing activities", "(2,418)", "(3,560)"),
            ("Net increase in cash", "7", "154"),
            index=1,
        ),
    ),
    "a line that one column alone prints, taken away there": (
        table(
            ("", "2031", "2030", "2029"),
            ("Segment result", "977", "861", "802"),
            ("Grant income", "—", "30", "—"),
            ("Earnings of associates", "48", "57", "61"),
            ("Salaries", "2,120", "1,977", "1,850"),
            ("Supplies", "655", "611", "598"),
            ("Rents", "214", "203", "199"),
            ("Repairs", "87", "91", "74"),
            ("Energy", "133", "129", "121"),
            ("Total segment revenue", "4,138", "3,785", "3,583"),
        ),
    ),
    "lines between tax and profit that two columns leave nil": (
        table(
            ("", "Insurance", "Other", "Together", "Reclassified", "Reported"),
            ("Earnings before income taxes", "1,419", "(171)", "1,248", "(125)", "1,123"),
            ("Provision for income taxes", "295", "(40)", "255", "(30)", "225"),
            ("Core operating earnings", "1,124", "(131)", "993"),
            ("Gains on securities", "—", "(92)", "(92)", "92", "—"),
            ("Loss on retirement of debt", "—", "(7)", "(7)", "7", "—"),
            ("Other", "—", "4", "4", "(4)", "—"),
            ("Net earnings", "1,124", "(226)", "898", "—", "898"),
        ),
    ),
    "a comprehensive income that is the profit in the years without other": (
        table(
            ("", "2031", "2030", "2029"),
            ("Revenue", "80,310", "74,220", "70,640"),
            ("Net income (loss)", "(49,472)", "(9,553)", "(7,927)"),
        ),
        table(
            ("", "2031", "2030", "2029"),
            ("Unrealised gain on securities", "230", "—", "—"),
            ("Currency translation", "(80)", "—", "—"),
            ("Comprehensive income (loss)", "(49,322)", "(9,553)", "(7,927)"),
            index=1,
        ),
    ),
    "three bonds of which one comes to the two others, all of them in the total": (
        table(
            ("", "Principal", "2031", "2030"),
            ("Bond of 2035", "1,000", "999", "998"),
            ("Bond of 2040", "1,500", "1,495", "1,494"),
            ("Bond of 2047", "1,000", "993", "966"),
            ("Bond of 2053", "500", "502", "488"),
            ("Bond of 2056", "500", "493", "492"),
            ("Total", "", "4,482", "4,438"),
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
