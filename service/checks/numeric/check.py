"""The numeric checks: the arithmetic of a report, discovered from the report and held against it."""

from __future__ import annotations

from service.checks.framework import framework_of
from service.checks.numeric.blame.blame import culprits
from service.checks.numeric.blame.cause import Causes
from service.checks.numeric.blame.elsewhere import Elsewhere
from service.checks.numeric.definitions.confirmed_totals import confirmed_totals
from service.checks.numeric.definitions.defined import (
    defined,
    is_change_of_balance,
    is_settled_otherwise,
    not_yet_said,
)
from service.checks.numeric.definitions.named import named
from service.checks.numeric.definitions.overruled import not_overruled
from service.checks.numeric.expected.tests import tests_of
from service.checks.numeric.formulas.joining import joined
from service.checks.numeric.formulas.relations import formulas_of
from service.checks.numeric.formulas.workbook import Workbook
from service.checks.numeric.materiality.materiality import materiality as measured
from service.checks.numeric.ratios.common_size import common_sizes_of
from service.checks.numeric.ratios.margins import margins_of
from service.checks.numeric.ratios.percent import Ratio, ratios_of
from service.checks.numeric.relations.equation import Equation
from service.checks.numeric.relations.of_rules import relations_of_rules
from service.checks.numeric.sums.sums import sums_of
from service.checks.numeric.table.notes import notes_of
from service.checks.numeric.table.sheet import Sheet, sheet_of
from service.checks.numeric.tags.tag_sums import sums_by_tags
from service.checks.numeric.tags.tagged import Tags
from service.checks.numeric.ties.beside_cash import told_beside_cash
from service.checks.numeric.ties.carried_forward import carried_between
from service.checks.numeric.ties.reconciling_items import ReconcilingItems
from service.checks.numeric.ties.ties import ties_between
from service.checks.numeric.words.ticks import coverage_of, ticks_of, uncalculated_of, unsearched_of, untested_of
from service.checks.numeric.words.unread import nothing_checked, unread_as_untested
from service.checks.numeric.words.wording import finding_for, rounding_notes
from service.checks.outcome import Counts, Outcome, Progress, Tell
from service.checks.rules.choice import Choice, choice_of
from service.findings import NamedTest, gravest_first
from service.reports.model import Report


def check(
    report: Report,
    tell: Tell,
    *,
    materiality: str | None = None,
    framework: str | None = None,
    select: str = "",
    ignore: str = "",
) -> Outcome:
    """Every relation that the report's figures agree on, and a finding for each figure that breaks one.

    Pure. ``tell`` is called after each table, and once more for the comparison of tables with each other.
    ``materiality`` is what ``service.materiality.wanted`` understands; by default the report says what is material.
    ``framework`` is one of ``FRAMEWORKS``; by default the report's own words say which it follows. ``select`` and
    ``ignore`` are ids of rules or the beginnings of some, separated by commas.

    Raises:
        OptionError, ValueError: there is no such rule or framework.
    """
    choice = choice_of((select,), (ignore,))
    followed = framework_of(report, framework)
    total = len(report.tables) + 1
    sheets: list[Sheet] = []
    equations: list[Equation] = []
    left_out: list[int] = []
    for done, table in enumerate(report.tables, start=1):
        sheet = sheet_of(table)
        ratios = _ratios_of(sheet)
        sums = sums_of(sheet, ratios)
        own = [*sums.equations, *ratios, *relations_of_rules(sheet)]
        left_out.append(sums.left_out)
        sheets.append(sheet)
        equations.extend(own)
        tell(Progress(done, total, f"table {done} of {len(report.tables)}: {len(own)} relations"))
    beside_cash = told_beside_cash(sheets, (paragraph.text for paragraph in report.paragraphs))
    items = ReconcilingItems(sheets, notes_of(report), beside_cash)
    ties = (*ties_between(items, equations), *carried_between(items))
    tables = named(sheets)
    other = (is_change_of_balance, is_settled_otherwise)
    ties = [tie for tie in ties if tie.holds({}) or not any(is_other(tie, tables) for is_other in other)]
    definitions = defined(tables, items)
    equations = not_overruled(equations, definitions)
    ties = (*ties, *not_yet_said(definitions, (*equations, *ties)))
    formulas, tags = formulas_of(Workbook(report, sheets)), Tags(sheets)
    ties = [tie for tie in ties if tie.holds({}) or not tags.part(*tie.figures[:2])]
    ties = [*ties, *confirmed_totals(items, (*equations, *ties))]
    equations = list(joined((*equations, *ties), formulas, (*tags.ties(), *tags.contradictions(), *sums_by_tags(tags))))
    equations = [equation for equation in equations if _applies(choice, equation)]
    tell(Progress(total, total, f"{len(ties)} figures compared between tables"))
    elsewhere = Elsewhere(sheets, (paragraph.text for paragraph in report.paragraphs))
    found = culprits(equations, elsewhere, Causes(sheets, equations))
    measure = measured(sheets, equations, {c.figure.place: c.expected for c in found if c.alone}, materiality)
    paragraphs = followed.framework if followed else None
    findings = [finding_for(report, tuple(sheets), culprit, measure, paragraphs) for culprit in found]
    findings += nothing_checked(report, sheets)
    holding = [equation for equation in equations if equation.holds({})]
    broken = [equation for equation in equations if not equation.holds({})]
    ticks = tuple(ticks_of(report, sheets, holding))
    untested = (
        *untested_of(report, sheets, equations),
        *unsearched_of(report, sheets, left_out),
        *uncalculated_of(report, sheets, formulas),
        *unread_as_untested(findings),
    )
    notes = rounding_notes(report, tuple(sheets), equations) if choice.applies("rounding") else ()
    return Outcome(
        gravest_first((*findings, *notes)),
        Counts(passed=len(ticks), failed=len(broken), not_possible=len(untested)),
        ticks,
        untested,
        tuple(coverage_of(report, sheets, holding, broken)),
        tuple(filter(None, (measure.basis, followed.said if followed else "", choice.said))),
        tuple(_with(choice, test) for test in tests_of(report, sheets, tables, equations)),
    )


def _applies(choice: Choice, equation: Equation) -> bool:
    """Whether the equation is of a rule that is applied. One with an empty cell is of the rule that misses figures."""
    missing = any(figure.left_empty for figure in equation.figures)
    return choice.applies(equation.check) and (not missing or choice.applies("figure_missing"))


def _with(choice: Choice, test: NamedTest) -> NamedTest:
    """The test; where nothing was found for it, it says that rules were left out, which may be why."""
    if choice.everything or test.state != "not_found":
        return test
    return test.model_copy(update={"reason": f"{test.reason}; rules were left out of this audit, which may be why"})


def _ratios_of(sheet: Sheet) -> tuple[Ratio, ...]:
    """What its percentages are quotients of."""
    compared = ratios_of(sheet)
    sizes = common_sizes_of(sheet, {ratio.figures[0].lane for ratio in compared})
    return (*compared, *sizes, *margins_of(sheet))
