"""What a report says of who it is about: names, identifiers and the day on which its period ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from service.checks.consistency.text.wording import Wording, wordings
from service.checks.external.ends import periods_said
from service.checks.external.lei import LEI
from service.checks.external.names import folded, is_legal_name
from service.findings import Location
from service.reports.model import Report

_LABELLED_LEI = re.compile(
    r"\b(?:LEI(?: code| number)?|Legal Entity Identifier(?: \(LEI\))?(?: code)?)\s*(?:is|[:–—-])?\s*"
    r"(?P<value>[0-9A-Z]{17,23})\b"
)
_IS_LEI = re.compile(r"(?:LEI|Legal Entity Identifier)\b.{0,20}", re.IGNORECASE)
_COMPANY_NUMBER = re.compile(
    r"\b(?:(?:registered|company|registration)(?: company)? (?:number|no\b\.?)|registered in (?:England(?: (?:and|&) "
    r"Wales)?|Wales|Scotland|Northern Ireland)(?: (?:with|under))?(?: company)?(?:,? (?:number|no\b\.?|registration "
    r"number|registered number))?)\s*[:–—-]?\s*(?:is )?(?P<value>(?:[A-Z]{2}|\d{1,2})\d{6})\b",
    re.IGNORECASE,
)
_BRITISH = re.compile(r"\b(?:England|Wales|Scotland|Northern Ireland|Companies House|Companies Act 2006)\b")
_CIK = re.compile(r"\b(?:Central Index Key|CIK)(?: (?:number|no\.?))?\s*[:–—-]?\s*(?P<value>\d{1,10})\b")
_OF_A_CIK = re.compile(r"\d{10}")
_OF_A_COMPANY = re.compile(r"(?:[A-Z]{2}|\d{2})\d{6}")
_COVER = 40
"""Paragraphs in which a report says whose it is."""
MOST = 5
"""Identifiers of one kind that are asked about; a report that names more lists its subsidiaries."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier or name, and where it is printed. One of the report's own tags is the entity's for certain."""

    value: str
    place: Location
    tagged: bool = False


@dataclass(frozen=True, slots=True)
class ReportingEntity:
    """Who a report is about, as far as it says so."""

    names: tuple[Identifier, ...] = ()
    """Lines of its first pages that are a legal name and nothing else."""
    leis: tuple[Identifier, ...] = ()
    ciks: tuple[Identifier, ...] = ()
    company_numbers: tuple[Identifier, ...] = ()
    period_end: date | None = None
    beginning: Location | None = None
    """Where the report begins."""

    @property
    def place(self) -> Location:
        """Where the report says whose it is; its beginning, where it does not."""
        named = (*self.leis, *self.ciks, *self.company_numbers, *self.names)
        return named[0].place if named else self.beginning or Location()

    def is_of(self, other: ReportingEntity) -> bool:
        """Whether both are surely one entity: they share an identifier or, where either has none, their first name."""
        for ours, theirs in (
            (self.leis, other.leis),
            (self.ciks, other.ciks),
            (self.company_numbers, other.company_numbers),
        ):
            if ours and theirs:
                return ours[0].value == theirs[0].value
        return bool(self.names and other.names) and folded(self.names[0].value) == folded(other.names[0].value)


def reporting_entity(report: Report) -> ReportingEntity:
    """What the report says of itself, each identifier once, those of its tags before those that are printed."""
    texts = tuple(wordings(report))
    british = any(_BRITISH.search(text.text) for text in texts)
    subjects = tuple(_subjects(report))
    return ReportingEntity(
        names=_once(
            Identifier(" ".join(text.text.split()), text.location(0, len(text.text)))
            for text in texts[:_COVER]
            if text.paragraph is not None and is_legal_name(text.text)
        ),
        leis=_once((*_tagged(subjects, LEI), *_printed(texts, _LABELLED_LEI), *_beside(texts))),
        ciks=_once((*_tagged(subjects, _OF_A_CIK), *_printed(texts, _CIK, 10))),
        company_numbers=_once(
            (*_tagged(subjects, _OF_A_COMPANY), *(_printed(texts, _COMPANY_NUMBER, 8) if british else ()))
        ),
        period_end=_period_end(report),
        beginning=texts[0].location(0, len(texts[0].text)) if texts else None,
    )


def _subjects(report: Report) -> Iterator[tuple[str, Location]]:
    """Whose figures the tags say they are, the most frequent first, with the first figure that says so."""
    places: dict[str, Location] = {}
    counted: Counter[str] = Counter()
    for table in report.tables:
        for cell in table.cells:
            for fact in cell.facts:
                whose = fact.about.partition(" ")[0]
                counted[whose] += 1
                if whose not in places:
                    page = table.page_of(cell.row)
                    places[whose] = Location(
                        table=table.index, row=cell.row, column=cell.column, page=page, quote=cell.text
                    )
    yield from ((whose, places[whose]) for whose, _ in counted.most_common(1))


def _tagged(subjects: tuple[tuple[str, Location], ...], form: re.Pattern[str]) -> Iterator[Identifier]:
    yield from (Identifier(whose, place, tagged=True) for whose, place in subjects if form.fullmatch(whose))


def _printed(texts: tuple[Wording, ...], pattern: re.Pattern[str], width: int = 0) -> Iterator[Identifier]:
    for text in texts:
        for match in pattern.finditer(text.text):
            yield Identifier(match["value"].upper().zfill(width), text.location(*match.span("value")))


def _beside(texts: tuple[Wording, ...]) -> Iterator[Identifier]:
    """An LEI in a cell of its own, beside one that says that it is one."""
    for label, text in pairwise(texts):
        if label.cell is None or text.cell is None or label.table is not text.table or label.cell.row != text.cell.row:
            continue
        if _IS_LEI.fullmatch(label.text.strip()) and LEI.fullmatch(text.text.strip()):
            yield Identifier(text.text.strip(), text.location(0, len(text.text)))


def _once(named: Iterator[Identifier] | tuple[Identifier, ...]) -> tuple[Identifier, ...]:
    found: dict[str, Identifier] = {}
    for one in named:
        found.setdefault(folded(one.value), one)
    return tuple(found.values())[:MOST]


def _period_end(report: Report) -> date | None:
    """The last day of the period, by the tags of its figures, else by its words: the latest that is said often."""
    tagged = Counter(
        end
        for table in report.tables
        for cell in table.cells
        for fact in cell.facts
        if (end := _date(fact.period.rpartition("/")[2])) is not None
    )
    ends = tagged or Counter(periods_said(report))
    often = max(ends.values(), default=0)
    return max((end for end, count in ends.items() if count * 2 >= often), default=None)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
