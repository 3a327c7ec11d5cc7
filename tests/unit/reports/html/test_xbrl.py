"""What inline XBRL tags say is kept with the figures that they stand around; what is read is what is printed."""

from __future__ import annotations

from service.reports.codec import decode, encode
from service.reports.html.reader import read_html
from service.reports.model import Fact
from tests.unit.reports.given.tagged_page import Tagged, page

HEAD = ("", "2025", "2024")


def facts(*row: str | Tagged) -> list[tuple[str, tuple[Fact, ...]]]:
    (table,) = read_html("a.html", page(("Income", [HEAD, ("Revenue", *row)]))).tables
    return [(cell.text, cell.facts) for cell in table.cells if cell.row == 1 and cell.column > 0]


def test_a_figure_knows_what_its_tag_says() -> None:
    (first, second) = facts(Tagged("(1,234)", "t:Costs", "y25"), Tagged("12", "t:Costs", "water25", negative=True))
    assert first == (
        "(1,234)",
        (Fact("t:Costs", "2025-01-01/2025-12-31", "0042", "iso4217:EUR", "1,234", 6, False, -6),),
    )
    assert second[1][0].about == "0042 t:SegmentAxis=t:WaterMember"
    assert second[1][0].negative


def test_dates_and_amounts_per_share_are_told_apart() -> None:
    ((_, (fact,)),) = facts(Tagged("1.25", "t:PerShare", "d25", scale=0, decimals="INF", unit="each"))
    assert (fact.period, fact.unit, fact.decimals) == ("2025-12-31", "iso4217:EUR/xbrli:shares", None)


def test_a_tag_that_refers_to_what_is_not_declared_says_nothing() -> None:
    assert facts(Tagged("5", "t:Costs", "nowhere"), Tagged("6", "t:Costs", "y25", unit="nothing")) == [
        ("5", ()),
        ("6", ()),
    ]


def test_one_figure_can_have_two_tags_and_a_word_between_them() -> None:
    inner = Tagged("55", "t:Inner", "y25").html()
    outer = Tagged("55", "t:Outer", "y25").html().replace("55", f"{inner}<!-- x -->")
    data = page(("Income", [HEAD, ("Revenue", "CELL", "4")])).replace(b"CELL", outer.encode())
    (table,) = read_html("a.html", data).tables
    (cell,) = [cell for cell in table.cells if cell.text == "55"]
    assert [(fact.concept, fact.text) for fact in cell.facts] == [("t:Outer", "55"), ("t:Inner", "55")]


def test_hidden_facts_facts_that_are_nil_and_facts_in_sentences_are_no_figures_of_a_table() -> None:
    hidden = f'<span style="display:none">{Tagged("7", "t:Hidden", "y25").html()}</span>'
    nil = Tagged("8", "t:Nil", "y25").html().replace(" scale", ' xmlns:xsi="http://x" xsi:nil="true" scale')
    told = f"<p>It was {Tagged('9', 't:Told', 'y25').html()}.</p>"
    data = page(("Income", [HEAD, ("Revenue", "CELL", "4")])).replace(b"CELL", f"{hidden}{nil}".encode())
    (table,) = read_html("a.html", data.replace(b"<h1>", f"{told}<h1>".encode())).tables
    assert [fact for cell in table.cells for fact in cell.facts] == []


def test_a_page_that_is_no_xml_keeps_its_tags() -> None:
    data = page(("Income", [HEAD, ("Revenue", Tagged("1,234", "t:Sales", "y25"), "4")])).replace(
        b"</body>", b"<br></body>"
    )
    (table,) = read_html("a.html", data).tables
    assert [fact.concept for cell in table.cells for fact in cell.facts] == ["t:Sales"]


def test_tags_survive_storage() -> None:
    report = read_html("a.html", page(("Income", [HEAD, ("Revenue", Tagged("1,234", "t:Sales", "y25"), "4")])))
    assert decode(encode(report)) == report


def test_tags_within_tags_within_tags_cost_no_time() -> None:
    deep = Tagged("5", "t:Deep", "y25").html()
    opening, closing = deep.split("5</ix:nonFraction>")[0], "</ix:nonFraction>"
    nested = (opening * 1_500 + "5" + closing * 1_500).encode()
    data = page(("Income", [HEAD, ("Revenue", "CELL", "4")])).replace(b"CELL", nested)
    (table,) = read_html("a.html", data).tables
    assert max(len(cell.facts) for cell in table.cells) == 1_500
