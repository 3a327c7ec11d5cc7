"""Formulas give here what a spreadsheet gives, exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service.checks.numeric.formulas.calculation import Calculation
from service.checks.numeric.formulas.computed import solved
from service.checks.numeric.formulas.syntax import parsed
from service.checks.numeric.formulas.tree import NotCalculated
from service.checks.numeric.formulas.workbook import Workbook
from service.checks.numeric.table.sheet import sheet_of
from service.reports.xlsx.reader import read_xlsx
from tests.unit.checks.given.calculated import amount
from tests.unit.reports.given import workbooks as written

ROWS: written.Rows = [
    [None, "2025", "2024"],
    ["Revenue", amount(1200), amount(1000)],
    ["Cost", amount(-900), amount(-700)],
    ["Result", amount(300, "SUBTOTAL(9,B2:B3)"), amount(300)],
    ["Note", "n/a", amount("0.5")],
]
NAMES = {"Sales": "'Q 1'!$B$2", "TaxRate": "25%", "Half": "0.5", "Here": "Results!B2", "Costs": "Results!$B$3:$C$3"}
NAMES |= {"Income": "SUM(Results!$B$2:$B$3)-'Q 1'!$C$5", "Beside": "SUM(Results!$B2:$B3)"}
OWN = ("results", 20, 5)


def workbook() -> Workbook:
    book = written.Workbook({"Results": ROWS, "Q 1": ROWS}, names=NAMES)
    report = read_xlsx("a.xlsx", book.data())
    return Workbook(report, [sheet_of(table) for table in report.tables])


def given(formula: str) -> Decimal:
    book = workbook()
    return Calculation(book, OWN).amount(parsed(formula, OWN[1:], book.names)).value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("B2+B3", "300"),
        ("=B2-C2*2", "-800"),
        ("-2^2", "4"),
        ("2^3^2", "64"),
        ("1-2-3", "-4"),
        ("12/4/3", "1"),
        ("50%*B2", "600"),
        ("+$B$2", "1200"),
        ("SUM(B2:C3)", "600"),
        ("SUM(B2:B3,C2,100)", "1400"),
        ("SUM(B:B)", "600"),
        ("SUM(2:2)", "2200"),
        ("SUM(C4:B2)", "1200"),
        ("SUM('Q 1'!B2:B3)", "300"),
        ("'Q 1'!B2+results!B2", "2400"),
        ("AVERAGE(B2:C2)", "1100"),
        ("SUM(B4:C5)", "600.5"),
        ("SUBTOTAL(9,B2:B5)", "300"),
        ("MAX(B2:C4)-MIN(B2:C4)", "2100"),
        ("ABS(B3)", "900"),
        ("ROUND(B2/7,2)", "171.43"),
        ("ROUND(-2.5,0)", "-3"),
        ("ROUND(B2,-3)", "1000"),
        ("ROUNDUP(B2/7,0)+ROUNDDOWN(B2/7,0)", "343"),
        ("IF(B2>C2,B3,C3)", "-900"),
        ('IF(B5="N/A",1,2)', "1"),
        ("IF(AND(B2>0,NOT(C2<0)),5)", "5"),
        ("IF(OR(B2<0,B9<>0),5,6)", "6"),
        ("IFERROR(B2/B9,0)", "0"),
        ("B9+B2", "1200"),
        ("PRODUCT(C5,C2)", "500"),
        ("_xlfn.COUNT(B2:B5)", "3"),
        ("(B2-C2)/C2", "0.2"),
        ("sales*Half", "600"),
        ("SUM(Costs)", "-1600"),
        ("TaxRate*B2", "300"),
        ("Income+B2", "1499.5"),
        ("+".join(["B2"] * 121), "145200"),
    ],
)
def test_a_formula_gives_what_a_spreadsheet_gives(formula: str, value: str) -> None:
    assert given(formula) == Decimal(value)


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("VLOOKUP(A1,A:B,2)", "it uses VLOOKUP, which is not calculated here"),
        ("Unknown*B2", "it uses the name Unknown, which is not followed"),
        ("Here*B2", "it uses the name Here, which is not followed"),
        ("Beside*B2", "it uses the name Beside, which is not followed"),
        ("Hidden!B2", "it refers to the sheet “hidden”, which is hidden or shows nothing"),
        ("[1]Sheet1!B2", "it is written in a way that is not read"),
        ("Table1[Total]", "it is written in a way that is not read"),
        ("{SUM(B2:B3)}", "it is written in a way that is not read"),
        ("#REF!+B2", "it is written in a way that is not read"),
        ("B2+", "it is written in a way that is not read"),
        ("(B2", "it is written in a way that is not read"),
        ("B2 B3", "it is written in a way that is not read"),
        ("SUM(B2:B3", "it is written in a way that is not read"),
        ("ABS()", "it is written in a way that is not read"),
        ("B5*2", "it calculates with a text"),
        ("B2/B9", "it divides by zero"),
        ("B2:B3*2", "it calculates with a whole range at once"),
        ('B2&"x"', "it puts texts together"),
        ("10^400*10^400", "its numbers are too large"),
        ("9^(9^9)", "it takes a power that is not calculated here"),
        ("(" * 60 + "1" + ")" * 60, "it nests more than 24 brackets"),
        ("+".join(["B2"] * 500), "it has more than 120 signs"),
        ("1" + "%" * 500, "it has more than 120 signs"),
        ("SUBTOTAL(109,B2:B3)", "it uses SUBTOTAL(109), which is not calculated here"),
    ],
)
def test_what_is_not_understood_is_not_guessed(formula: str, reason: str) -> None:
    with pytest.raises(NotCalculated) as raised:
        given(formula)
    assert str(raised.value) == reason


def test_a_formula_knows_how_much_each_cell_counts() -> None:
    amount = Calculation(workbook(), OWN).amount(parsed("2*B2-B3/4+7", OWN[1:]))
    assert amount.straight
    assert amount.slopes == {("results", 1, 1): 2, ("results", 2, 1): Decimal("-0.25")}


def test_formulas_of_one_shape_are_equal_wherever_they_stand() -> None:
    assert parsed("SUM(B2:B5)/$A$1", (5, 1)) == parsed("SUM(D2:D5)/$A$1", (5, 3))
    assert parsed("SUM(B2:B5)", (5, 1)) != parsed("SUM(D3:D5)", (5, 3))


@pytest.mark.parametrize(
    ("formula", "wanted", "cell"),
    [
        (lambda x: 3 * x, 12, 4),
        (lambda x: 10 / x, 5, 2),
        (lambda x: (x - 8) / x, Decimal("0.5"), 16),
        (lambda x: x / (x + 5), Decimal("0.5"), 5),
    ],
)
def test_a_formula_is_solved_for_any_of_its_cells(formula, wanted, cell) -> None:  # type: ignore[no-untyped-def]
    cells = [Decimal(1), Decimal(3), Decimal(7)]
    found = solved(cells, [formula(one) for one in cells], Decimal(wanted))
    assert found is not None
    assert round(found, 20) == cell


def test_a_formula_that_does_not_depend_on_a_cell_can_not_be_solved_for_it() -> None:
    assert solved([Decimal(1), Decimal(2), Decimal(3)], [Decimal(4)] * 3, Decimal(5)) is None
