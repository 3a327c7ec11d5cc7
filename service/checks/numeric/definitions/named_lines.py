"""The lines of a table that name a concept of the vocabulary, and the statement that they make it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from service.checks.concepts.vocabulary import Statement, concept_of, vocabulary
from service.checks.concepts.words import says_balance
from service.checks.numeric.table.period import ColumnPeriod, period_of
from service.checks.numeric.table.sheet import Figure, Line, Sheet

_TOTALS_OF_A_BALANCE_SHEET = frozenset(
    (
        "total_assets",
        "current_assets",
        "total_liabilities",
        "total_equity",
        "total_equity_and_liabilities",
        "net_assets",
    )
)
_RESULTS = frozenset(("gross_profit", "operating_profit", "profit_before_tax", "profit"))
_FLOWS = frozenset(("operating_cash_flow", "investing_cash_flow", "financing_cash_flow"))
_ENDS_OF_FLOWS = frozenset(("change_in_cash", "closing_cash", "profit", "profit_before_tax"))


@dataclass(frozen=True)
class NamedLines:
    """A sheet and, for each concept that its lines name, the numbers of those lines, from top to foot."""

    sheet: Sheet
    lines: Mapping[str, tuple[int, ...]]

    def figure(self, line: int, lane: int) -> Figure | None:
        """The amount that a line prints in a lane; rates and amounts per share are none."""
        figure = self.sheet.lines[line].figures[lane]
        return figure if figure is not None and figure.kind == "amount" else None

    def line(self, number: int) -> Line:
        return self.sheet.lines[number]

    def names(self, line: int) -> str | None:
        """The concept that a line names; None if it names none."""
        return next((concept for concept, lines in self.lines.items() if line in lines), None)

    def prints(self, concept: str) -> bool:
        return concept in self.lines

    @cached_property
    def periods(self) -> tuple[ColumnPeriod | None, ...]:
        """The period of each lane."""
        context = f"{self.sheet.table.title} {self.sheet.table.caption_text}"
        return tuple(period_of(label, context) for label in self.sheet.lanes)

    @cached_property
    def moves_equity(self) -> bool:
        """A profit stands in it between two balances."""
        profits = sorted((*self.lines.get("profit", ()), *self.lines.get("profit_of_owners", ())))
        if not profits:
            return False
        first, last = profits[0], profits[-1]
        before, after = self.sheet.lines[:first], self.sheet.lines[last + 1 :]
        return all(any(says_balance(line.label) for line in lines) for lines in (before, after))

    @cached_property
    def statements(self) -> frozenset[Statement]:
        """The statements that the table holds, or extracts of them: one table can hold several."""
        own = self.lines.keys()
        places = vocabulary().statements
        found: set[Statement] = set()
        if own & _TOTALS_OF_A_BALANCE_SHEET and sum(places[name] == "balance_sheet" for name in own) > 1:
            found.add("balance_sheet")
        results = own & _RESULTS and sum(places[name] == "income_statement" for name in own) > 1
        if results and not own & _FLOWS and not self.moves_equity:
            found.add("income_statement")
        flows = len(own & _FLOWS) > 1 or (own & _FLOWS and own & _ENDS_OF_FLOWS)
        if flows or ("change_in_cash" in own and own & {"opening_cash", "closing_cash"}):
            found.add("cash_flow")
        return frozenset(found)


def named_lines(sheets: Sequence[Sheet]) -> tuple[NamedLines, ...]:
    """Every sheet with its named lines."""
    return tuple(NamedLines(sheet, dict(_lines(sheet))) for sheet in sheets)


def _lines(sheet: Sheet) -> Iterator[tuple[str, tuple[int, ...]]]:
    found: dict[str, list[int]] = {}
    for number, line in enumerate(sheet.lines):
        concept = concept_of(line.label) if line.label else None
        if concept and any(figure is not None and figure.kind == "amount" for figure in line.figures):
            found.setdefault(concept, []).append(number)
    yield from ((concept, tuple(numbers)) for concept, numbers in found.items())
