"""Figures that are set to the left, as browsers print tables without a style, and tables that run over their page."""

from __future__ import annotations

from service.reports.model import Report, Table
from service.reports.pdf.reader import read_pdf
from tests.unit.reports.given.drawn import Drawing, width

STARTS = (270.0, 330.0, 390.0)


def row(drawing: Drawing, y: float, label: str, *figures: str, starts: tuple[float, ...] = STARTS) -> None:
    """A line whose figures begin at common places; a currency sign stands before the place of the digits."""
    drawing.text(50, y, label)
    for start, figure in zip(starts, figures, strict=True):
        if figure:
            drawing.text(start, y, figure)


def read(drawing: Drawing) -> Report:
    return read_pdf("a.pdf", drawing.data())


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in table.cells if cell.row == at] for at in range(table.rows)]


def test_figures_set_to_the_left_stand_in_the_column_they_begin_in() -> None:
    drawing = Drawing()
    row(drawing, 100, "", "2025", "2024", "2023")
    row(drawing, 114, "Net income", "$ 3,219", "$ 5,700", "$ 5,070")
    row(drawing, 128, "Change in translation", "142", "(3)", "267")
    row(drawing, 142, "Change in hedges", "(454)", "(184)", "(348)")
    row(drawing, 156, "Change in other", "1", "9", "(6)")
    row(drawing, 170, "Total", "$ 2,908", "$ 5,522", "$ 4,983")
    (table,) = read(drawing).tables
    assert [column.label for column in table.columns] == ["2025", "2024", "2023"]
    assert texts(table)[2] == ["Change in translation", "142", "(3)", "267"]
    assert texts(table)[4] == ["Change in other", "1", "9", "(6)"]


def test_a_column_whose_first_figure_has_its_sign_apart_goes_on_below_it() -> None:
    drawing = Drawing()
    drawing.text(170, 100, "30 June 2025")
    for at, (label, figure) in enumerate((("1 year", "$   255"), ("2 years", "216"), ("3 years", "170"))):
        row(drawing, 116 + 14 * at, label, figure, starts=(170.0,))
    (table,) = read(drawing).tables
    assert texts(table)[1:] == [["1 year", "$ 255"], ["2 years", "216"], ["3 years", "170"]]


def test_a_table_whose_columns_begin_at_the_same_places_goes_on_over_the_page() -> None:
    drawing = Drawing()
    row(drawing, 760, "", "2025", "2024", "2023")
    row(drawing, 774, "Operating cash", "81,754", "91,443", "88,945")
    row(drawing, 788, "Investing cash", "17,782", "1,490", "(2,077)")
    drawing.page()
    row(drawing, 40, "Change in cash", "6", "(4)", "5")
    row(drawing, 54, "Cash at the end", "36", "26", "24")
    (table,) = read(drawing).tables
    assert texts(table)[-1] == ["Cash at the end", "36", "26", "24"]
    assert table.page_breaks == (3,)


def test_the_last_line_of_a_table_alone_on_the_next_page_belongs_to_it() -> None:
    drawing = Drawing()
    row(drawing, 760, "", "2025", "2024", "2023")
    row(drawing, 774, "Interest and dividends", "3,763", "(4,961)", "5,686")
    row(drawing, 788, "Other, net", "(87)", "422", "(441)")
    drawing.page()
    row(drawing, 40, "Total other income", "803", "1,807", "2,005")
    drawing.text(
        50, 70, "Other income decreased in 2025 because interest rates fell, as the company had expected them to."
    )
    report = read(drawing)
    (table,) = report.tables
    assert texts(table)[-1] == ["Total other income", "803", "1,807", "2,005"]
    assert [paragraph.text[:12] for paragraph in report.paragraphs] == ["Other income"]


