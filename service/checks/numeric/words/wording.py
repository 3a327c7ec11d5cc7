"""Findings in their parts: what is wrong, what it should be, what shows it, and what probably happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal

from service.checks.numeric.blame.culprit import Culprit
from service.checks.numeric.materiality.materiality import Materiality
from service.checks.numeric.relations.equation import Equation, Sum
from service.checks.numeric.table.sheet import Figure, Sheet
from service.checks.numeric.words.description import broken_sum, description, expected_of, is_whole
from service.checks.numeric.words.legible import legible
from service.checks.numeric.words.names import full_name_of, name_of
from service.checks.numeric.words.relation_text import relation_text
from service.checks.rules.registry import rule_of
from service.checks.rules.rule import Framework
from service.checks.unit_text import unit_text
from service.findings import Alternative, Finding, Location, finding_id
from service.reports.model import Report

AGENT = "numeric_validation"
MOST_LOCATIONS = 48
"""Figures listed with a finding: those of the strongest relations first."""
MOST_RELATIONS = 8
"""Relations listed with a finding: the strongest. Where there are more, all are counted."""
MOST_ALTERNATIVES = 4
"""Other figures listed that may be wrong instead; where there are more, all are counted."""
SUMS = ("column_total", "row_total")
"""Rules of which a figure is the sum of others."""


def finding_for(
    report: Report, sheets: Sequence[Sheet], culprit: Culprit, measure: Materiality, framework: Framework | None
) -> Finding:
    """The finding about one wrong figure, with the paragraph of the ``framework`` that it rests on."""
    figure = culprit.figure
    broken = broken_sum(culprit)
    strongest = sorted(culprit.mended, key=lambda equation: (equation is not broken, -equation.strength))
    first = location_of(report, sheets, figure)
    rivals = () if culprit.beyond_doubt else culprit.rivals
    expected = expected_of(culprit)
    difference = figure.value - expected
    check = "figure_missing" if figure.left_empty else strongest[0].check
    return Finding(
        id=finding_id(AGENT, check, first),
        agent_id=AGENT,
        check=check,
        severity=measure.severity(figure, difference),
        title=_title(report, sheets, culprit, check),
        description=description(culprit, name_of(first), sheets),
        locations=(
            first,
            *_pointed_at(first, culprit, sheets),
            *_others(report, sheets, figure, strongest),
            *_said(report, culprit),
        ),
        reported=None if figure.left_empty else format(figure.value, "f"),
        expected=format(expected, "f"),
        difference=format(difference, "f"),
        unit=unit_text(figure.number.unit, figure.number.scale),
        tolerance=_tolerance(strongest[0]),
        materiality=_plain(measure.of(figure)),
        cause=culprit.likely.cause if culprit.likely else None,
        cause_text=_cause_text(culprit),
        relations=tuple(relation_text(equation, sheets) for equation in strongest[:MOST_RELATIONS]),
        relations_total=len(strongest),
        alternatives=tuple(_alternative(report, sheets, rival) for rival in rivals[:MOST_ALTERNATIVES]),
        alternatives_total=len(rivals) if len(rivals) > MOST_ALTERNATIVES else None,
        reference=next((r for e in strongest if (r := rule_of(e.check).reference(framework))), None),
        confidence=_confidence(culprit),
    )


def location_of(report: Report, sheets: Sequence[Sheet], figure: Figure) -> Location:
    """Where a figure stands, in the words of the report."""
    sheet = sheets[figure.table]
    line = sheet.lines[figure.line]
    section = sheet.table.section
    return Location(
        table=figure.table,
        row=figure.cell.row,
        column=figure.cell.column,
        table_title=sheet.table.title or None,
        row_label=line.label or line.heading or None,
        column_label=sheet.lanes[figure.lane] or None,
        section=report.sections[section].title if section is not None else None,
        page=sheet.table.page_of(figure.cell.row),
        quote=figure.number.text or figure.cell.text or None,
    )


def rounding_notes(report: Report, sheets: Sequence[Sheet], equations: Sequence[Equation]) -> Iterator[Finding]:
    """For each table at most one note that its sums differ from the printed totals by rounding."""
    loose: dict[int, list[Sum]] = {}
    for equation in equations:
        if isinstance(equation, Sum) and len(equation.figures) > 2 and equation.holds({}) and equation.gap_in_print:
            loose.setdefault(equation.figures[0].table, []).append(equation)
    for sums in loose.values():
        worst = max(sums, key=lambda equation: abs(equation.gap_in_print))
        first = location_of(report, sheets, worst.figures[0])
        gap = legible(worst.gap_in_print, worst.figures)
        yield Finding(
            id=finding_id(AGENT, "rounding", first),
            agent_id=AGENT,
            check="rounding",
            severity="info",
            title=f"{rule_of('rounding').title}: {first.table_title or name_of(first)}",
            description=f"{len(sums)} of the sums in this table differ from the printed totals by no more than rounding"
            f" explains, the largest by {format(abs(gap), 'f')}: no action is needed.",
            locations=(first,),
            reported=format(worst.figures[0].value, "f"),
            expected=format(worst.figures[0].value - gap, "f"),
            difference=format(gap, "f"),
            unit=unit_text(worst.figures[0].number.unit, worst.figures[0].number.scale),
            tolerance=_tolerance(worst),
        )


def _title(report: Report, sheets: Sequence[Sheet], culprit: Culprit, check: str) -> str:
    """What is wrong. Where it is open which figure is, a sum and its parts disagree, and none of them is accused."""
    if culprit.beyond_doubt:
        return f"{rule_of(check).title}: {_titled(report, sheets, culprit.figure)}"
    broken = broken_sum(culprit)
    whole = broken.figures[0] if is_whole(broken, broken.figures[0]) else culprit.figure
    named = _titled(report, sheets, whole)
    return f"{named} does not equal the sum of its parts" if check in SUMS else f"{rule_of(check).title}: {named}"


def _titled(report: Report, sheets: Sequence[Sheet], figure: Figure) -> str:
    return full_name_of(location_of(report, sheets, figure), figure, sheets)


def _said(report: Report, culprit: Culprit) -> Iterator[Location]:
    """The sentence that has the figure as it is expected."""
    if culprit.saying is not None and culprit.beyond_doubt:
        paragraph = culprit.saying.paragraph
        yield Location(
            section=None if paragraph.section is None else report.sections[paragraph.section].title,
            page=paragraph.page,
            paragraph=paragraph.index,
            quote=culprit.saying.text,
        )


def _others(
    report: Report, sheets: Sequence[Sheet], figure: Figure, equations: Sequence[Equation]
) -> tuple[Location, ...]:
    others = {other.place: other for equation in equations for other in equation.figures if other.place != figure.place}
    return tuple(location_of(report, sheets, other) for other in list(others.values())[:MOST_LOCATIONS])


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount.normalize(), "f")


def _pointed_at(first: Location, culprit: Culprit, sheets: Sequence[Sheet]) -> Iterator[Location]:
    """The cell that the sum misses, if it is empty: one that carries a figure is among the others where it counts."""
    line = culprit.likely.line if culprit.likely else None
    if line is not None and line.figures[culprit.figure.lane] is None:
        label = line.label or line.heading or None
        page = sheets[culprit.figure.table].table.page_of(line.row)
        yield first.model_copy(update={"row": line.row, "row_label": label, "page": page, "quote": None})


def _alternative(report: Report, sheets: Sequence[Sheet], rival: Culprit) -> Alternative:
    empty = rival.figure.left_empty
    return Alternative(
        location=location_of(report, sheets, rival.figure),
        reported=None if empty else format(rival.figure.value, "f"),
        expected=format(expected_of(rival), "f"),
        cause=rival.likely.cause if rival.likely else None,
        cause_text=_cause_text(rival),
    )


def _cause_text(culprit: Culprit) -> str | None:
    """The cause in words, and what speaks for this figure; of an empty cell it says no more than that it is one."""
    if culprit.figure.left_empty or not (culprit.likely or culprit.grounds):
        return None
    cause = culprit.likely.words if culprit.likely else "this figure"
    return f"{cause}; {culprit.grounds}" if culprit.grounds else cause


def _tolerance(equation: Equation) -> str:
    """What rounding explains, to three digits: of a percentage it is a long fraction that nobody needs."""
    return format(Context(prec=3).plus(equation.tolerance).normalize(), "f")


def _confidence(culprit: Culprit) -> float:
    """Digits of evidence as a share of what is beyond doubt; a figure that several relations accuse is more certain."""
    digits = Decimal(str(max(equation.strength for equation in culprit.mended) + 2 * (len(culprit.mended) - 1)))
    return float(max(Decimal("0.5"), min(Decimal("0.99"), Decimal("0.5") + digits / 20)).quantize(Decimal("0.01")))
