"""Tagged figures of a report against what the SEC has, from an answer as it has them."""

from __future__ import annotations

from typing import Any

import pytest

from service.checks.external.reporting_entity import reporting_entity
from service.checks.external.sec import Sec
from service.checks.external.source import Compared
from service.findings import Finding
from service.reports.model import Report
from service.reports.reading import read
from tests.unit.external.given.told import answer, said

CIK = "0001999901"
PATH = f"/api/xbrl/companyfacts/CIK{CIK}.json"
Row = tuple[str, str, str, str]
"""Caption, tag, and the figures of 2031 and 2030; one may have a minus before it, or the attribute sign behind it."""
ROWS: tuple[Row, ...] = (
    ("Total assets", "us-gaap:Assets", "4,210", "3,980"),
    ("Total liabilities", "us-gaap:Liabilities", "2,650", "2,511"),
    ("Net income", "us-gaap:NetIncomeLoss", "312", "287"),
)


def filing(rows: tuple[Row, ...] = ROWS, *, member: str = "", scale: int = 6, cik: str = CIK) -> Report:
    """A filing with a table of tagged figures in millions; ``member`` makes them those of a part of the group."""
    contexts = "".join(
        f'<xbrli:context id="{kind}{year}"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">{cik}'
        f"</xbrli:identifier>{member}</xbrli:entity><xbrli:period>{period}</xbrli:period></xbrli:context>"
        for year in (2031, 2030)
        for kind, period in (
            ("at", f"<xbrli:instant>{year}-12-31</xbrli:instant>"),
            ("in", f"<xbrli:startDate>{year}-01-01</xbrli:startDate><xbrli:endDate>{year}-12-31</xbrli:endDate>"),
        )
    )
    lines = "".join(
        f"<tr><td>{caption}</td>{_figure(tag, 2031, now, scale)}{_figure(tag, 2030, before, scale)}</tr>"
        for caption, tag, now, before in rows
    )
    page = f"""<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:xbrli="http://www.xbrl.org/2003/instance"
xmlns:xbrldi="http://xbrl.org/2006/xbrldi"><body><ix:header><ix:resources>{contexts}
<xbrli:unit id="u"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources></ix:header>
<h1>Exemplar Corp.</h1><p>(in millions)</p>
<table><tr><th></th><th>2031</th><th>2030</th></tr>{lines}</table></body></html>"""
    return read("report.htm", page.encode())


def _figure(tag: str, year: int, printed: str, scale: int) -> str:
    kind = "in" if "Income" in tag else "at"
    sign = ' sign="-"' if printed.startswith("-") else ""
    digits = printed.removeprefix("-")
    return (
        f'<td><ix:nonFraction name="{tag}" contextRef="{kind}{year}" unitRef="u" scale="{scale}" decimals="-6"{sign}>'
        f"{digits}</ix:nonFraction></td>"
    )


def compared(report: Report, body: Any = None, status: int = 200) -> Compared:
    facts = said("sec-exemplar.json") if body is None else body
    return Sec().compare(report, reporting_entity(report), (answer("sec", PATH, facts, status),))


def only(result: Compared) -> Finding:
    (finding,) = result.findings
    return finding


def changed(tag: str, year: int, printed: str) -> Report:
    return filing(
        tuple(
            (caption, name, *((printed, before) if year == 2031 else (now, printed))) if name == tag else row
            for row in ROWS
            for caption, name, now, before in (row,)
        )
    )


def test_the_question_is_the_number_of_the_reports_own_tags() -> None:
    report = filing()
    (request,) = Sec().wanted(report, reporting_entity(report)).requests
    assert (request.path, request.query) == (PATH, ())


def test_a_report_without_tags_asks_nothing() -> None:
    report = read("report.md", b"# Exemplar Corp.\n\nCIK: 1999901\n\n| | 2031 |\n|---|---|\n| Assets | 7 |\n")
    assert Sec().wanted(report, reporting_entity(report)).requests == ()


def test_figures_as_filed_are_ticked() -> None:
    result = compared(filing())

    assert (result.findings, result.untested, len(result.ticks)) == ((), (), 6)
    assert result.ticks[0].relation == "4,210 as filed (us-gaap:Assets, 2031-12-31)"


