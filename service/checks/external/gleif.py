"""GLEIF: the register of Legal Entity Identifiers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.checks.external.lei import LENGTH, check_digits, is_lei
from service.checks.external.names import SearchableText, folded
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
from service.reports.model import Report
from service.ticks import Tick, Untested

CHECK = "external_lei"
_RECORDS = "/api/v1/lei-records"
_NOT_FOUND = 404
_BY_NAME = "filter[entity.legalName]"


class Gleif:
    """Asked for each LEI that the report gives; where it gives none, for the entity of exactly its legal name."""

    id = "gleif"
    name = "GLEIF"
    knows = "the legal name, address and status of who has a Legal Entity Identifier"
    reliability = "good: checked by an accredited issuer once a year, so a change may be missing for some months"
    rules = (CHECK, NAME, STATUS, ADDRESS)

    def wanted(self, report: Report, entity: ReportingEntity) -> SourceQuestions:
        """One question for each LEI whose check digits hold: another is nobody's."""
        good = tuple(one for one in entity.leis if is_lei(one.value))
        if good:
            requests = (Request(self.id, f"{_RECORDS}/{one.value}", about=f"the LEI {one.value}") for one in good)
            return SourceQuestions(tuple(requests))
        if entity.leis:
            return SourceQuestions(
                nothing="the check digits of the LEI that the report gives do not hold, so it is nobody's"
            )
        if not entity.names:
            return SourceQuestions(nothing="the report gives no LEI, and no legal name stands alone on its first pages")
        called = entity.names[0].value
        query = ((_BY_NAME, called), ("page[size]", "10"))
        return SourceQuestions((Request(self.id, _RECORDS, query, f"the legal name “{called}”"),))

    def compare(self, report: Report, entity: ReportingEntity, answers: Sequence[SourceAnswer]) -> Compared:
        """What GLEIF says of each LEI, or of the name."""
        text = SearchableText(report)
        by_lei = {one.value: one for one in entity.leis}
        compared = Compared()
        for answer in answers:
            named = by_lei.get(answer.request.path.rpartition("/")[2])
            if named is None:
                compared = compared.plus(self._by_name(entity.names[0], answer))
            else:
                own = named.tagged or len(entity.leis) == 1
                compared = compared.plus(self._by_lei(report, text, named, answer, own=own))
        return compared

    def _by_lei(
        self, report: Report, text: SearchableText, named: Identifier, answer: SourceAnswer, *, own: bool
    ) -> Compared:
        """``own``: it is surely the report's own LEI, so the office that the report states is that of its entity."""
        rests_on = provenance(self.name, answer)
        if answer.status == _NOT_FOUND:
            wording = (
                f"No entity has the LEI {named.value}",
                f"The check digits of {named.value} hold, but GLEIF has no entity of that LEI.",
            )
            return Compared(findings=(finding(CHECK, "medium", wording, (named.place,), rests_on, detail=named.value),))
        entity = _entity(f"The LEI {named.value}", inside(json_of(answer.body), "data"), rests_on)
        address = compare_address(report, entity) if own else Compared()
        return compare_name(text, named, entity).plus(compare_status(named, entity), address)

    def _by_name(self, named: Identifier, answer: SourceAnswer) -> Compared:
        """The entity of exactly the report's name, if there is but one."""
        rests_on = provenance(self.name, answer)
        records = listed(json_of(answer.body), "data")
        exact = [one for one in records if folded(_legal_name(one)) == folded(named.value)]
        if len(exact) != 1:
            count = f"{len(exact)} entities" if exact else "no entity"
            why = f"GLEIF has {count} of exactly the name “{named.value}”"
            return Compared(untested=(Untested(NAME, why, named.place),))
        lei = text(exact[0], "attributes", "lei")
        entity = _entity(f"The name “{named.value}”", exact[0], rests_on)
        basis = f"The report gives no LEI; GLEIF has one entity of exactly its name, “{named.value}”: {lei}."
        return compare_status(named, entity).plus(Compared(basis=(basis,)))


def compare_check_digits(entity: ReportingEntity) -> Compared:
    """Whether the check digits of every LEI hold, which needs no source at all."""
    compared = Compared()
    for named in entity.leis:
        compared = compared.plus(_digits_of(named))
    return compared


def _digits_of(named: Identifier) -> Compared:
    lei = named.value
    if is_lei(lei):
        return Compared(ticks=(Tick(CHECK, f"The check digits of {lei} hold", (named.place,)),))
    if len(lei) != LENGTH:
        why = f"it has {len(lei)} characters, and an LEI has {LENGTH}"
    elif not lei[18:].isdigit():
        why = f"its last two characters are {lei[18:]}, and those of an LEI are digits"
    else:
        why = f"its other characters give the check digits {check_digits(lei[:18])}, not {lei[18:]}"
    wording = (f"{lei} is no LEI", f"The report gives {lei} as an LEI, but {why} (ISO 17442).")
    return Compared(findings=(finding(CHECK, "high", wording, (named.place,), detail=lei),))


def _entity(what: str, record: object, rests_on: str) -> Registered:
    """An entity of GLEIF's answer.

    Raises:
        ValueError: it has no name.
    """
    entity = inside(record, "attributes", "entity")
    legal = text(entity, "legalName", "name")
    if not legal:
        raise ValueError("it names no entity")
    others = (text(one, "name") for key in ("otherNames", "transliteratedOtherNames") for one in listed(entity, key))
    active = text(entity, "status").upper() in {"ACTIVE", "NULL", ""}
    return Registered(
        what=what,
        names=(legal, *filter(None, others)),
        inactive="" if active else _inactive(entity),
        addresses=tuple(_addresses(entity)),
        register="GLEIF",
        rests_on=rests_on,
    )


def _legal_name(record: object) -> str:
    return text(record, "attributes", "entity", "legalName", "name")


def _inactive(entity: object) -> str:
    since, why = text(entity, "expiration", "date")[:10], text(entity, "expiration", "reason").lower().replace("_", " ")
    return f"no longer active{f' since {since}' if since else ''}{f' ({why})' if why else ''}"


def _addresses(entity: object) -> Iterator[Address]:
    for key in ("legalAddress", "headquartersAddress"):
        yield Address(text(entity, key, "city"), text(entity, key, "postalCode"))
