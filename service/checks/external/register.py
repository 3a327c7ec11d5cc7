"""What registers of companies say of an entity (name, status, address), held against the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.checks.consistency.text.wording import Wording, wordings
from service.checks.external.names import SearchableText, can_be_compared, folded
from service.checks.external.reporting_entity import Identifier
from service.checks.external.source import Compared
from service.checks.external.telling import finding
from service.findings import Location
from service.reports.model import Report
from service.ticks import Tick, Untested

NAME, STATUS, ADDRESS = "external_entity_name", "external_status", "external_address"
_OFFICE = re.compile(r"\bregistered (?:office|address)\b|\bprincipal executive offices?\b", re.IGNORECASE)
_LABEL = 60
"""A text about the office that is shorter may be a label over the address."""
_LINES = 4
"""Lines of an address below its label."""
_BESIDE = 25
"""Characters between a postal code and its city."""
_LIKE_A_YEAR = 4
"""A code of no more characters says nothing without its city."""


@dataclass(frozen=True, slots=True)
class Address:
    """A city and a postal code, either of them empty where the register says none."""

    city: str
    code: str


@dataclass(frozen=True, slots=True)
class Registered:
    """One entity as a register has it. ``rests_on`` says where that was said."""

    what: str
    """How the report names it, to begin a sentence with: "The LEI 2138..."."""
    names: tuple[str, ...]
    """Today's legal name, then all others that it has or had."""
    inactive: str
    """What the register says of an entity that is no longer active; empty for an active one."""
    addresses: tuple[Address, ...]
    register: str
    """The register's name."""
    rests_on: str


def compare_name(report_text: SearchableText, named: Identifier, entity: Registered) -> Compared:
    """Whether the report says the entity's name anywhere, today's or an earlier one."""
    names = tuple(name for name in entity.names if can_be_compared(name))
    if not names:
        return Compared(untested=(Untested(NAME, f"{entity.register} gives no name in Latin letters", named.place),))
    known = next((name for name in names if report_text.names(name)), None)
    if known is not None:
        return Compared(ticks=(Tick(NAME, f"{entity.what} is that of “{known}”", (named.place,)),))
    wording = (
        f"{entity.what} is that of “{names[0]}”",
        f"{entity.what} is that of “{names[0]}” by {entity.register}, a name that the report says nowhere.",
    )
    return Compared(findings=(finding(NAME, "medium", wording, (named.place,), entity.rests_on, detail=named.value),))


def compare_status(named: Identifier, entity: Registered) -> Compared:
    """Whether the entity is active."""
    if not entity.inactive:
        return Compared(ticks=(Tick(STATUS, f"{entity.what} is that of an active entity", (named.place,)),))
    wording = (
        f"{entity.register}: {entity.inactive}",
        f"{entity.what} is that of “{entity.names[0]}”, of which {entity.register} says: {entity.inactive}.",
    )
    return Compared(findings=(finding(STATUS, "medium", wording, (named.place,), entity.rests_on, detail=named.value),))


def compare_address(report: Report, entity: Registered) -> Compared:
    """Whether the office that the report states is one that the register has, by its postal code.

    Only a code in the form of the register's contradicts it, and only beside the city, or where no city of the
    register's is named: other numbers are beside addresses, too.
    """
    addresses = tuple(one for one in entity.addresses if one.code)
    if not addresses:
        return Compared()
    for text, place in _offices(report):
        if any(_bare(one.code) in _bare(text) for one in addresses):
            ticked = Tick(ADDRESS, f"The office is that of {entity.register}: {addresses[0].code}", (place,))
            return Compared(ticks=(ticked,))
        if (other := _other_code(text, addresses)) is not None:
            wording = (
                f"{entity.register} has another address",
                f"The report gives {other} as the postal code of the office; {entity.register} has "
                f"{' and '.join(dict.fromkeys(f'{one.code} {one.city}'.strip() for one in addresses))}.",
            )
            return Compared(findings=(finding(ADDRESS, "low", wording, (place,), entity.rests_on, detail=other),))
    return Compared()


def _offices(report: Report) -> Iterator[tuple[str, Location]]:
    """What the report says of its office, with the lines below where that is only a label."""
    texts = tuple(wordings(report))
    for at, text in enumerate(texts):
        match = _OFFICE.search(text.text)
        if match:
            below = _below(texts, at) if len(text.text) < _LABEL else ()
            yield " ".join((text.text[match.end() :], *below)), text.location(*match.span())


def _below(texts: tuple[Wording, ...], at: int) -> tuple[str, ...]:
    return tuple(text.text for text in texts[at + 1 : at + 1 + _LINES])


def _other_code(text: str, addresses: tuple[Address, ...]) -> str | None:
    """A postal code in the text that is of the form of the register's, and none of them."""
    near = folded(text)
    for one in addresses:
        form = re.compile(rf"(?<![\w-]){_form_of(one.code)}(?![\w-])", re.IGNORECASE)
        city = folded(one.city)
        for match in form.finditer(text):
            around = folded(text[max(0, match.start() - _BESIDE) : match.end() + _BESIDE])
            if city and (city in around or (city not in near and len(one.code) > _LIKE_A_YEAR)):
                return match.group(0)
    return None


def _form_of(code: str) -> str:
    """A pattern of codes of this form: of "1011 AB" any four digits and two letters, with or without the space."""
    return "".join(r"\d" if char.isdigit() else "[A-Z]" if char.isalpha() else r"[ -]?" for char in code)


def _bare(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", text.upper())
