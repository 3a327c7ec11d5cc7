"""Every test that readers expect has a state, and "holds" is said only where it was made for every column."""

from __future__ import annotations

from service.checks.numeric.definitions.named_lines import named_lines
from service.checks.numeric.expected.evidence import sum_under_heading
from service.checks.numeric.table.sheet import sheet_of
from service.findings import NamedTest
from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, outcome, table

YEARS = ("", "2031", "2030")
NAMES = (
    "balance_sheet_balances",
    "balance_sheet_adds_up",
    "income_statement_adds_up",
    "cash_flow_adds_up",
    "profit_in_cash_flow",
    "profit_in_equity",
    "cash_in_balance_sheet",
    "opening_is_last_closing",
    "equity_closes",
    "earnings_per_share",
    "notes_to_lines",
    "comparatives_agree",
)


def _balance_sheet(claims: tuple[str, str] = ("10,560", "9,960")) -> Table:
    return table(
        YEARS,
        ("Plant", "6,210", "5,730"),
        ("Cash and cash equivalents", "4,350", "4,230"),
        ("Total assets", "10,560", "9,960"),
        ("Total equity", "5,360", "4,742"),
        ("Bank loans", "5,200", "5,218"),
        ("Total equity and liabilities", *claims),
        title="Balance sheet",
    )


def _flows(closing: tuple[str, str] = ("4,350", "4,230"), opening: tuple[str, str] = ("4,230", "4,010")) -> Table:
    return table(
        YEARS,
        ("Profit for the year", "618", "540"),
        ("Depreciation", "412", "395"),
        ("Net cash from operating activities", "1,030", "935"),
        ("Net cash used in investing activities", "(892)", "(610)"),
        ("Net cash used in financing activities", "(18)", "(105)"),
        ("Net change in cash", "120", "220"),
        ("Cash at beginning of year", "4,230", "4,010"),
        ("Cash at end of year", *closing),
        index=1,
        title="Cash flow statement",
    )


def _tests(*tables: Table) -> dict[str, NamedTest]:
    return {test.test: test for test in outcome(*tables).tests}


def test_every_test_is_named_whatever_the_report_prints() -> None:
    alone = table(YEARS, ("Employees", "312", "298"))

    assert tuple(_tests(alone)) == NAMES
    assert {test.state for test in _tests(alone).values()} == {"not_found"}
    assert all(test.reason for test in _tests(alone).values())


def test_a_balance_sheet_holds_only_if_it_balances_in_every_column() -> None:
    assert _tests(_balance_sheet())["balance_sheet_balances"].state == "holds"

    broken = _tests(_balance_sheet(claims=("11,060", "10,460")))["balance_sheet_balances"]
    assert broken.state == "broken"
    assert {(place.row, place.column) for place in broken.locations} == {(3, 1), (3, 2), (6, 1), (6, 2)}

    partly = _tests(_balance_sheet(claims=("10,560", "")))["balance_sheet_balances"]
    assert partly.state == "not_found"
    assert "2030" in partly.reason


def test_two_totals_that_differ_break_the_balance_and_not_what_each_adds_up() -> None:
    rows = [("Plant", "6,210", "5,730"), ("Cash", "4,350", "4,230"), ("Total assets", "10,560", "9,960")]
    rows += [("Total equity", "5,360", "4,742"), ("Bank loans", "5,700", "5,218")]
    printed = table(YEARS, *rows, ("Total equity and liabilities", "11,060", "9,960"), title="Balance sheet")

    tests = _tests(printed)
    (found,) = findings(printed)

    assert tests["balance_sheet_balances"].state == "broken"
    assert tests["balance_sheet_adds_up"].state == "holds"
    assert found.description == (
        "Total assets, 2031 is printed as 10,560, which 1 other relation bears out, but Total equity and liabilities"
        " (2031) gives 11,060; either of the two may be wrong."
    )


def test_a_total_is_what_stands_under_its_heading_although_the_search_saw_other_sums() -> None:
    printed = table(
        YEARS,
        ("Total assets", "36,498", "35,258"),
        ("Total liabilities", "30,803", "29,043"),
        ("Shareholders' equity:",),
        ("Common stock", "8,328", "7,381"),
        ("Accumulated deficit", "(1,916)", "(21)"),
        ("Accumulated other comprehensive loss", "(717)", "(1,145)"),
        ("Total shareholders' equity", "5,695", "6,215"),
        ("Total liabilities and shareholders' equity", "36,498", "35,258"),
        title="Balance sheet",
    )
    (sheet,) = named_lines([sheet_of(printed)])
    total = sheet.figure(sheet.lines["total_equity"][0], 0)
    liabilities = sheet.figure(sheet.lines["total_liabilities"][0], 0)
    assert total
    assert liabilities

    headed = sum_under_heading(sheet, total)

    assert headed is not None
    assert [str(figure.value) for figure in headed.figures] == ["5695", "-717", "-1916", "8328"]
    assert sum_under_heading(sheet, liabilities) is None


