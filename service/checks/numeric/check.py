"""The numeric checks: the arithmetic of a report, discovered from the report and held against it.

Four steps: find the relations of each table, join the tables, blame the figures that break relations, say it in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.checks.framework import ReportFramework, framework_of
from service.checks.numeric.blame.blame import culprits
from service.checks.numeric.blame.cause import Causes
from service.checks.numeric.blame.culprit import Culprit
from service.checks.numeric.blame.elsewhere import Elsewhere
from service.checks.numeric.definitions.confirmed_totals import confirmed_totals
from service.checks.numeric.definitions.defined import (
    defined,
    is_change_of_balance,
    is_settled_otherwise,
    not_yet_stated,
)
from service.checks.numeric.definitions.named_lines import NamedLines, named_lines
from service.checks.numeric.definitions.overruled import not_overruled
from service.checks.numeric.expected.tests import tests_of
from service.checks.numeric.formulas.joining import joined
from service.checks.numeric.formulas.relations import Formulas, formulas_of
from service.checks.numeric.formulas.workbook import Workbook
from service.checks.numeric.materiality.materiality import Materiality
from service.checks.numeric.materiality.materiality import materiality as measured
from service.checks.numeric.ratios.common_size import common_sizes_of
from service.checks.numeric.ratios.margins import margins_of
from service.checks.numeric.ratios.percent import Ratio, ratios_of
from service.checks.numeric.relations.equation import Equation, Sum
from service.checks.numeric.relations.of_rules import relations_of_rules
from service.checks.numeric.relations.unrounded import held_to_the_digit
from service.checks.numeric.sums.over_headings import sums_over_headings
from service.checks.numeric.sums.sums import Sums, shared_sums, sums_of
from service.checks.numeric.table.notes import notes_of
from service.checks.numeric.table.sheet import Sheet, sheet_of
from service.checks.numeric.tags.tag_sums import sums_by_tags
from service.checks.numeric.tags.tagged import TaggedFigures
from service.checks.numeric.ties.beside_cash import amounts_beside_cash
from service.checks.numeric.ties.carried_forward import carried_between
from service.checks.numeric.ties.reconciling_items import ReconcilingItems
from service.checks.numeric.ties.ties import ties_between
from service.checks.numeric.words.ticks import coverage_of, ticks_of, uncalculated_of, unsearched_of, untested_of
from service.checks.numeric.words.unread import nothing_checked, unread_as_untested
from service.checks.numeric.words.unsettled import still_unsettled, unsettled_as_untested
from service.checks.numeric.words.wording import finding_for, rounding_notes
from service.checks.outcome import Counts, Outcome, Progress, Tell
from service.checks.rules.choice import Choice, choice_of
from service.findings import NamedTest, gravest_first
from service.reports.model import Report


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which rules are applied, and the framework that the report is taken to follow."""

    choice: Choice
    framework: ReportFramework | None

    @property
    def in_words(self) -> tuple[str, ...]:
        """What of this the result rests on."""
        return tuple(filter(None, (self.framework.in_words if self.framework else "", self.choice.in_words)))


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables as numbers, and the relations within each of them."""

    sheets: tuple[Sheet, ...]
    equations: tuple[Equation, ...]
    unsettled: tuple[Sum, ...]
    """What totals of statements must come to and do in no column."""
    left_out: tuple[int, ...]
    """Of each table how many lines and columns would take too long to search for what they sum."""


@dataclass(frozen=True, slots=True)
class _Relations:
    """All relations of a report, of the rules that are applied."""

    equations: tuple[Equation, ...]
    tables: tuple[NamedLines, ...]
    formulas: Formulas
    compared: int
    """Figures that were compared between tables."""


@dataclass(frozen=True, slots=True)
class _Wrong:
    """The figures that are wrong, and what is material to the report."""

    culprits: tuple[Culprit, ...]
    materiality: Materiality


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
    asked = _Asked(choice_of((select,), (ignore,)), framework_of(report, framework))
    found = _find(report, tell)
    relations = _join(report, found, asked.choice)
    total = len(report.tables) + 1
    tell(Progress(total, total, f"{relations.compared} figures compared between tables"))
    wrong = _blame(report, found.sheets, relations.equations, materiality)
    return _say(report, found, relations, wrong, asked)


def _find(report: Report, tell: Tell) -> _Tables:
    """Each table by itself: what its columns and rows vote for, and what rules find in it."""
    total = len(report.tables) + 1
    sheets: list[Sheet] = []
    equations: list[Equation] = []
    unsettled: list[Sum] = []
    left_out: list[int] = []
    searched: list[Sums] = []
    for done, table in enumerate(report.tables, start=1):
        sheet = sheet_of(table)
        ratios = _ratios_of(sheet)
        sums = sums_of(sheet, ratios)
        own = [*sums.equations, *ratios, *relations_of_rules(sheet)]
        left_out.append(sums.left_out)
        unsettled.extend(sums.unsettled)
        searched.append(sums)
        sheets.append(sheet)
        equations.extend(own)
        tell(Progress(done, total, f"table {done} of {len(report.tables)}: {len(own)} relations"))
    equations.extend(shared_sums(searched))
    return _Tables(tuple(sheets), tuple(equations), tuple(unsettled), tuple(left_out))


def _join(report: Report, found: _Tables, choice: Choice) -> _Relations:
    """The tables with each other, with what captions define, with formulas and with tags.

    Where these contradict each other, the surer one stays: a broken tie goes if captions or tags say that the two
    figures are two things, and a definition overrules another sum of its lines.
    """
    sheets = found.sheets
    beside_cash = amounts_beside_cash(sheets, (paragraph.text for paragraph in report.paragraphs))
    items = ReconcilingItems(sheets, notes_of(report), beside_cash)
    tables = named_lines(sheets)
    other = (is_change_of_balance, is_settled_otherwise)
    ties: Sequence[Sum] = (*ties_between(items, found.equations), *carried_between(items))
    ties = [tie for tie in ties if tie.holds({}) or not any(is_other(tie, tables) for is_other in other)]
    definitions = defined(tables, items)
    equations = not_overruled(found.equations, definitions)
    formulas, tags = formulas_of(Workbook(report, sheets)), TaggedFigures(sheets)
    ties = [tie for tie in ties if tie.holds({}) or not tags.part(*tie.figures[:2])]
    stated = not_yet_stated(definitions, (*equations, *ties))
    ties = [*ties, *(one for one in stated if one.holds({}) or one.of_one_table or not tags.part(*one.figures[:2]))]
    ties = [*ties, *confirmed_totals(items, (*equations, *ties))]
    ties = [*ties, *not_yet_stated(sums_over_headings(sheets), (*equations, *ties))]
    by_tags = (*tags.ties(), *tags.contradictions(), *sums_by_tags(tags))
    whole = held_to_the_digit(tuple(joined((*equations, *ties), formulas, by_tags)))
    return _Relations(tuple(one for one in whole if _applies(choice, one)), tables, formulas, len(ties))


def _blame(report: Report, sheets: Sequence[Sheet], equations: Sequence[Equation], materiality: str | None) -> _Wrong:
    """The fewest figures whose corrections mend all broken relations, and how much matters."""
    elsewhere = Elsewhere(sheets, report)
    wrong = culprits(equations, elsewhere, Causes(sheets, equations))
    corrections = {culprit.figure.place: culprit.expected for culprit in wrong if culprit.beyond_doubt}
    return _Wrong(wrong, measured(sheets, equations, corrections, materiality))


def _say(report: Report, found: _Tables, relations: _Relations, wrong: _Wrong, asked: _Asked) -> Outcome:
    """What was found in words: findings, ticks, what could not be checked, and what the result rests on."""
    sheets, equations = found.sheets, relations.equations
    choice, framework = asked.choice, asked.framework.framework if asked.framework else None
    findings = [finding_for(report, sheets, culprit, wrong.materiality, framework) for culprit in wrong.culprits]
    findings += nothing_checked(report, sheets)
    notes = rounding_notes(report, sheets, equations) if choice.applies("rounding") else ()
    holding = [equation for equation in equations if equation.holds({})]
    broken = [equation for equation in equations if not equation.holds({})]
    ticks = tuple(ticks_of(report, sheets, holding))
    unsettled = still_unsettled(found.unsettled, equations) if choice.applies("column_total") else ()
    untested = (
        *untested_of(report, sheets, (*equations, *unsettled)),
        *unsettled_as_untested(report, sheets, unsettled, equations),
        *unsearched_of(report, sheets, found.left_out),
        *uncalculated_of(report, sheets, relations.formulas),
        *unread_as_untested(findings),
    )
    return Outcome(
        gravest_first((*findings, *notes)),
        Counts(passed=len(ticks), failed=len(broken), not_possible=len(untested)),
        ticks,
        untested,
        tuple(coverage_of(report, sheets, holding, broken)),
        tuple(filter(None, (wrong.materiality.basis, *asked.in_words))),
        tuple(_with(choice, test) for test in tests_of(report, sheets, relations.tables, equations, unsettled)),
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
