"""Whatever is claimed of whatever report: what stands is printed there, and what was not printed was calculated."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from service.checks.claims.claim import Claim, Quote, Sum
from service.checks.claims.guard import Guard, ProvenClaim
from service.reports.model import Cell, Column, Number, Paragraph, Report, Table

WORDS = st.sampled_from(
    ["profit", "loss", "non-current", "of", "cash", "1,204", "1,240", "12", "(36)", "6.4%", "2031", "—", "“net”"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
FIGURES = st.integers(0, 99_999).map(lambda value: f"{value:,}")


@st.composite
def tables(draw: st.DrawFn, index: int) -> Table:
    rows = draw(st.integers(1, 4))
    cells = [Cell(0, 0, "in pounds", header=True), Cell(0, 1, "2031", header=True)]
    for row in range(1, rows + 1):
        figure = draw(FIGURES)
        cells.append(Cell(row, 0, draw(TEXTS)))
        cells.append(Cell(row, 1, figure, "number", Number(Decimal(figure.replace(",", "")), figure)))
    lane = Column(0, (1,), "2031")
    return Table(index, None, 0, draw(TEXTS), rows + 1, 2, 1, tuple(cells), (lane,))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    texts = draw(st.lists(TEXTS, min_size=1, max_size=5))
    paragraphs = tuple(Paragraph(index, None, text) for index, text in enumerate(texts))
    return Report("markdown", (), paragraphs, tuple(draw(tables(index)) for index in range(draw(st.integers(0, 2)))))


PLACES = st.one_of(
    st.integers(0, 6).map("P{}".format),
    st.tuples(st.integers(0, 2), st.integers(0, 5)).map(lambda place: "T{} R{}".format(*place)),
    st.integers(0, 2).map("T{}".format),
)


@st.composite
def claims(draw: st.DrawFn, report: Report) -> Claim:
    """Claims of which many are nearly right: words of the report at their places, changed now and then."""
    said = [(f"P{paragraph.index}", paragraph.text) for paragraph in report.paragraphs]
    said += [(f"T{table.index} R{cell.row}", cell.text) for table in report.tables for cell in table.cells]
    true = st.sampled_from(said).flatmap(lambda one: st.builds(Quote, place=st.just(one[0]), text=_piece_of(one[1])))
    quotes = draw(
        st.lists(st.one_of(true, true, true, st.builds(Quote, place=PLACES, text=TEXTS)), min_size=1, max_size=3)
    )
    figures = st.sampled_from([figure for quote in quotes for figure in re.findall(r"[\d,]*\d", quote.text)] or ["7"])
    sums = st.builds(
        Sum,
        expression=st.lists(st.one_of(figures, figures, FIGURES), min_size=2, max_size=3).map(" + ".join),
        stated=st.one_of(figures, st.just(""), FIGURES),
    )
    words = st.one_of(st.just("They differ"), st.just("They differ"), TEXTS, figures, FIGURES)
    return Claim(
        title=draw(words), explanation=draw(words), quotes=tuple(quotes), sums=tuple(draw(st.lists(sums, max_size=1)))
    )


def _piece_of(text: str) -> st.SearchStrategy[str]:
    """Some words of it, or some characters."""
    words = text.split()
    of_words = st.tuples(st.integers(0, len(words)), st.integers(0, len(words))).map(
        lambda cut: " ".join(words[min(cut) : max(cut)])
    )
    of_characters = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
        lambda cut: text[min(cut) : max(cut)]
    )
    return st.one_of(st.just(text), of_words, of_characters)


def bare(text: str) -> str:
    """Letters, digits and the marks inside figures, and nothing that folding may change."""
    return re.sub(r"[^\w.,%()]", "", text)


@given(st.data())
def test_what_stands_is_printed_near_the_place_that_it_names(data: st.DataObject) -> None:
    report = data.draw(reports())
    made = data.draw(claims(report))

    judged = Guard(report).judge(made)

    if not isinstance(judged, ProvenClaim):
        return
    for asked, found in zip(made.quotes, judged.quotes, strict=True):
        place = found.location
        if place.paragraph is not None:
            assert asked.place.startswith("P")
            assert abs(int(asked.place[1:]) - place.paragraph) <= 2
            there = report.paragraphs[place.paragraph].text
        else:
            assert place.table is not None
            assert asked.place.startswith(f"T{place.table}")
            table = report.tables[place.table]
            own = [cell.text for cell in table.cells if place.row is not None and cell.row == place.row]
            there = " ".join(own or [table.title])
        assert bare(asked.text) in bare(there)


@given(st.data())
def test_no_figure_is_said_that_is_neither_printed_nor_calculated(data: st.DataObject) -> None:
    report = data.draw(reports())
    made = data.draw(claims(report))

    judged = Guard(report).judge(made)

    if not isinstance(judged, ProvenClaim):
        return
    printed = " ".join([p.text for p in report.paragraphs] + [c.text for t in report.tables for c in t.cells])
    printed += " ".join(table.title for table in report.tables)
    calculated = {str(abs(value)) for one in judged.sums for value in one.nears}
    for figure in re.findall(r"\d+(?:[.,]\d+)*", f"{made.title} {made.explanation}"):
        assert figure in printed or figure.replace(",", "") in calculated
    for one in judged.sums:
        assert all(figure in printed for figure in re.findall(r"\d[\d,]*", one.expression) if figure not in ("1", "2"))
