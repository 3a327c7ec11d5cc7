"""What differs between a report's comparatives and the report before, unless it is said to have been restated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from service.checks.external.previous.pairs import RESTATED, ComparedFigure
from service.checks.external.source import Compared
from service.checks.external.telling import Figures, cleaned, finding
from service.checks.unit_text import unit_text
from service.findings import Finding
from service.reports.model import Report
from service.reports.prose.sentences import sentences
from service.ticks import Tick, Untested

CHECK = "external_previous"
_NOT = re.compile(r"\b(?:not|no|without|never|nor)\b", re.IGNORECASE)
_OF_THE_PAST = r"\b(?:comparatives?|prior|previous|preceding|last|{year})\b"
_FEW, _MOSTLY = 8, 2
"""Of more figures than the first, where more than one in the second differs, the whole report was made otherwise."""
_CAPTION = 80
"""Characters of a caption that are shown."""


def judged(
    pairs: Sequence[tuple[ComparedFigure, ComparedFigure]], report: Report, end: date, rests_on: str
) -> Compared:
    """A tick for each pair that can be one value, a finding for each other one.

    What the report itself says to have been restated is untested: whether rightly, is for a reader.
    """
    ticks = tuple(_tick(one, end) for one, other in pairs if one.is_like(other))
    differing = [(one, other) for one, other in pairs if not one.is_like(other)]
    quote = _restated(report, end.year)
    if quote is not None:
        untested = tuple(
            Untested(CHECK, f"it differs, and the report says: “{quote}”", one.place) for one, _ in differing
        )
        return Compared(ticks=ticks, untested=untested)
    silent = [(one, other) for one, other in differing if not one.restated]
    untested = tuple(Untested(CHECK, "it is said to be restated", one.place) for one, _ in differing if one.restated)
    if len(pairs) > _FEW and len(silent) * _MOSTLY > len(pairs):
        return Compared((_another_basis(silent, len(pairs), end, rests_on),), ticks, untested)
    return Compared(tuple(_finding(one, other, end, rests_on) for one, other in silent), ticks, untested)


def _restated(report: Report, year: int) -> str | None:
    """The sentence of the report that says that comparatives are not what they were; None where there is none."""
    past = re.compile(_OF_THE_PAST.format(year=year), re.IGNORECASE)
    for text in _texts(report):
        if RESTATED.search(text) and past.search(text) and not _NOT.search(text):
            return cleaned(text)
    return None


def _texts(report: Report) -> Iterator[str]:
    for paragraph in report.paragraphs:
        if RESTATED.search(paragraph.text):
            yield from (sentence.text for sentence in sentences(paragraph.text))


def _tick(one: ComparedFigure, end: date) -> Tick:
    caption = cleaned(one.row.label, _CAPTION)
    return Tick(CHECK, f"{caption}: {one.cell.number.text} as in the report for the period to {end}", (one.place,))


def _finding(one: ComparedFigure, other: ComparedFigure, end: date, rests_on: str) -> Finding:
    now, then = one.cell.number, other.cell.number
    expected = abs(then.value).scaleb(then.scale - now.scale)
    wording = (
        f"{cleaned(one.row.label, _CAPTION)}: another figure than in the report before",
        f"{now.text} is given for the period to {end}; that period's own report has {then.text} at {other.words}, and "
        "nothing says that it was restated.",
    )
    figures = Figures(abs(now.value), expected, unit_text(now.unit, now.scale))
    return finding(CHECK, "medium", wording, (one.place,), rests_on, figures=figures)


def _another_basis(
    silent: Sequence[tuple[ComparedFigure, ComparedFigure]], every: int, end: date, rests_on: str
) -> Finding:
    """Where most differ, none of them is wrong by itself."""
    wording = (
        "Most comparatives are not the figures of the report before",
        f"{len(silent)} of {every} figures for the period to {end} differ from that period's own report, and nothing "
        "says that they were restated.",
    )
    return finding(CHECK, "low", wording, [one.place for one, _ in silent], rests_on, detail="most")
