"""The tests that every reader expects, by name, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from service.checks.concepts.vocabulary import Statement
from service.checks.concepts.words import opens_balance, says_balance
from service.checks.numeric.definitions.named_lines import NamedLines
from service.checks.numeric.expected.evidence import (
    Evidence,
    adds_up_to,
    figures_of,
    is_tie,
    sum_under_heading,
)
from service.checks.numeric.expected.verdict import Verdicts
from service.checks.numeric.relations.equation import Equation, Sum
from service.checks.numeric.table.sheet import Figure, Sheet
from service.findings import NamedTest
from service.reports.model import Report

PROFITS = ("profit", "profit_of_owners", "profit_before_tax")
CLAIMS = ("total_equity_and_liabilities", "net_assets")
SUBTOTALS: Mapping[Statement, tuple[str, ...]] = {
    "balance_sheet": (
        "current_assets", "non_current_assets", "total_assets", "current_liabilities", "non_current_liabilities",
        "total_liabilities", "total_equity", "total_equity_and_liabilities", "net_current_assets",
        "total_assets_less_current_liabilities", "net_assets",
    ),
    "income_statement": ("gross_profit", "operating_profit", "profit_before_tax", "profit"),
    "cash_flow": (
        "operating_cash_flow", "investing_cash_flow", "financing_cash_flow", "change_in_cash", "closing_cash",
    ),
}  # fmt: skip
"""Lines of a statement that others add up to."""
NAMES: Mapping[Statement, str] = {
    "balance_sheet": "balance sheet",
    "income_statement": "income statement",
    "cash_flow": "cash flow statement",
}


def tests_of(
    report: Report,
    sheets: Sequence[Sheet],
    tables: Sequence[NamedLines],
    equations: Sequence[Equation],
    unsettled: Sequence[Sum],
) -> tuple[NamedTest, ...]:
    """Every test with its state; "holds" only where it was made for every column.

    ``unsettled`` are sums that totals of statements must come to and do in no column.
    """
    made = _Tests(Evidence(tables, equations), Verdicts(report, sheets, unsettled), sheets)
    return tuple(test() for test in made.all())


class _Tests:
    def __init__(self, evidence: Evidence, verdicts: Verdicts, sheets: Sequence[Sheet]) -> None:
        self._evidence, self._verdicts, self._sheets = evidence, verdicts, sheets

    def all(self) -> Iterator[Callable[[], NamedTest]]:
        yield self.balance_sheet_balances
        for kind in SUBTOTALS:
            yield lambda kind=kind: self.adds_up(kind)
        yield self.profit_in_cash_flow
        yield self.profit_in_equity
        yield self.cash_in_balance_sheet
        yield self.opening_is_last_closing
        yield self.equity_closes
        yield self.earnings_per_share
        yield self.notes_to_lines
        yield self.comparatives_agree

    def balance_sheet_balances(self) -> NamedTest:
        """Assets are equity and liabilities, in every column of every balance sheet."""
        test = "balance_sheet_balances"
        tables = [table for table in self._evidence.statements("balance_sheet") if _claims(table)]
        if not tables:
            printed = any(table.prints("total_assets") for table in self._evidence.tables)
            beside = "no total of equity and liabilities is printed in a table with total assets"
            return self._verdicts.not_found(test, beside if printed else "no table prints total assets")
        figures = [figure for table in tables for figure in _heads(table)]
        return self._verdicts.of(test, figures, self._balancing, "nothing is printed that {} must equal")

    def _balancing(self, figure: Figure) -> Iterator[Equation]:
        own = next(table for table in self._evidence.tables if table.sheet.table.index == figure.table)
        claims = figures_of(own, (*CLAIMS, "total_equity"))
        return (one for one in self._evidence.joining(figure, claims) if one.check == "balance_identity")

    def adds_up(self, kind: Statement) -> NamedTest:
        """Each line of a statement that others add up to is what they add up to.

        The lines that every such statement has must; another total of it counts where it does not add up.
        """
        test = f"{kind}_adds_up"
        table = self._evidence.statement(kind)
        if table is None:
            return self._verdicts.not_found(test, f"no {NAMES[kind]} was recognised by its captions")
        totals = [figure for figure in figures_of(table, SUBTOTALS[kind]) if self._has_parts(figure, table, kind)]
        named = {total.place for total in totals}
        totals += [total for total in self._wrong_totals(table) if total.place not in named]
        missing = f"no lines of the {NAMES[kind]} were found that add up to {{}}"
        return self._verdicts.of(test, totals, lambda total: self._adding(total, table), missing)

    def _wrong_totals(self, table: NamedLines) -> list[Figure]:
        """The totals of a table, whatever they are called, that some sum of it does not come to."""
        sums = (one for one in self._evidence.equations if adds_up_to(one, one.figures[0]) and not one.holds({}))
        heads = {one.figures[0].place: one.figures[0] for one in sums}
        return [head for head in heads.values() if head.table == table.sheet.table.index]

    def _has_parts(self, total: Figure, table: NamedLines, kind: Statement) -> bool:
        """Some line above may be a part of it; one that follows another total at once stands for itself.

        It is then a part of a sum.
        """
        totals = {line for concept in SUBTOTALS[kind] for line in table.lines.get(concept, ())}
        follows = total.line == 0 or (total.line - 1 in totals and not table.line(total.line).gap_above)
        return not follows or not any(
            len(one.figures) > 2 and one.figures[0].place != total.place for one in self._evidence.of(total)
        )

    def _adding(self, total: Figure, table: NamedLines) -> Iterator[Equation]:
        """Sums that come to it; else a line that it is shown to equal, or what stands under its heading.

        That two totals differ is no matter of what each of them adds up: another test says so.
        """
        sums = [one for one in self._evidence.of(total) if adds_up_to(one, total)]
        if sums:
            yield from sums
            return
        yield from (one for one in self._evidence.of(total) if one.holds({}) and _equals_in_its_table(one, total))
        headed = sum_under_heading(table, total)
        if headed is not None:
            yield headed

    def profit_in_cash_flow(self) -> NamedTest:
        """The profit that the cash flow begins with is that of the income statement."""
        own = ("profit", "profit_before_tax")
        return self._run("profit_in_cash_flow", "cash_flow", own, "income_statement", PROFITS)

    def cash_in_balance_sheet(self) -> NamedTest:
        """The cash that the cash flow ends with is that of the balance sheet."""
        return self._run("cash_in_balance_sheet", "cash_flow", ("closing_cash",), "balance_sheet", ("cash",))

    def _run(
        self, test: str, first: Statement, concepts: tuple[str, ...], second: Statement, others: tuple[str, ...]
    ) -> NamedTest:
        table = self._evidence.statement(first)
        if table is None:
            return self._verdicts.not_found(test, f"no {NAMES[first]} was recognised by its captions")
        named = next((concept for concept in concepts if table.prints(concept)), None)
        if named is None:
            return self._verdicts.not_found(test, f"the {NAMES[first]} has no line that names it")
        elsewhere = [figure for other in self._evidence.statements(second) for figure in figures_of(other, others)]
        if not elsewhere:
            return self._verdicts.not_found(test, f"no {NAMES[second]} prints it")
        line = table.lines[named][-1 if named == "closing_cash" else 0]
        figures = [figure for figure in figures_of(table, (named,)) if figure.line == line]
        dated = [figure for figure in figures if self._dated(table, figure, elsewhere)]
        if not dated:
            return self._verdicts.not_found(test, f"no {NAMES[second]} prints it for a period of the {NAMES[first]}")
        missing = f"no figure of the {NAMES[second]} was found to be {{}}"
        return self._verdicts.of(test, dated, lambda one: self._leading(one, elsewhere), missing)

    def _leading(self, figure: Figure, elsewhere: Sequence[Figure]) -> Iterator[Equation]:
        """What joins it to one of the figures elsewhere: a tie, or else the way over a note that explains it.

        In the note it is a total, and one of the terms is the other figure: cash less overdrafts, say.
        """
        ties = list(self._tying(figure, elsewhere))
        yield from ties or self._over_a_note(figure, elsewhere)

    def _over_a_note(self, figure: Figure, elsewhere: Sequence[Figure]) -> Iterator[Equation]:
        for tie in filter(is_tie, self._evidence.of(figure)):
            for total in (one for one in tie.figures if one.table != figure.table):
                for bridge in (one for one in self._evidence.of(total) if adds_up_to(one, total)):
                    ends = [end for term in bridge.figures[1:] for end in self._tying(term, elsewhere)]
                    if ends:
                        yield from (tie, bridge, *ends)

    def _tying(self, figure: Figure, elsewhere: Sequence[Figure]) -> Iterator[Equation]:
        return filter(is_tie, self._evidence.joining(figure, elsewhere))

    def _dated(self, table: NamedLines, figure: Figure, others: Sequence[Figure]) -> bool:
        """One of the others is of its period, or it stands in an equation with one of them."""
        period = table.periods[figure.lane]
        tables = {one.sheet.table.index: one for one in self._evidence.tables}
        dates = [tables[other.table].periods[other.lane] for other in others]
        known = any(period is not None and date is not None and period.may_be(date) for date in dates)
        return known or any(True for _ in self._evidence.joining(figure, others))

    def profit_in_equity(self) -> NamedTest:
        """The profit that moves equity is that of the income statement."""
        test = "profit_in_equity"
        profits = [f for table in self._evidence.statements("income_statement") for f in figures_of(table, PROFITS)]
        tables = self._equity_statements()
        if not tables:
            return self._verdicts.not_found(test, "no statement of changes in equity was recognised")
        if not profits:
            return self._verdicts.not_found(test, "no income statement prints a profit")
        moving = [figure for table in tables for figure in figures_of(table, PROFITS)]
        ties = [tie for figure in moving for tie in self._tying(figure, profits)]
        if not ties:
            return self._verdicts.not_found(test, "no figure of the statement of changes in equity was found to be it")
        return self._settled(test, ties)

    def _equity_statements(self) -> list[NamedLines]:
        """Tables in which a profit stands between two balances, and which are no other statement."""
        return [table for table in self._evidence.tables if table.moves_equity and not table.statements]

    def opening_is_last_closing(self) -> NamedTest:
        """What a period opens with is what the one before it closed with."""
        ties = [one for one in self._evidence.equations if len(one.figures) == 2 and self._opens_one(one)]
        if not ties:
            return self._verdicts.not_found(
                "opening_is_last_closing", "no opening balance stands beside the closing balance of the period before"
            )
        return self._settled("opening_is_last_closing", ties)

    def _opens_one(self, equation: Equation) -> bool:
        return sum(self._opens(figure) for figure in equation.figures) == 1

    def _opens(self, figure: Figure) -> bool:
        table = self._evidence.tables[figure.table]
        return figure.line in table.lines.get("opening_cash", ()) or opens_balance(self._label(figure))

    def equity_closes(self) -> NamedTest:
        """In the statement of changes in equity, opening balances and movements give the closing balances."""
        test = "equity_closes"
        tables = self._equity_statements()
        if not tables:
            return self._verdicts.not_found(test, "no statement of changes in equity was recognised")
        own = {table.sheet.table.index for table in tables}
        sums = [
            one
            for one in self._evidence.equations
            if one.check in ("roll_forward", "column_total")
            and {figure.table for figure in one.figures} <= own
            and says_balance(self._label(one.figures[0]))
        ]
        if not sums:
            return self._verdicts.not_found(test, "in no column of it were movements found to give the closing balance")
        return self._settled(test, sums)

    def _label(self, figure: Figure) -> str:
        return self._sheets[figure.table].lines[figure.line].label

    def earnings_per_share(self) -> NamedTest:
        """Earnings per share are the profit divided by the shares."""
        ratios = [one for one in self._evidence.equations if one.check == "per_share"]
        if not ratios:
            return self._verdicts.not_found(
                "earnings_per_share", "no line of earnings per share was found with its profit and its number of shares"
            )
        return self._settled("earnings_per_share", ratios)

    def notes_to_lines(self) -> NamedTest:
        """Totals of notes are the lines of the statements that they explain."""
        own = {table.sheet.table.index for table in self._evidence.tables if table.statements}
        ties = [
            one
            for one in self._evidence.equations
            if is_tie(one) and len({figure.table for figure in one.figures} & own) == 1
        ]
        if not ties:
            return self._verdicts.not_found("notes_to_lines", "no figure of a note was found in a statement")
        return self._settled("notes_to_lines", ties)

    def comparatives_agree(self) -> NamedTest:
        """What several tables print for an earlier period is the same."""
        test = "comparatives_agree"
        periods = [period for table in self._evidence.tables if table.statements for period in table.periods]
        latest = max((period.year for period in periods if period), default=0)
        ties = [one for one in self._evidence.equations if is_tie(one) and self._year(one.figures[0]) < latest]
        if not ties:
            return self._verdicts.not_found(test, "no figure of an earlier period is printed in two tables")
        return self._settled(test, ties)

    def _year(self, figure: Figure) -> int:
        period = self._evidence.tables[figure.table].periods[figure.lane]
        return period.year if period else 10**4

    def _settled(self, test: str, equations: Sequence[Equation]) -> NamedTest:
        broken = [one for one in equations if not one.holds({})]
        if broken:
            return self._verdicts.broken(test, broken)
        return self._verdicts.holds(test, equations, [one.figures[0] for one in equations])


def _equals_in_its_table(equation: Equation, figure: Figure) -> bool:
    """It says that the figure is another one of its own table by definition."""
    own = all(one.table == figure.table for one in equation.figures)
    return own and len(equation.figures) == 2 and equation.check == "balance_identity"


def _claims(table: NamedLines) -> bool:
    return table.prints("total_assets") and (
        any(map(table.prints, CLAIMS)) or (table.prints("total_liabilities") and table.prints("total_equity"))
    )


def _heads(table: NamedLines) -> list[Figure]:
    """What must be balanced: the net assets of a statement in that form, else total assets."""
    net = table.prints("net_assets") and not table.prints("total_equity_and_liabilities")
    return figures_of(table, ("net_assets",) if net else ("total_assets",))
