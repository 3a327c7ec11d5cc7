"""A formula says for certain what a figure is: it needs no second column to be believed."""

from __future__ import annotations

from decimal import Decimal

from service.checks.numeric.check import check
from service.checks.numeric.formulas.computed import Computed
from service.checks.numeric.formulas.relations import formulas_of
from service.checks.numeric.formulas.workbook import Workbook as Books
from service.checks.numeric.table.sheet import sheet_of
from service.findings import Finding
from service.reports.reading import read
from tests.unit.checks.given.calculated import amount, findings, outcome, percent, relations
from tests.unit.reports.given.workbooks import Held, Rows, Workbook


def one_year(total: int = 345, share: str = "0.29") -> Rows:
    return [
        ["Sales"],
        [None, "2025"],
        ["Water", amount(100)],
        ["Process", amount(200)],
        ["Service", amount(45)],
        ["Total", amount(total, "SUM(B3:B5)")],
        ["Share of water", percent(share, "ROUND(B3/B6,2)")],
    ]


def first(found: list[Finding]) -> tuple[int | None, int | None, str, str | None]:
    (finding,) = found
    place = finding.locations[0]
    return place.row, place.column, finding.check, finding.expected


def test_a_single_column_is_checked_by_its_formulas() -> None:
    result = outcome(Sales=one_year())
    assert result.findings == ()
    assert "100 + 200 + 45 = 345" in relations(result)
    assert "ROUND(B3/B6,2) = 29.0%" in relations(result)


def test_a_value_that_is_not_what_its_formula_gives_is_found() -> None:
    found = findings(Sales=one_year(share="0.92"))
    assert first(found) == (6, 1, "formula", "29.0")
    (relation,) = found[0].relations
    assert "its formula is ROUND(B3/B6,2)" in relation


def test_a_wrong_total_is_one_finding_though_a_share_is_calculated_from_it() -> None:
    assert first(findings(Sales=one_year(total=354)))[:2] == (5, 1)


def test_a_figure_taken_from_another_sheet_must_be_the_one_that_stands_there() -> None:
    def balance(receivables: int) -> Rows:
        return [
            ["Balance sheet"],
            [None, "2025"],
            ["Receivables", amount(receivables, "'Sales'!B6")],
            ["Cash", amount(7)],
        ]

    assert "345 = 345 in “Sales”, Total, 2025" in relations(outcome(Sales=one_year(), Balance=balance(345)))
    (found,) = findings(Sales=one_year(), Balance=balance(435))
    assert (found.check, {found.reported, found.expected}) == ("tie", {"345", "435"})


def test_digits_that_are_not_shown_count() -> None:
    rows: Rows = [
        ["Costs"],
        [None, "2025"],
        ["Rent", amount("100.4")],
        ["Power", amount("200.4")],
        ["Water", amount("45.4")],
        ["Total", amount("346.2", "SUM(B3:B5)")],
    ]
    result = outcome(Costs=rows)
    assert result.findings == ()
    assert relations(result) == ["100 + 200 + 45 + 1 (not printed) = 346"]
    rows[5] = ["Total", amount("347.2", "SUM(B3:B5)")]
    (found,) = findings(Costs=rows)
    assert (found.reported, found.expected) == ("347", "346")


def test_figures_that_were_rounded_before_they_were_added_miss_by_no_more_than_rounding() -> None:
    rows = one_year()
    rows[5] = ["Total", amount(346, "SUM(B3:B5)")]
    assert findings(Sales=rows) == []


def stock(number: Held, value: object) -> Rows:
    """Pieces of one kind, what one of them costs, a discount, and what all are worth."""
    return [
        ["Stock"],
        [None, "2025"],
        ["Pieces", number],
        ["Cost of a piece", amount(230)],
        ["Discount", amount(-120)],
        ["Value", amount(value, "B3*B4+B5")],
    ]


def test_numbers_that_were_typed_in_are_exact_in_a_product() -> None:
    assert relations(outcome(Stock=stock(amount(14), 3100)))
    (found,) = findings(Stock=stock(amount(14), 3010))
    assert (found.check, found.reported, found.expected) == ("formula", "3010", "3100")


def test_a_result_that_is_held_to_all_its_digits_is_exact_in_a_product() -> None:
    assert findings(Stock=stock(amount(14, "7*2"), 3100)) == []
    (found,) = findings(Stock=stock(amount(14, "7*2"), 3010))
    assert (found.reported, found.expected) == ("3010", "3100")


