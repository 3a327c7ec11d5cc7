"""What GLEIF and Companies House say of a report, from answers as they have them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from service.checks.external.companies_house import CompaniesHouse
from service.checks.external.gleif import Gleif, compare_check_digits
from service.checks.external.reporting_entity import reporting_entity
from service.checks.external.source import Compared
from service.findings import Finding
from tests.unit.external.given.told import COMPANIES_HOUSE, COVER, GLEIF, LEI, NUMBER, answer, report, said


def by_gleif(text: str = COVER, body: object = None, status: int = 200) -> Compared:
    read = report(text)
    told = said("gleif-ferrow.json") if body is None else body
    return Gleif().compare(read, reporting_entity(read), (answer("gleif", GLEIF, told, status),))


def by_companies_house(text: str = COVER, body: object = None, status: int = 200) -> Compared:
    read = report(text)
    told = said("companies-house-ferrow.json") if body is None else body
    return CompaniesHouse().compare(
        read, reporting_entity(read), (answer("companies_house", COMPANIES_HOUSE, told, status),)
    )


BOTH = pytest.mark.parametrize("compare", [by_gleif, by_companies_house])
Compare = Callable[..., Compared]


def only(compared: Compared) -> Finding:
    (finding,) = compared.findings
    return finding


@BOTH
def test_what_agrees_is_ticked(compare: Compare) -> None:
    compared = compare()

    assert compared.findings == ()
    assert {tick.check for tick in compared.ticks} >= {"external_entity_name", "external_status", "external_address"}


@BOTH
def test_a_name_that_the_report_says_nowhere_is_a_finding_with_its_source(compare: Compare) -> None:
    found = only(compare(COVER.replace("Ferrow Marine", "Farrow Marina")))

    assert (found.check, found.severity) == ("external_entity_name", "medium")
    assert "FERROW MARINE PLC" in found.description
    assert found.reference is not None
    assert "https://source.example/" in found.reference
    assert "answered 2032-03-02 09:30 UTC (SHA-256 " in found.reference


@BOTH
def test_an_earlier_name_of_the_register_is_one(compare: Compare) -> None:
    assert compare(COVER.replace("Ferrow Marine plc", "Ferrow Shipping plc")).findings == ()


@BOTH
def test_another_postal_code_of_the_office_is_a_finding(compare: Compare) -> None:
    found = only(compare(COVER.replace("BS1 4QA", "BS1 6XN")))

    assert (found.check, found.severity) == ("external_address", "low")
    assert "BS1 6XN" in found.description
    assert "BS1 4QA Bristol" in found.description


@BOTH
def test_an_office_without_a_postal_code_is_none(compare: Compare) -> None:
    assert compare(COVER.replace(" BS1 4QA", ", stock code BS14 QAX 12")).findings == ()


def test_an_address_below_its_label_is_read() -> None:
    text = COVER.replace(
        "Registered office: 12 Quay Street, Bristol BS1 4QA", "Registered office\n\n1 Kay\n\nBristol BS9 1AA"
    )
    assert only(by_companies_house(text)).check == "external_address"


def test_the_office_of_the_headquarters_will_do_for_gleif() -> None:
    assert by_gleif(COVER.replace("Bristol BS1 4QA", "Hull HU1 2AB")).findings == ()


def test_an_entity_that_is_gone_is_a_finding_with_since_when() -> None:
    told = said("gleif-ferrow.json")
    entity = told["data"]["attributes"]["entity"]
    entity["status"], entity["expiration"] = "INACTIVE", {"date": "2031-07-01T00:00:00Z", "reason": "CORPORATE_ACTION"}

    found = only(by_gleif(body=told))

    assert (found.check, found.severity) == ("external_status", "medium")
    assert "no longer active since 2031-07-01 (corporate action)" in found.description


def test_a_company_in_liquidation_is_a_finding() -> None:
    found = only(by_companies_house(body=said("companies-house-ferrow.json") | {"company_status": "liquidation"}))
    assert (found.check, found.description.rpartition(": ")[2]) == ("external_status", "its status is “liquidation”.")


def test_what_no_register_has_is_a_finding() -> None:
    lei, number = only(by_gleif(body={}, status=404)), only(by_companies_house(body={}, status=404))

    assert (lei.check, lei.severity, LEI in lei.title) == ("external_lei", "medium", True)
    assert (number.check, number.severity, NUMBER in number.title) == ("external_company_number", "medium", True)


def test_a_year_that_ends_on_another_day_than_the_register_expects_is_a_finding() -> None:
    found = only(by_companies_house(COVER.replace("31 December 2031", "30 September 2031")))
    assert (found.check, found.severity) == ("external_year_end", "low")


@pytest.mark.parametrize("end", ["28 December 2031", "3 January 2032"])
def test_a_year_of_whole_weeks_ends_within_seven_days(end: str) -> None:
    assert by_companies_house(COVER.replace("31 December 2031", end)).findings == ()


def test_wrong_check_digits_need_no_source() -> None:
    found = only(compare_check_digits(reporting_entity(report(COVER.replace(LEI, f"{LEI[:18]}25")))))

    assert (found.check, found.severity, found.reference) == ("external_lei", "high", None)
    assert "give the check digits 52, not 25" in found.description


def test_an_lei_that_lacks_a_character_is_none() -> None:
    found = only(compare_check_digits(reporting_entity(report(COVER.replace(LEI, LEI[:8] + LEI[9:])))))
    assert "it has 19 characters, and an LEI has 20" in found.description


def test_nobody_is_asked_about_an_lei_whose_check_digits_do_not_hold() -> None:
    read = report(COVER.replace(LEI, f"{LEI[:18]}25"))
    wanted = Gleif().wanted(read, reporting_entity(read))
    assert (wanted.requests, wanted.nothing[:16]) == ((), "the check digits")


@pytest.mark.parametrize("body", [{}, {"data": []}, [], "x", {"data": {"attributes": {"entity": {"legalName": 7}}}}])
def test_an_answer_of_another_shape_is_no_answer(body: Any) -> None:
    with pytest.raises(ValueError, match="it names no"):
        by_gleif(body=body)
    with pytest.raises(ValueError, match="it names no"):
        by_companies_house(body=body)


WITHOUT_LEI = COVER.replace(f"LEI: {LEI}", "")


def by_name(*names: str) -> Compared:
    read = report(WITHOUT_LEI)
    record = said("gleif-ferrow.json")["data"]
    told = {"data": [{**record, "attributes": _named(record["attributes"], name)} for name in names]}
    return Gleif().compare(read, reporting_entity(read), (answer("gleif", "/api/v1/lei-records", told),))


def _named(attributes: dict[str, Any], name: str) -> dict[str, Any]:
    return {**attributes, "entity": {**attributes["entity"], "legalName": {"name": name}}}


def test_without_an_lei_the_exact_name_is_asked_for_and_what_is_found_is_said() -> None:
    read = report(WITHOUT_LEI)
    (request,) = Gleif().wanted(read, reporting_entity(read)).requests
    compared = by_name("FERROW MARINE PLC", "Ferrow Marine Holdings plc")

    assert dict(request.query)["filter[entity.legalName]"] == "Ferrow Marine plc"
    assert compared.findings == ()
    assert compared.basis == (
        f"The report gives no LEI; GLEIF has one entity of exactly its name, “Ferrow Marine plc”: {LEI}.",
    )


@pytest.mark.parametrize("names", [(), ("Ferrow Marine Holdings plc",), ("Ferrow Marine plc", "FERROW MARINE P.L.C.")])
def test_a_name_that_is_nobodys_or_several_ones_says_nothing(names: tuple[str, ...]) -> None:
    compared = by_name(*names)

    assert (compared.findings, compared.ticks) == ((), ())
    assert "of exactly the name “Ferrow Marine plc”" in compared.untested[0].reason