def test_a_statement_with_any_total_that_does_not_add_up_is_broken() -> None:
    rows = (
        ("Machines", "6,100", "5,900", "5,500"),
        ("Services", "2,300", "2,050", "1,980"),
        ("Total net sales", "8,400", "7,950", "7,480"),
        ("Cost of sales", "(5,100)", "(4,900)", "(4,700)"),
        ("Gross profit", "3,300", "3,050", "2,780"),
        ("Operating expenses", "(1,900)", "(1,800)", "(1,750)"),
        ("Operating profit", "1,400", "1,250", "1,030"),
    )
    heads = ("", "2031", "2030", "2029")
    right = table(heads, *rows, title="Income statement")
    wrong = table(heads, ("Machines", "6,100", "5,900", "5,050"), *rows[1:], title="Income statement")

    assert _tests(right)["income_statement_adds_up"].state == "holds"
    broken = _tests(wrong)["income_statement_adds_up"]
    assert broken.state == "broken"
    assert "7,480" in broken.reason


def test_a_total_that_nothing_adds_up_to_keeps_a_statement_from_holding() -> None:
    rows = (("Share capital", "3,000", "3,000"), ("Total equity", "5,360", "4,742"), ("Total assets", "9,571", "9,018"))
    lacking = _tests(table(YEARS, *rows))["balance_sheet_adds_up"]

    assert lacking.state == "not_found"
    assert {place.row_label for place in lacking.locations} == {"Total equity", "Total assets"}


def test_a_cash_flow_holds_with_its_activities_and_closes_on_the_balance_sheet() -> None:
    tests = _tests(_balance_sheet(), _flows())

    for name in ("cash_flow_adds_up", "cash_in_balance_sheet", "opening_is_last_closing"):
        assert tests[name].state == "holds", tests[name]


def _sections(investing: tuple[str, str]) -> Table:
    return table(
        YEARS,
        ("Profit for the year", "6,181", "5,402"),
        ("Depreciation", "4,122", "3,957"),
        ("Net cash from operating activities", "16,841", "1,824"),
        ("Purchases of plant", "(5,870)", "(6,102)"),
        ("Sales of plant", "212", "318"),
        ("Net cash used in investing activities", *investing),
        title="Cash flow statement",
    )


def test_a_section_that_adds_up_in_no_column_is_named_with_what_it_is_off_by_in_each() -> None:
    test = _tests(_sections(("(5,658)", "(5,784)")))["cash_flow_adds_up"]

    assert test.state == "not_found"
    assert test.reason == (
        "“Net cash from operating activities” is in no column what its lines come to: it is off by 6,538 (2031), "
        "−7,535 (2030)."
    )
    assert {(place.row, place.column) for place in test.locations} == {(3, 1), (3, 2)}


def test_a_statement_that_is_broken_elsewhere_still_says_which_section_adds_up_in_no_column() -> None:
    test = _tests(_sections(("(5,658)", "(5,748)")))["cash_flow_adds_up"]

    assert test.state == "broken"
    assert "printed is −5,748" in test.reason
    assert "“Net cash from operating activities” is in no column what its lines come to" in test.reason


def test_cash_that_is_not_that_of_the_balance_sheet_breaks_the_tests_about_it() -> None:
    tests = _tests(_balance_sheet(), _flows(closing=("4,530", "4,230")))

    assert tests["cash_in_balance_sheet"].state == "broken"
    assert tests["cash_flow_adds_up"].state == "broken"


def test_cash_less_overdrafts_leads_to_the_balance_sheet_over_the_note_that_says_so() -> None:
    flows = table(
        YEARS,
        ("Net cash from operating activities", "1,030", "935"),
        ("Net cash used in investing activities", "(892)", "(610)"),
        ("Net cash used in financing activities", "(57)", "(105)"),
        ("Net change in cash", "81", "220"),
        ("Cash at beginning of year", "4,117", "3,897"),
        ("Cash at end of year", "4,198", "4,117"),
        index=1,
        title="Cash flow statement",
    )
    note = table(
        YEARS,
        ("Cash and cash equivalents", "4,350", "4,230"),
        ("Bank overdrafts", "(152)", "(113)"),
        ("Cash and cash equivalents in the statement of cash flows", "4,198", "4,117"),
        index=2,
        title="Cash and cash equivalents",
    )

    bridged = _tests(_balance_sheet(), flows, note)["cash_in_balance_sheet"]

    assert bridged.state == "holds", bridged
    assert _tests(_balance_sheet(), flows)["cash_in_balance_sheet"].state != "holds"


def test_a_table_of_flows_and_balances_is_known_by_its_captions() -> None:
    sheets = [sheet_of(_balance_sheet()), sheet_of(_flows())]
    assert [set(one.statements) for one in named_lines(sheets)] == [{"balance_sheet"}, {"cash_flow"}]


def test_a_profit_between_two_balances_moves_equity_and_makes_no_income_statement() -> None:
    printed = table(
        ("", "Share capital", "Retained earnings", "Total equity"),
        ("Balance at 1 January 2031", "1,500", "3,242", "4,742"),
        ("Profit for the year", "", "618", "618"),
        ("Other comprehensive income", "", "42", "42"),
        ("Total comprehensive income", "", "660", "660"),
        ("Dividends paid", "", "(42)", "(42)"),
        ("Balance at 31 December 2031", "1,500", "3,860", "5,360"),
        title="Statement of changes in equity",
    )
    (found,) = named_lines([sheet_of(printed)])

    assert found.moves_equity
    assert found.statements == frozenset()
    assert {test.test: test.state for test in outcome(printed).tests}["equity_closes"] == "holds"