def test_a_result_that_was_rounded_before_it_was_multiplied_misses_by_no_more_than_rounding() -> None:
    assert findings(Stock=stock(amount(14, "29/2"), 3215)) == []
    assert len(findings(Stock=stock(amount(14, "29/2"), 3512))) == 1


def test_a_result_that_is_shown_in_thousands_is_what_its_cells_give() -> None:
    def shown(value: int, formula: str | None = None) -> Held:
        return Held(str(value), "#,##0,", formula)

    rows: Rows = [["Cash"], [None, "2025"], ["Bank", shown(1_200_400)], ["Till", shown(300_300)]]
    assert findings(Cash=[*rows, ["Total", shown(1_500_700, "B3+B4")]]) == []
    (found,) = findings(Cash=[*rows, ["Total", shown(1_510_700, "B3+B4")]])
    assert (found.reported, found.expected) == ("1511", "1501")


def test_a_typed_number_where_the_other_columns_calculate_is_found() -> None:
    def rows(last: Held) -> Rows:
        return [
            ["Margin"],
            [None, "2025", "2024", "2023"],
            ["Revenue", amount(1200), amount(1100), amount(1000)],
            ["Cost", amount(-900), amount(-850), amount(-731)],
            ["Gross profit", amount(300, "SUM(B3:B4)"), amount(250, "SUM(C3:C4)"), last],
            ["Doubled", amount(600, "2*B5"), amount(500, "2*C5"), amount(2 * int(last.value or 0), "2*D5")],
        ]

    assert findings(Margin=rows(amount(269))) == []
    found = findings(Margin=rows(amount(296)))
    assert first(found) == (4, 3, "column_total", "269")
    (relation,) = found[0].relations
    assert "it is typed in, where those beside it would be SUM(D3:D4)" in relation


def test_a_typed_column_of_another_meaning_is_not_compared_with_formulas_beside_it() -> None:
    rows: Rows = [
        ["Stock"],
        [None, "Pieces", "Value", "Price"],
        ["Pumps", amount(100), amount(5000), amount(50)],
        ["Valves", amount(300), amount(6000), amount(20)],
        ["Total", amount(400, "SUM(B3:B4)"), amount(11000, "SUM(C3:C4)"), amount(28)],
    ]
    assert findings(Stock=rows) == []


def test_a_range_that_leaves_out_a_line_is_found_beside_one_other_column_even() -> None:
    rows: Rows = [
        ["Sales"],
        [None, "2025", "2024"],
        ["Water", amount(100), amount(110)],
        ["Process", amount(200), amount(210)],
        ["Service", amount(45), amount(35)],
        ["Total", amount(300, "SUM(B3:B4)"), amount(355, "SUM(C3:C5)")],
    ]
    found = findings(Sales=rows)
    assert first(found) == (5, 1, "column_total", "345")
    (relation,) = found[0].relations
    assert "its formula is SUM(B3:B4), where those beside it would be SUM(B3:B5)" in relation


def test_a_number_hidden_in_a_formula_is_found() -> None:
    rows: Rows = [
        ["Sales"],
        [None, "2025", "2024", "2023"],
        ["Water", amount(1000), amount(1100), amount(1200)],
        ["Process", amount(200), amount(210), amount(220)],
        ["Total", amount(1237, "SUM(B3:B4)+37"), amount(1310, "SUM(C3:C4)"), amount(1420, "SUM(D3:D4)")],
    ]
    assert first(findings(Sales=rows)) == (4, 1, "column_total", "1200")


def test_a_row_total_typed_between_calculated_ones_is_found() -> None:
    def row(label: str, one: int, other: int, total: Held) -> list[str | Held | None]:
        return [label, amount(one), amount(other), total]

    rows: Rows = [
        ["Segments"],
        [None, "Water", "Process", "Group"],
        row("Revenue", 4120, 3050, amount(7170, "SUM(B3:C3)")),
        row("Wages", 1410, 1120, amount(2350)),
        row("Energy", 730, 460, amount(1190, "SUM(B5:C5)")),
        row("Rent", 250, 310, amount(560, "SUM(B6:C6)")),
    ]
    assert first(findings(Segments=rows)) == (3, 3, "row_total", "2530")


