"""Companies House: the register of companies of the United Kingdom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from service.checks.external.names import SearchableText
from service.checks.external.register import (
    ADDRESS,
    NAME,
    STATUS,
    Address,
    Registered,
    compare_address,
    compare_name,
    compare_status,
)
from service.checks.external.reporting_entity import Identifier, ReportingEntity
from service.checks.external.shapes import inside, json_of, listed, text
from service.checks.external.source import Compared, Request, SourceAnswer, SourceQuestions
from service.checks.external.telling import finding, provenance
from service.findings import Location
from service.reports.model import Report
from service.ticks import Tick

CHECK, YEAR_END = "external_company_number", "external_year_end"
_NOT_FOUND = 404
_DAYS_OFF = 7
"""By section 390 of the Companies Act 2006 a year may end up to seven days before or after its reference date."""
_MONTH = 31
_ACTIVE = frozenset({"active", "open", "registered", ""})


class CompaniesHouse:
    """Asked for each company number that the report gives."""

    id = "companies_house"
    name = "Companies House"
    knows = "the name, registered office, status and year end of companies registered in the United Kingdom"
    reliability = "good for number, name and status, which the registrar keeps; addresses are what companies tell it"
    rules = (CHECK, NAME, STATUS, ADDRESS, YEAR_END)

    def wanted(self, report: Report, entity: ReportingEntity) -> SourceQuestions:
        """One question for each number."""
        if not entity.company_numbers:
            return SourceQuestions(nothing="the report gives no number of a company registered in the United Kingdom")
        numbers = (one.value for one in entity.company_numbers)
        requests = (Request(self.id, f"/company/{number}", about=f"the company number {number}") for number in numbers)
        return SourceQuestions(tuple(requests))

    def compare(self, report: Report, entity: ReportingEntity, answers: Sequence[SourceAnswer]) -> Compared:
        """What the register says of each number; the office and the year end only where there is but one."""
        text = SearchableText(report)
        by_number = {one.value: one for one in entity.company_numbers}
        compared = Compared()
        for answer in answers:
            named = by_number[answer.request.path.rpartition("/")[2]]
            compared = compared.plus(self._one(report, entity, text, named, answer))
        return compared

    def _one(
        self, report: Report, entity: ReportingEntity, text: SearchableText, named: Identifier, answer: SourceAnswer
    ) -> Compared:
        rests_on = provenance(self.name, answer)
        if answer.status == _NOT_FOUND:
            wording = (
                f"No company has the number {named.value}",
                f"The report gives {named.value} as a company number, but Companies House has no company of it.",
            )
            return Compared(findings=(finding(CHECK, "medium", wording, (named.place,), rests_on, detail=named.value),))
        profile = json_of(answer.body)
        registered = _entity(named, profile, rests_on)
        ticked = Compared(ticks=(Tick(CHECK, f"Companies House has a company of {named.value}", (named.place,)),))
        compared = ticked.plus(compare_name(text, named, registered), compare_status(named, registered))
        if not (named.tagged or len(entity.company_numbers) == 1):
            return compared
        year = _compare_year_end(entity.period_end, named.place, profile, rests_on)
        return compared.plus(compare_address(report, registered), year)


def _entity(named: Identifier, profile: object, rests_on: str) -> Registered:
    """The company of a profile.

    Raises:
        ValueError: it has no name.
    """
    name = text(profile, "company_name")
    if not name:
        raise ValueError("it names no company")
    former = (text(one, "name") for one in listed(profile, "previous_company_names"))
    status = text(profile, "company_status")
    address = inside(profile, "registered_office_address")
    return Registered(
        what=f"The company number {named.value}",
        names=(name, *filter(None, former)),
        inactive="" if status in _ACTIVE else f"its status is “{status.replace('-', ' ')}”",
        addresses=(Address(text(address, "locality"), text(address, "postal_code")),),
        register="Companies House",
        rests_on=rests_on,
    )


def _compare_year_end(end: date | None, place: Location, profile: object, rests_on: str) -> Compared:
    """Whether the period ends on the company's reference date, or up to seven days before or after it.

    A lower severity: the date can be moved, and what the register has is today's.
    """
    reference = inside(profile, "accounts", "accounting_reference_date")
    day, month = (_number(inside(reference, key)) for key in ("day", "month"))
    if end is None or day is None or month is None or not 1 <= month <= 12 or not 1 <= day <= _MONTH:
        return Compared()
    nearest = min(abs((end - _on(year, month, day)).days) for year in (end.year - 1, end.year, end.year + 1))
    if nearest <= _DAYS_OFF:
        return Compared(ticks=(Tick(YEAR_END, f"The year ends on {end}, as in the register", (place,)),))
    wording = (
        "Companies House has another year end",
        f"The report's period ends on {end}; by Companies House the company's years end on day {day} of month {month}.",
    )
    return Compared(findings=(finding(YEAR_END, "low", wording, (place,), rests_on, detail=str(end)),))


def _number(value: object) -> int | None:
    """The register has numbers as texts."""
    digits = str(value) if isinstance(value, int | str) else ""
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) <= 2 else None


def _on(year: int, month: int, day: int) -> date:
    """The day, or the last one of a month that has fewer."""
    for last in range(day, 0, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise ValueError(f"no month {month}")
