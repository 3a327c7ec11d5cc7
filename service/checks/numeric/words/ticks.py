"""Equations that hold, as ticks, and what of a table could not be checked, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from service.checks.concepts.words import says_non_additive, says_sum
from service.checks.numeric.formulas.computed import Computed
from service.checks.numeric.formulas.relations import Formulas
from service.checks.numeric.ratios.percent import Ratio
from service.checks.numeric.relations.equation import Equation, Sum
from service.checks.numeric.table.sheet import Figure, Line, Sheet
from service.checks.numeric.words.legible import written
from service.checks.numeric.words.shortened import shortened
from service.checks.numeric.words.signed_sum import signed_sum
from service.checks.numeric.words.wording import location_of
from service.checks.unit_text import SCALES
from service.findings import Location
from service.reports.model import Report
from service.ticks import Coverage, Tick, Untested

MOST_TERMS = 24
"""Terms of one sum that are spelled out; its locations name all of them."""
LONGEST_NAME = 120
"""Characters of a caption that a tick repeats; some are whole sentences."""
UNTESTED = "arithmetic"
"""The check that could not be made of a table, or of a line in it."""


def ticks_of(report: Report, sheets: Sequence[Sheet], equations: Iterable[Equation]) -> Iterator[Tick]:
    """One tick for each of these equations, which hold."""
    for equation in equations:
        exact = _is_exact(equation)
        yield Tick(equation.check, _relation(equation, sheets, exact), _places(report, sheets, equation), exact)


def untested_of(report: Report, sheets: Sequence[Sheet], equations: Sequence[Equation]) -> Iterator[Untested]:
    """Each table with figures in which no arithmetic was found, and in the others each total that nothing explains."""
    own = {e.figures[0].table for e in equations if len({figure.table for figure in e.figures}) == 1}
    checked = {(e.figures[0].table, e.figures[0].line) for e in equations}
    checked.update((f.table, f.line) for e in equations if len(e.figures) == 2 for f in e.figures)
    for sheet in sheets:
        unexplained = [
            line
            for number, line in enumerate(sheet.lines)
            if _is_total(line) and (sheet.table.index, number) not in checked
        ]
        if sheet.table.index in own:
            for line in unexplained:
                yield Untested(UNTESTED, _of_line(line), _line(report, sheet, line))
        elif sheet.lines:
            yield Untested(UNTESTED, _of_table(sheet, unexplained), _line(report, sheet, None))


def unsearched_of(report: Report, sheets: Sequence[Sheet], left_out: Sequence[int]) -> Iterator[Untested]:
    """Each table of which some lines were not searched, since that would take too long."""
    for sheet, count in zip(sheets, left_out, strict=True):
        if count:
            reason = (
                f"it is too long, or its figures too much alike, to search all of it: of {count:,} of its lines it is "
                "not known whether others add up to them; an audit of its parts, each as a table of its own, tells"
            )
            yield Untested(UNTESTED, reason, _line(report, sheet, None))


def uncalculated_of(report: Report, sheets: Sequence[Sheet], formulas: Formulas) -> Iterator[Untested]:
    """For each table and reason the first of the figures whose formula could not be calculated."""
    for (_, reason), figures in formulas.unread.items():
        more = f" (and those of {len(figures) - 1:,} more figures of the table)" if len(figures) > 1 else ""
        where = location_of(report, sheets, figures[0])
        yield Untested("formula", f"its formula{more} was not calculated, because {reason}", where)


def coverage_of(
    report: Report, sheets: Sequence[Sheet], holding: Iterable[Equation], broken: Iterable[Equation]
) -> Iterator[Coverage]:
    """For each table with figures, how many are in an equation that holds, and how many equations of it are broken.

    Dashes are no figures.
    """
    ticked = {figure.place for equation in holding for figure in equation.figures}
    failed = Counter(equation.figures[0].table for equation in broken)
    for sheet in sheets:
        places = {figure.place for figure in sheet.figures() if not figure.printed_nil}
        if sheet.lines:
            at = _line(report, sheet, None)
            yield Coverage(at, len(places), len(places & ticked), failed[sheet.table.index])


def _is_total(line: Line) -> bool:
    added = (f for f in line.figures if f is not None and f.kind == "amount" and f.amount)
    return says_sum(line.label) and not says_non_additive(line.label) and any(added)


def _of_line(line: Line) -> str:
    return f"no lines of the table add up to “{shortened(line.label, LONGEST_NAME)}”, and no other table prints it"


def _of_table(sheet: Sheet, unexplained: Sequence[Line]) -> str:
    """Why nothing in a table could be calculated."""
    figures = list(sheet.figures())
    if len(figures) == 1:
        return "it has a single figure"
    if unexplained:
        return f"no lines of it add up to “{shortened(unexplained[0].label, LONGEST_NAME)}”"
    if all(figure.kind != "amount" for figure in figures):
        return "it has only percentages or amounts per share, which are not added up"
    if len(sheet.lines) == 1:
        return "it has one line of figures, and none of them follows from the others"
    return "no figure of it is a total, a closing balance or a percentage of the others"


def _line(report: Report, sheet: Sheet, line: Line | None) -> Location:
    section = sheet.table.section
    row = sheet.lines[0].row if line is None else line.row
    return Location(
        table=sheet.table.index,
        row=None if line is None else row,
        table_title=sheet.table.title or None,
        row_label=None if line is None else line.label,
        section=report.sections[section].title if section is not None else None,
        page=sheet.table.page_of(row),
    )


def _places(report: Report, sheets: Sequence[Sheet], equation: Equation) -> tuple[Location, ...]:
    """The result in the words of the report; of the others where they stand, and what their table is if it is another.

    What is printed there stands in the relation.
    """
    first = location_of(report, sheets, equation.figures[0]).model_copy(update={"quote": None})
    return first, *(_term(sheets, equation.figures[0], figure) for figure in equation.figures[1:])


def _term(sheets: Sequence[Sheet], first: Figure, figure: Figure) -> Location:
    table, row, column = figure.place
    if table == first.table:
        return Location(table=table, row=row, column=column)
    sheet = sheets[table]
    line = sheet.lines[figure.line]
    return Location(
        table=table,
        row=row,
        column=column,
        table_title=sheet.table.title or None,
        row_label=_name(line) or None,
        column_label=sheet.lanes[figure.lane] or None,
    )


def _is_exact(equation: Equation) -> bool:
    """The first figure is what the others give, to its last printed place."""
    first = equation.figures[0]
    if isinstance(equation, Sum):
        return not equation.gap_in_print
    given = equation.solved_for(first.place, {})
    if given is None:
        return not equation.difference({})
    mirrored = isinstance(equation, Ratio) and equation.figures[2].value < 0
    return given == first.value or (mirrored and given == -first.value)


def _relation(equation: Equation, sheets: Sequence[Sheet], exact: bool) -> str:
    sign = "=" if exact else "≈"
    first, rest = equation.figures[0], equation.figures[1:]
    if isinstance(equation, Computed):
        return f"{equation.relation} {sign} {_shown(first)}{'%' if '%' in first.number.text else ''}"
    if isinstance(equation, Ratio):
        quotient = f"−({_quotient(equation)})" if equation.turned else _quotient(equation)
        return f"{quotient} {sign} {_shown(first)}{'' if equation.form == 'per_share' else '%'}"
    if isinstance(equation, Sum) and len(rest) > 1:
        return f"{signed_sum(equation, MOST_TERMS)} {sign} {_shown(first)}"
    if len(rest) == 1:
        return _pair(first, rest[0], sign, sheets)
    return f"{_shown(first)} follows from {', '.join(map(_shown, rest))}"


def _quotient(ratio: Ratio) -> str:
    _, amount, base = ratio.figures
    if ratio.form != "change":
        return f"{_shown(amount)}{ratio.rescaling} ÷ {_shown(base)}"
    below = f"|{_shown(base)}|" if base.value < 0 else _shown(base)
    return f"({_shown(amount)} − {_bracketed(base)}) ÷ {below}"


def _pair(first: Figure, other: Figure, sign: str, sheets: Sequence[Sheet]) -> str:
    """Both as printed; the name of the other, and its scale where they differ."""
    ours, theirs = _scaled(first, other), _scaled(other, first)
    sheet = sheets[other.table]
    line = sheet.lines[other.line]
    turned = " (the other way round)" if first.value * other.value < 0 else ""
    title = shortened(sheet.table.title.rstrip(" :"), LONGEST_NAME) if other.table != first.table else ""
    table = f"in “{title}”" if title else ""
    name = _name(line) if _name(line) != _name(sheets[first.table].lines[first.line]) or not table else ""
    rest = (shortened(text, LONGEST_NAME) for text in (name, sheet.lanes[other.lane]))
    where = ", ".join(filter(None, [table, *rest]))
    return f"{ours} {sign} {theirs}{turned}{' ' if table else ', '}{where}".rstrip(", ")


def _name(line: Line) -> str:
    """What the line is called; a ruled line drawn in dashes is no name."""
    return next((words for words in (line.label, line.heading) if any(map(str.isalnum, words))), "")


def _scaled(figure: Figure, other: Figure) -> str:
    scale = SCALES.get(figure.number.scale) if figure.number.scale != other.number.scale else None
    return f"{figure.number.text or figure.cell.text}{' ' if scale else ''}{scale or ''}"


def _shown(figure: Figure) -> str:
    return written(figure.value)


def _bracketed(figure: Figure) -> str:
    return f"({_shown(figure)})" if figure.value < 0 else _shown(figure)