def test_a_formula_that_is_not_understood_is_said_to_be_unchecked() -> None:
    rows = one_year()
    rows[5] = ["Total", amount(345, "XLOOKUP(A6,A3:A5,B3:B5)")]
    (untested,) = [one for one in outcome(Sales=rows).untested if one.check == "formula"]
    assert untested.reason == "its formula was not calculated, because it uses XLOOKUP, which is not calculated here"
    assert (untested.location.row, untested.location.column) == (5, 1)


def test_a_formula_that_was_never_calculated_makes_those_that_use_it_unchecked() -> None:
    rows = one_year()
    rows[4] = ["Service", Held(None, "#,##0", "B99*2")]
    (untested,) = [one for one in outcome(Sales=rows).untested if one.check == "formula"]
    assert untested.reason.endswith("because it refers to a formula that was never calculated")


def test_cells_that_refer_to_each_other_in_a_circle_do_no_harm() -> None:
    rows: Rows = [
        ["Circle"],
        [None, "2025", "2024"],
        ["One", amount(10, "B4"), amount(12, "SUM(C:C)")],
        ["Other", amount(10, "B3"), amount(9, "SUM(A1:XFD1048576)")],
    ]
    result = outcome(Circle=rows)
    assert result.findings == ()
    assert {one.reason for one in result.untested if one.check == "formula"} == {
        "its formula (and those of 1 more figures of the table) was not calculated, because it refers to its own cell"
    }


def test_a_formula_that_gives_far_more_than_any_figure_is_unchecked() -> None:
    rows = one_year()
    rows[5] = ["Total", amount(345, "SUM(B3:B5)*10^40+B3")]
    rows[6] = ["Share of water", percent("0.29", "B3*10^25/B6/10^25")]
    untested = [one for one in outcome(Sales=rows).untested if one.check == "formula"]
    assert [one.reason for one in untested] == [
        "its formula was not calculated, because its numbers are too large",
    ]


def test_a_subtotal_of_rows_of_which_some_are_hidden_is_unchecked() -> None:
    """A filter that hides the third row leaves it out of the subtotal; that it is a filter does not show."""
    rows = one_year()
    rows[5] = ["Total", amount(300, "SUBTOTAL(9,B3:B5)")]
    book = Workbook({"Sales": rows[:6]}, hidden_rows=(4,))
    result = check(read("report.xlsx", book.data()), lambda _: None)
    assert [finding for finding in result.findings if finding.severity != "info"] == []
    (untested,) = [one for one in result.untested if one.check == "formula"]
    assert untested.reason.endswith("because a SUBTOTAL passes over rows that a filter has hidden, and some are hidden")


def test_what_formulas_gave_once_is_known_when_no_more_cells_may_be_looked_at() -> None:
    rows = one_year(share="0.92")
    report = read("report.xlsx", Workbook({"Sales": rows}).data())
    book = Books(report, [sheet_of(table) for table in report.tables], most_cells=5)
    (share,) = [one for one in formulas_of(book).equations.values() if isinstance(one, Computed)]
    first = share.figures[0]
    assert share.solved_for(first.place, {}) == Decimal("29.0")
    assert share.holds({first.place: Decimal("29.0")})


def mean(value: str, formula: str = "AVERAGE(B3:B5)") -> Rows:
    return [
        ["Sales"],
        [None, "2025"],
        ["Water", amount(100)],
        ["Process", amount(200)],
        ["Service", amount(46)],
        ["Mean", amount(value, formula)],
    ]


def test_a_mean_without_end_is_shown_as_a_person_writes_it() -> None:
    assert relations(outcome(Sales=mean("115.333333333333"))) == ["(100 + 200 + 46) ÷ 3 ≈ 115"]
    assert relations(outcome(Sales=mean("112", "(B3+B4+B5)/3.1"))) == ["32.26 + 64.52 + 14.84 ≈ 112"]

    (found,) = findings(Sales=mean("125"))
    assert (found.expected, found.difference) == ("115.33", "9.67")
    (relation,) = found.relations
    assert "(100 + 200 + 46) ÷ 3 gives 115.33, printed is 125" in relation
    assert "115.333" not in relation


def test_what_a_sum_in_another_scale_gives_is_shown_to_its_last_digit() -> None:
    rows = mean("0.346", "SUM(B3:B5)/1000")
    assert relations(outcome(Sales=rows)) == ["0.100 + 0.200 + 0.046 ≈ 0"]