def test_a_figure_that_several_filings_contradict_is_high() -> None:
    found = only(compared(changed("us-gaap:Assets", 2030, "3,890")))

    assert (found.check, found.severity) == ("external_figure", "high")
    assert (found.reported, found.expected, found.difference, found.unit) == ("3890", "3980", "-90", "USD million")
    assert (found.locations[0].row_label, found.locations[0].column_label) == ("Total assets", "2030")
    assert "2 filings have 3,980,000,000 there" in found.description


def test_a_figure_that_one_filing_contradicts_is_medium() -> None:
    assert only(compared(changed("us-gaap:Assets", 2031, "4,120"))).severity == "medium"


def test_a_figure_that_was_filed_in_any_filing_of_the_period_is_right() -> None:
    assert compared(changed("us-gaap:NetIncomeLoss", 2030, "291")).findings == ()  # before it was restated


@pytest.mark.parametrize(
    ("printed", "cause"),
    [("-312", "its tag has the opposite sign"), ("287", "it is the figure of 2030-01-01/2030-12-31")],
)
def test_what_probably_happened_is_said(printed: str, cause: str) -> None:
    assert only(compared(changed("us-gaap:NetIncomeLoss", 2031, printed))).cause_text == cause


def test_a_figure_of_a_part_of_the_group_is_not_held_against_the_group() -> None:
    member = (
        "<xbrli:segment><xbrldi:explicitMember dimension='us-gaap:StatementBusinessSegmentsAxis'>x:WaterMember"
        "</xbrldi:explicitMember></xbrli:segment>"
    )
    result = compared(filing(member=member))
    assert (result.findings, result.ticks) == ((), ())


def test_rounded_figures_are_held_to_what_they_say() -> None:
    rows = (("Total assets", "us-gaap:Assets", "4.21", "3.98"),)
    assert len(compared(filing(rows, scale=9)).ticks) == 2


def test_tags_and_periods_that_the_sec_does_not_have_are_counted_once() -> None:
    result = compared(filing((*ROWS, ("Ships", "xmp:Ships", "7", "8"))))
    (untested,) = result.untested
    assert untested.reason.startswith(
        "of 8 tagged figures the SEC has none under the tag, unit and period of 2: own tags"
    )


def test_where_most_figures_contradict_one_finding_says_so() -> None:
    body = said("sec-exemplar.json")
    for number in range(20):
        entry = {"end": "2031-12-31", "val": 1_000_000 * number, "accn": "x"}
        body["facts"]["us-gaap"][f"Item{number}"] = {"units": {"USD": [entry]}}
    rows = tuple((f"Item {n}", f"us-gaap:Item{n}", f"{n + 7:,}", "1") for n in range(20))

    found = only(compared(filing(rows), body))

    assert found.title == "Most figures are not those that were filed"
    assert "20 of 20 figures" in found.description


def test_a_company_that_the_sec_does_not_have_is_untested() -> None:
    result = compared(filing(), {}, 404)
    assert (result.findings, len(result.untested)) == ((), 1)


@pytest.mark.parametrize("body", [{}, [], {"facts": None}, "x"])
def test_an_answer_without_facts_is_no_answer(body: Any) -> None:
    with pytest.raises(ValueError, match="it has no facts"):
        compared(filing(), body)


@pytest.mark.parametrize(
    "facts", [{"us-gaap": 7}, {"us-gaap": {"Assets": {"units": {"USD": [7, {"val": "x"}, None]}}}}]
)
def test_facts_of_another_shape_are_none(facts: Any) -> None:
    result = compared(filing(), {"facts": facts})
    assert (result.findings, result.ticks, len(result.untested)) == ((), (), 1)


def test_a_value_that_would_fill_all_memory_is_none() -> None:
    entry = '{"end": "2031-12-31", "val": 1e999999999, "accn": "x"}'
    body = f'{{"facts": {{"us-gaap": {{"Assets": {{"units": {{"USD": [{entry}]}}}}}}}}}}'
    result = compared(filing(), body.encode())
    assert (result.findings, result.ticks, len(result.untested)) == ((), (), 1)
