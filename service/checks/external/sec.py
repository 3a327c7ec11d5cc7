"""The SEC's company facts: the figures that a company has filed with it, by their tags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from service.checks.external.filed import Filed, Key, TaggedValue, filed_values, tagged_figures
from service.checks.external.places import figure_place
from service.checks.external.reporting_entity import ReportingEntity
from service.checks.external.shapes import inside, json_of
from service.checks.external.source import Compared, Request, SourceAnswer, SourceQuestions
from service.checks.external.telling import Figures, finding, provenance
from service.checks.unit_text import unit_text
from service.findings import Finding, Location
from service.reports.model import Report
from service.ticks import Tick, Untested

CHECK = "external_figure"
_NOT_FOUND = 404
_SEVERAL = 2
"""Filings that say the same."""
_FEW, _MOSTLY = 8, 2
"""Of more figures than the first, where more than one in the second contradicts, something else is wrong."""


class Sec:
    """Asked for all that the company has filed, if the report's own tags say its number there."""

    id = "sec"
    name = "SEC"
    knows = "every tagged figure of the company's filings with the United States Securities and Exchange Commission"
    reliability = "very good: the company's own figures as filed; those of the newest filing may be missing for a day"
    rules = (CHECK,)

    def wanted(self, report: Report, entity: ReportingEntity) -> SourceQuestions:
        """One question; none where no tag says whose figures these are."""
        own = next((one.value for one in entity.ciks if one.tagged), None)
        if own is None:
            return SourceQuestions(nothing="no tag of inline XBRL in the report says by its CIK whose figures they are")
        path = f"/api/xbrl/companyfacts/CIK{own}.json"
        return SourceQuestions((Request(self.id, path, about=f"the figures filed by CIK {own}"),))

    def compare(self, report: Report, entity: ReportingEntity, answers: Sequence[SourceAnswer]) -> Compared:
        """Every figure with a tag for the whole company, against what was filed for the same tag, unit and period."""
        (answer,) = answers
        rests_on = provenance(self.name, answer)
        own = entity.ciks[0]
        if answer.status == _NOT_FOUND:
            why = f"the SEC has no tagged figures of CIK {own.value}"
            return Compared(untested=(Untested(CHECK, why, own.place),))
        facts = inside(json_of(answer.body), "facts")
        if facts is None:
            raise ValueError("it has no facts")
        return _judged(report, tuple(tagged_figures(report, own.value)), facts, rests_on)


def _judged(report: Report, every: Sequence[TaggedValue], facts: object, rests_on: str) -> Compared:
    filed = {key: filed_values(facts, key) for key in {one.key for one in every}}
    wrong: dict[Key, list[TaggedValue]] = defaultdict(list)
    ticks: list[Tick] = []
    unknown = 0
    for one in every:
        on_file = filed[one.key]
        if not on_file:
            unknown += 1
        elif any(value.is_that_of(one) for value in on_file):
            ticks.append(
                Tick(CHECK, f"{one.cell.text} as filed ({one.fact.concept}, {one.fact.period})", _place(report, one))
            )
        else:
            wrong[one.key].append(one)
    findings = tuple(_finding(report, same, filed, rests_on) for same in wrong.values())
    untested = (_unknown(unknown, len(every), _place(report, every[0])[0]),) if unknown else ()
    compared = len(ticks) + len(findings)
    if compared > _FEW and len(findings) * _MOSTLY > compared:
        return Compared((_another(report, wrong, len(findings), compared, rests_on),), tuple(ticks), untested)
    return Compared(findings, tuple(ticks), untested)


def _unknown(unknown: int, every: int, place: Location) -> Untested:
    why = f"of {every} tagged figures the SEC has none under the tag, unit and period of {unknown}"
    return Untested(CHECK, f"{why}: own tags, or a filing that it does not have yet", place)


def _another(report: Report, wrong: Mapping[Key, list[TaggedValue]], count: int, every: int, rests_on: str) -> Finding:
    """Where most figures contradict, the report is not what was filed, and each of them says no more than that."""
    wording = (
        "Most figures are not those that were filed",
        f"{count} of {every} figures differ from what the SEC has under the same tag, unit and period.",
    )
    first = next(iter(wrong.values()))[0]
    return finding(CHECK, "medium", wording, _place(report, first), rests_on, detail="most")


def _finding(
    report: Report, same: Sequence[TaggedValue], filed: Mapping[Key, Sequence[Filed]], rests_on: str
) -> Finding:
    """High where several filings say one other value, else medium."""
    one = same[0]
    on_file = max(filed[one.key], key=lambda value: value.filings)
    expected = abs(on_file.value).scaleb(-one.fact.scale).normalize()
    several = on_file.filings >= _SEVERAL
    wording = (
        f"{one.cell.text} is not what was filed",
        f"The report tags {one.cell.text} as {one.fact.concept} of {one.fact.period}; "
        f"{f'{on_file.filings} filings have' if several else 'the filing has'} {on_file.value:,f} there.",
    )
    return finding(
        CHECK,
        "high" if several else "medium",
        wording,
        tuple(place for each in same for place in _place(report, each)),
        rests_on,
        detail=" ".join(one.key),
        figures=Figures(one.digits, expected, unit_text(one.key[1], one.fact.scale)),
        cause_text=_cause(one, on_file, filed),
    )


def _cause(one: TaggedValue, on_file: Filed, filed: Mapping[Key, Sequence[Filed]]) -> str | None:
    if on_file.value == -one.value:
        return "its tag has the opposite sign"
    concept, unit, period = one.key
    for (other, counted, when), values in filed.items():
        if (other, counted) == (concept, unit) and when != period and any(value.is_that_of(one) for value in values):
            return f"it is the figure of {when}"
    return None


def _place(report: Report, one: TaggedValue) -> tuple[Location]:
    return (figure_place(report, one.table, one.cell),)
