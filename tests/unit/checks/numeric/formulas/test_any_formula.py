"""Whatever stands in a formula, it is calculated or refused with a reason."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.checks.numeric.formulas.calculation import Calculation
from service.checks.numeric.formulas.syntax import parsed
from service.checks.numeric.formulas.text import in_figures
from service.checks.numeric.formulas.tree import NotCalculated
from tests.trying import examples
from tests.unit.checks.numeric.formulas.test_calculation import OWN, workbook

CELLS = ("B2", "$C$3", "B2:C4", "B:B", "2:2", "'Q 1'!B2", "Sales")
OTHERS = ("7", "0", ".5", "1E9", '"x"', "TRUE", "SUM(", "IF(", "ROUND(", "ABS(", "IFERROR(", "AVERAGE(", "<>")
WORDS = st.sampled_from((*CELLS, *OTHERS, *"+-*/^&=<>%(),!':$#{} "))


@given(st.lists(WORDS, max_size=30).map("".join) | st.text(max_size=40))
@examples(400)
def test_any_formula_is_calculated_or_refused(formula: str) -> None:
    book = workbook()
    try:
        node = parsed(formula, OWN[1:], book.names)
        value = Calculation(book, OWN).amount(node).value
    except NotCalculated:
        return
    assert value.is_finite()
    assert isinstance(in_figures(node, OWN, book, formula), str)
