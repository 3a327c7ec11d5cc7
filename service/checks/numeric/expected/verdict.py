"""The state of a test: from the figures that it must hold for, and the equations that speak of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from service.checks.numeric.relations.equation import Equation, Sum
from service.checks.numeric.table.sheet import Figure, Sheet
from service.checks.numeric.words.relation_text import caption_of, relation_text
from service.checks.numeric.words.unsettled import unsettled_text
from service.checks.numeric.words.wording import location_of
from service.findings import Location, NamedTest
from service.reports.model import Report

MOST_LOCATIONS = 8
"""Figures named with a test; findings and ticks have all of them."""
MOST_SPELLED = 3
Speaking = Callable[[Figure], Iterable[Equation]]


class Verdicts:
    """Names and words the tests of one report."""

    def __init__(self, report: Report, sheets: Sequence[Sheet], unsettled: Sequence[Sum]) -> None:
        self._report, self._sheets = report, sheets
        self._unsettled = {one.figures[0].place: one for one in unsettled}

    def not_found(self, test: str, reason: str) -> NamedTest:
        """The test could not be made, and why."""
        return NamedTest(test=test, state="not_found", reason=reason)

    def of(self, test: str, figures: Sequence[Figure], speaking: Speaking, missing: str) -> NamedTest:
        """Broken if an equation about one of the figures is, and holds only if there is one about each of them.

        ``missing`` says what was not found for a figure; its name is put in place of {}.
        """
        checked = [(figure, list(speaking(figure))) for figure in figures]
        broken = list({id(one): one for _, equations in checked for one in equations if not one.holds({})}.values())
        silent = [figure for figure, equations in checked if not equations]
        lacking = self._lacking(silent, missing)
        if broken:
            failed = self.broken(test, broken)
            return failed.model_copy(update={"reason": " ".join(filter(None, (failed.reason, lacking)))})
        if silent:
            return NamedTest(test=test, state="not_found", reason=lacking, locations=self._places(silent))
        return self.holds(test, [one for _, equations in checked for one in equations], figures)

    def _lacking(self, silent: Sequence[Figure], missing: str) -> str:
        """What was not found for figures of which no equation speaks; the sums that they should be, with each gap."""
        known = [self._unsettled[figure.place] for figure in silent if figure.place in self._unsettled]
        others = [figure for figure in silent if figure.place not in self._unsettled]
        more = f" (and {len(others) - 1} more)" if len(others) > 1 else ""
        lacking = missing.format(f"“{caption_of(others[0], self._sheets)}”{more}") if others else ""
        return " ".join(filter(None, (unsettled_text(known, self._sheets), lacking)))

    def broken(self, test: str, equations: Sequence[Equation]) -> NamedTest:
        """The test fails in these equations."""
        spelled = " ".join(relation_text(equation, self._sheets) for equation in equations[:MOST_SPELLED])
        more = f" It fails in {len(equations)} relations in all." if len(equations) > MOST_SPELLED else ""
        places = self._places([figure for equation in equations for figure in equation.figures])
        return NamedTest(test=test, state="broken", reason=f"{spelled}{more}", locations=places)

    def holds(self, test: str, equations: Sequence[Equation], figures: Sequence[Figure]) -> NamedTest:
        """The test was made for each of the figures, and all equations hold."""
        count = len({id(equation) for equation in equations})
        named = (self._sheets[figure.table].lanes[figure.lane] for figure in figures)
        lanes = list(dict.fromkeys(filter(None, named)))
        more = ["…"] if len(lanes) > MOST_SPELLED else []
        where = f" ({'; '.join([*lanes[:MOST_SPELLED], *more])})" if lanes else ""
        reason = f"{count:,} relation{'s' if count != 1 else ''} checked and hold{'s' if count == 1 else ''}{where}."
        return NamedTest(test=test, state="holds", reason=reason, locations=self._places(figures))

    def _places(self, figures: Iterable[Figure]) -> tuple[Location, ...]:
        found = list({figure.place: figure for figure in figures}.values())[:MOST_LOCATIONS]
        return tuple(location_of(self._report, self._sheets, figure) for figure in found)
