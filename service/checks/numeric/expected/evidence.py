"""The equations of a report by the figures that they hold together, and the statements that it prints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from service.checks.concepts.vocabulary import Statement, vocabulary
from service.checks.numeric.definitions.named_lines import NamedLines
from service.checks.numeric.relations.equation import Equation, Place, Sum
from service.checks.numeric.table.sheet import Figure


class Evidence:
    """What the tests look at. ``tables`` are all tables of the report with their named lines."""

    def __init__(self, tables: Sequence[NamedLines], equations: Sequence[Equation]) -> None:
        self.tables = tables
        self.equations = equations
        self._of: dict[Place, list[Equation]] = defaultdict(list)
        for equation in equations:
            for place in {figure.place for figure in equation.figures}:
                self._of[place].append(equation)

    def of(self, figure: Figure) -> Sequence[Equation]:
        """The equations in which a figure stands."""
        return self._of.get(figure.place, ())

    def joining(self, figure: Figure, others: Iterable[Figure]) -> Iterator[Equation]:
        """The equations in which it stands with one of the others."""
        places = {other.place for other in others}
        return (one for one in self.of(figure) if any(other.place in places for other in one.figures))

    def statement(self, kind: Statement) -> NamedLines | None:
        """The table that names most of what such a statement is made of, the first of several; None where none is."""
        printed = [table for table in self.tables if kind in table.statements]
        return max(printed, key=lambda table: (_named_of(kind, table), -table.sheet.table.index), default=None)

    def statements(self, kind: Statement) -> Sequence[NamedLines]:
        """All tables that hold such a statement, or an extract of one."""
        return [table for table in self.tables if kind in table.statements]


def _named_of(kind: Statement, table: NamedLines) -> int:
    return sum(vocabulary().statements[concept] == kind for concept in table.lines)


def figures_of(table: NamedLines, concepts: Iterable[str]) -> list[Figure]:
    """What a table prints under these concepts, dashes aside."""
    lines = [line for concept in concepts for line in table.lines.get(concept, ())]
    found = (table.figure(line, lane) for line in lines for lane in range(len(table.sheet.lanes)))
    return [figure for figure in found if figure is not None and not figure.printed_nil]


def adds_up_to(equation: Equation, figure: Figure) -> bool:
    """It is a sum of figures of the figure's own table, and the figure is its total."""
    own = all(other.table == figure.table for other in equation.figures)
    return isinstance(equation, Sum) and len(equation.figures) > 2 and own and equation.figures[0].place == figure.place


def sum_under_heading(table: NamedLines, total: Figure) -> Sum | None:
    """The total as the sum of all lines under its heading ("Shareholders' equity:"), if that is what they come to.

    It is for totals for which the search, which asks for votes, has found another relation of the same figures.
    """
    heading = table.line(total.line).heading
    parts: list[Figure] = []
    for number in range(total.line - 1, -1, -1):
        line = table.line(number)
        if not heading or line.heading != heading:
            break
        part = table.figure(number, total.lane)
        if part is not None and not part.printed_nil:
            parts.append(part)
    found = Sum("column_total", (total, *parts), 0.0, (Decimal(1),) * len(parts))
    return found if len(parts) > 1 and found.holds({}) else None


def is_tie(equation: Equation) -> bool:
    """It says that one figure is printed twice, or is the sum of what another table prints on several lines."""
    return isinstance(equation, Sum) and len({figure.table for figure in equation.figures}) == 2