def test_a_sentence_with_figures_on_the_next_page_is_no_line_of_the_table() -> None:
    drawing = Drawing()
    row(drawing, 774, "Interest and dividends", "3,763", "4,961", "5,686")
    row(drawing, 788, "Other, net", "87", "422", "441")
    drawing.page()
    drawing.text(50, 40, "Interest and dividends rose because the balances of 2025, 4,961 and 5,686, were larger.")
    report = read(drawing)
    assert report.tables[0].rows == 2
    assert len(report.paragraphs) == 1


def test_digits_that_kerning_draws_together_are_one_number() -> None:
    drawing = Drawing()
    row(drawing, 100, "Retained earnings", "1,050", "", "")
    row(drawing, 114, "Other reserves", "1,011", "", "")
    row(drawing, 128, "Equity", "$123,81", "", "")
    drawing.text(STARTS[0] + width("$123,81", 10) - 0.5, 128, "1")
    (table,) = read(drawing).tables
    assert texts(table)[2] == ["Equity", "$123,811"]


def test_a_dash_between_the_words_of_a_name_is_no_figure() -> None:
    drawing = Drawing()
    row(drawing, 100, "", "", "2025", "2024")
    row(drawing, 114, "Shares issued: 2025 - 4,009.2; 2024 - 4,009.2", "", "4,009", "4,009")
    row(drawing, 128, "Treasury (2025 - 1,667.3; 2024 - 1,652.2)", "", "(138,702)", "(133,379)")
    (table,) = read(drawing).tables
    assert texts(table)[2] == ["Treasury (2025 - 1,667.3; 2024 - 1,652.2)", "(138,702)", "(133,379)"]
    assert len(table.columns) == 2


def test_a_line_drawn_with_characters_parts_no_table() -> None:
    drawing = Drawing()
    row(drawing, 100, "", "", "2025", "2024")
    for at, (label, *figures) in enumerate(
        (
            ("Share capital", "9,000", "9,000"),
            ("Retained earnings", "1,848", "775"),
            ("", "------------", "---------"),
            ("Equity", "10,848", "9,775"),
        )
    ):
        row(drawing, 116 + 14 * at, label, "", *figures)
    (table,) = read(drawing).tables
    assert texts(table)[1:] == [
        ["Share capital", "9,000", "9,000"],
        ["Retained earnings", "1,848", "775"],
        ["Equity", "10,848", "9,775"],
    ]


def test_a_currency_below_or_beside_a_year_is_a_part_of_the_head() -> None:
    drawing = Drawing()
    drawing.text(270, 100, "2025 £")
    drawing.text(330, 100, "2024 £")
    row(drawing, 114, "Wages", "10,462", "10,300", starts=STARTS[:2])
    row(drawing, 128, "Pensions", "153", "120", starts=STARTS[:2])
    (table,) = read(drawing).tables
    assert [column.label for column in table.columns] == ["2025 £", "2024 £"]
    assert table.unit == "GBP"


def test_a_sign_that_runs_into_a_name_belongs_to_the_figure_after_it() -> None:
    drawing = Drawing()
    row(drawing, 100, "Money market funds", "", "10", "70")
    row(drawing, 114, "Present value of lease liabilities $", "", "956", "909")
    (table,) = read(drawing).tables
    assert texts(table)[1] == ["Present value of lease liabilities", "$ 956", "909"]


def test_heads_at_the_same_height_on_every_page_are_no_running_lines() -> None:
    drawing = Drawing()
    for page in range(4):
        if page:
            drawing.page()
        drawing.text(50, 40, f"Statement {'ABCD'[page]}", 14, 1)
        row(drawing, 60, "", "2025", "2024", "2023")
        row(drawing, 74, f"Revenue of {'ABCD'[page]}", "1,204", "1,187", "1,093")
        row(drawing, 88, f"Costs of {'ABCD'[page]}", "(907)", "(888)", "(812)")
    report = read(drawing)
    assert [[column.label for column in table.columns] for table in report.tables] == [["2025", "2024", "2023"]] * 4
