"""Figures by their tags: those that a report prints, and those that were filed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from service.checks.external.shapes import inside, listed, text
from service.reports.figures.places import last_place
from service.reports.model import Cell, Fact, Report, Table

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LARGEST = 30
"""Powers of ten. No company has more of anything, and writing a larger one out would take all memory."""
_MOST_ROUNDED = 6
"""Zeros at the end of a filed value, at most, that may be rounding: filings are in millions at most."""
Key = tuple[str, str, str]
"""Concept, unit and period."""


@dataclass(frozen=True, slots=True)
class TaggedValue:
    """A figure of the report with a tag that says what it is, and its value in whole units."""

    table: Table
    cell: Cell
    fact: Fact
    value: Decimal
    digits: Decimal

    @property
    def key(self) -> Key:
        unit = "/".join(part.rpartition(":")[2] for part in self.fact.unit.split("/"))
        return self.fact.concept, unit, self.fact.period

    @property
    def half(self) -> Decimal:
        """Half of the last place to which it is exact."""
        printed = last_place(self.digits).scaleb(self.fact.scale)
        stated = self.fact.decimals
        return (printed if stated is None else max(printed, Decimal(1).scaleb(-stated))) / 2


@dataclass(frozen=True, slots=True)
class Filed:
    """A value that filings say, and how many."""

    value: Decimal
    filings: int

    def is_that_of(self, one: TaggedValue) -> bool:
        """Whether both are one value as far as either is exact."""
        digits = f"{abs(self.value):f}"
        zeros = 0 if "." in digits else min(len(digits) - len(digits.rstrip("0")), _MOST_ROUNDED)
        rounded = Decimal(1).scaleb(zeros) / 2 if zeros else Decimal(0)
        return abs(self.value - one.value) <= max(one.half, rounded)


def tagged_figures(report: Report, cik: str) -> Iterator[TaggedValue]:
    """The figures that are tagged as the whole company's: a figure of a part has its part in the tag, too."""
    for table in report.tables:
        for cell in table.cells:
            for fact in cell.facts:
                match = _DIGITS.fullmatch(fact.text.strip())
                if fact.about == cik and match is not None:
                    digits = Decimal(match.group().replace(",", ""))
                    value = digits.scaleb(fact.scale)
                    yield TaggedValue(table, cell, fact, -value if fact.negative else value, digits)


def filed_values(facts: object, key: Key) -> tuple[Filed, ...]:
    """What filings say under one tag, in one unit, of one period, each value once."""
    concept, unit, period = key
    taxonomy, _, tag = concept.partition(":")
    start, _, end = period.rpartition("/")
    filings: dict[Decimal, set[str]] = defaultdict(set)
    for entry in listed(facts, taxonomy, tag, "units", unit):
        value = inside(entry, "val")
        if (text(entry, "start"), text(entry, "end")) != (start, end) or not isinstance(value, int | Decimal):
            continue
        if abs(Decimal(value).adjusted()) <= _LARGEST:
            filings[Decimal(value)].add(text(entry, "accn"))
    return tuple(Filed(value, len(accessions)) for value, accessions in filings.items())
