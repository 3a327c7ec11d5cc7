"""Who a report says that it is about."""

from __future__ import annotations

from datetime import date

import pytest

from service.checks.external.lei import check_digits, is_lei
from service.checks.external.names import SearchableText, folded, is_legal_name
from service.checks.external.reporting_entity import ReportingEntity, reporting_entity
from service.reports.model import Report
from service.reports.reading import read
from tests.unit.external.given.told import COVER, LEI, NUMBER, report


def values(entity: ReportingEntity) -> tuple[tuple[str, ...], ...]:
    parts = (entity.names, entity.leis, entity.ciks, entity.company_numbers)
    return tuple(tuple(one.value for one in part) for part in parts)


def test_a_cover_says_name_identifiers_and_period() -> None:
    entity = reporting_entity(report())

    assert values(entity) == (("Ferrow Marine plc",), (LEI,), (), (NUMBER,))
    assert entity.period_end == date(2031, 12, 31)
    assert entity.leis[0].place.quote == f"LEI: {LEI}"


@pytest.mark.parametrize(
    "line",
    [
        f"Legal Entity Identifier (LEI): {LEI}",
        f"The company's LEI code is {LEI}.",
        f"| | |\n|---|---|\n| Legal Entity Identifier | {LEI} |",
    ],
)
def test_an_lei_is_found_however_it_is_announced(line: str) -> None:
    assert values(reporting_entity(report(f"# Accounts\n\n{line}\n")))[1] == (LEI,)


@pytest.mark.parametrize(
    "line",
    [
        "Company number: 9876543. Registered in England.",
        "Registered in England and Wales with company number 09876543",
        "Ferrow Marine plc (registered number 09876543), Companies House, Cardiff",
    ],
)
def test_a_company_number_is_found_and_filled_up_to_eight_digits(line: str) -> None:
    assert values(reporting_entity(report(f"# Accounts\n\n{line}\n")))[3] == (NUMBER,)


def test_a_number_of_a_company_elsewhere_is_not_asked_about_in_the_united_kingdom() -> None:
    assert (
        reporting_entity(report("# Accounts\n\nCompany number: 09876543, registered in Singapore.\n")).company_numbers
        == ()
    )


def tagged(identifier: str) -> Report:
    page = f"""<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:xbrli="http://www.xbrl.org/2003/instance"><body>
<ix:header><ix:resources>
<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="s">{identifier}</xbrli:identifier></xbrli:entity>
<xbrli:period><xbrli:instant>2031-12-31</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:unit id="u"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources></ix:header>
<table><tr><th></th><th>2031</th></tr><tr><td>Assets</td><td><ix:nonFraction name="us-gaap:Assets" contextRef="c"
unitRef="u" scale="6" decimals="-6">420</ix:nonFraction></td></tr></table></body></html>"""
    return read("report.htm", page.encode())


@pytest.mark.parametrize(("identifier", "at"), [(LEI, 1), ("0001999901", 2), (NUMBER, 3)])
def test_tags_say_whose_figures_they_are(identifier: str, at: int) -> None:
    entity = reporting_entity(tagged(identifier))

    expected: list[tuple[str, ...]] = [(), (), (), ()]
    expected[at] = (identifier,)
    assert values(entity) == tuple(expected)
    assert entity.period_end == date(2031, 12, 31)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("For the year ended 31 December 2031. The year ended 31 December 2030 was worse.", date(2031, 12, 31)),
        (
            "The quarterly period ended June 30, 2031. Year ended December 31, 2030. Six months ended June 30, 2031",
            None,
        ),
        ("For the half-year ended 30 June 2031, and the year to 31 December 2030", None),
        ("The thirteen weeks ended June 30, 2031", None),
    ],
)
def test_the_period_is_the_latest_that_is_spoken_of_often_be_it_a_part_of_a_year(text: str, end: date | None) -> None:
    assert reporting_entity(report(f"# Accounts\n\n{text} brought 7 ships.\n")).period_end == (end or date(2031, 6, 30))


def test_check_digits_are_those_of_iso_17442() -> None:
    assert check_digits(LEI[:18]) == LEI[18:]
    assert is_lei(LEI)
    assert not any(is_lei(LEI[:18] + f"{digits:02}") for digits in range(100) if f"{digits:02}" != LEI[18:])


def test_two_neighbours_of_an_lei_that_change_places_are_always_noticed() -> None:
    for at in range(19):
        swapped = LEI[:at] + LEI[at + 1] + LEI[at] + LEI[at + 2 :]
        assert swapped == LEI or not is_lei(swapped)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Ferrow Group p.l.c.", "FERROW GROUP PUBLIC LIMITED COMPANY"),
        ("Société Exemple S.A.", "SOCIETE EXEMPLE SA"),
        ("Ferrow & Sons Limited", "Ferrow and Sons Ltd."),
        ("Exemplar Corporation", "Exemplar Corp."),
    ],
)
def test_one_name_is_itself_however_it_is_written(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_another_legal_form_is_another_name() -> None:
    assert folded("Ferrow Marine plc") != folded("Ferrow Marine Ltd")


@pytest.mark.parametrize("line", ["Ferrow Marine plc", "EXEMPLAR CORP.", "Tolveren Pumps N.V."])
def test_a_line_that_is_a_legal_name_is_one(line: str) -> None:
    assert is_legal_name(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ferrow Marine",
        "1. The company",
        "Ferrow Inc. (parent company)",
        "plc",
        "The directors of Ferrow Marine plc are pleased",
        "Co",
    ],
)
def test_a_line_that_says_anything_else_is_none(line: str) -> None:
    assert not is_legal_name(line)


def test_a_report_says_a_name_without_its_form_as_well() -> None:
    said = SearchableText(report(COVER.replace("Ferrow Marine plc", "Ferrow Marine")))

    assert said.names("FERROW MARINE PLC")
    assert not said.names("Ferrow Marina plc")
