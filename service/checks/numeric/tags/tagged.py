"""Figures by their inline XBRL tags: which of them are the same figure, and what their tags say its value is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from service.checks.numeric.relations.equation import Place, Sum, plain
from service.checks.numeric.relations.evidence import OF_A_TAG, is_weighty
from service.checks.numeric.table.sheet import Figure, Sheet
from service.reports.model import Fact

LEAST_ALIKE = 2
"""Figures of one line whose tags agree in how they are printed, before another one can differ."""
CROWD = 24
"""A figure printed more often than this is held against its first place only."""
_DIGITS = re.compile(r"\d")
Subject = tuple[str, str, str]
"""What a figure is of: concept, part of the group, unit."""
_Line = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class TaggedFigure:
    """A figure with one of its tags. ``effect`` is what one printed unit of it counts by the tag."""

    figure: Figure
    fact: Fact
    effect: Decimal

    @property
    def line(self) -> _Line:
        """The line that it stands in, as far as it is tagged alike: one in two currencies can have two scales."""
        return self.figure.table, self.figure.line, self.fact.concept, self.fact.unit

    @property
    def end(self) -> str:
        """The date at which its period ends."""
        return self.fact.period.rpartition("/")[2]

    @property
    def subject(self) -> Subject:
        return self.fact.concept, self.fact.about, self.fact.unit

    @property
    def step(self) -> Decimal:
        """One unit of the last place to which the value is exact, as printed and as the tag says."""
        printed = self.figure.last_place.scaleb(self.fact.scale)
        stated = self.fact.decimals
        return printed if stated is None else max(printed, Decimal(1).scaleb(-stated))


class TaggedFigures:
    """All figures of a report that carry tags."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._by_place: dict[Place, list[TaggedFigure]] = defaultdict(list)
        for sheet in sheets:
            for figure in sheet.figures():
                for fact in figure.cell.facts:
                    if figure.amount and _is_printed(figure, fact):
                        self._by_place[figure.place].append(_tagged(figure, fact))
        self._usual = self._usual_effects()
        self._values: dict[Subject, dict[str, set[Decimal]]] = defaultdict(lambda: defaultdict(set))
        for one in self.all():
            if is_weighty(one.figure):
                self._values[one.subject][one.end].add(abs(one.effect * one.figure.value))

    def ties(self) -> Iterator[Sum]:
        """Figures that are tagged as one: they must be one, within the places to which they are said to be exact."""
        alike: dict[tuple[Subject, str], dict[Place, TaggedFigure]] = defaultdict(dict)
        for one in self.all():
            alike[one.subject, one.fact.period].setdefault(one.figure.place, one)
        restated = _restated([list(same.values()) for same in alike.values()])
        for key, same in alike.items():
            ordered = [same[place] for place in sorted(same)]
            for at, one in enumerate(ordered[: len(ordered) if len(ordered) <= CROWD else 1]):
                for other in ordered[at + 1 :]:
                    tie = self._tie(one, other)
                    holds = tie.holds({})
                    if (holds and not self._may_be_turned(one, other)) or (not holds and key not in restated):
                        yield tie

    def contradictions(self) -> Iterator[Sum]:
        """Figures that their own tags contradict: by sign or scale they differ from all others of their line."""
        for tags in self._by_place.values():
            meant = {one.figure.value * one.effect / self.effect(one) for one in tags}
            if len(meant) == 1 and meant != {tags[0].figure.value}:
                one = tags[0]
                evidence = f"its tag {one.fact.concept} gives it another sign or scale than those beside it have"
                yield Sum("tag", (one.figure,), OF_A_TAG, (), Decimal(0), meant.pop(), evidence)

    def part(self, one: Figure, other: Figure) -> bool:
        """The tags of two figures say that they are two.

        Different subjects can be one figure all the same, net income and what is attributable to the owners: they are
        where they agree at another date.
        """
        mine, theirs = (self._by_place.get(figure.place, ()) for figure in (one, other))
        return bool(mine and theirs) and all(self._differ(m, t) for m in mine for t in theirs)

    def _differ(self, one: TaggedFigure, other: TaggedFigure) -> bool:
        if one.subject == other.subject:
            return one.fact.period != other.fact.period
        if one.fact.unit != other.fact.unit or one.end != other.end:
            return True
        mine, theirs = self._values[one.subject], self._values[other.subject]
        return not any(mine[end] & theirs[end] for end in mine.keys() & theirs.keys() - {one.end})

    def all(self) -> Iterator[TaggedFigure]:
        """Every figure with each of its tags."""
        for tags in self._by_place.values():
            yield from tags

    def _usual_effects(self) -> dict[_Line, Decimal]:
        """For lines whose tags agree in how they are printed, but for a few, the effect before scale that most have."""
        lines: dict[_Line, Counter[Decimal]] = defaultdict(Counter)
        for one in self.all():
            lines[one.line][one.figure.as_printed_here(one.effect)] += 1
        most = {line: counted.most_common(1)[0] for line, counted in lines.items()}
        return {line: effect for line, (effect, n) in most.items() if n >= LEAST_ALIKE and 2 * n > lines[line].total()}

    def effect(self, one: TaggedFigure) -> Decimal:
        """What one printed unit counts by the tags of the whole line."""
        usual = self._usual.get(one.line)
        return one.effect if usual is None else one.figure.to_whole_units(usual)

    def _may_be_turned(self, one: TaggedFigure, other: TaggedFigure) -> bool:
        """They are printed with different signs, and one stands in a line too short to tell whether it is meant so."""
        known = one.line in self._usual and other.line in self._usual
        return not known and self.effect(one) * self.effect(other) < 0

    def _tie(self, one: TaggedFigure, other: TaggedFigure) -> Sum:
        effect, theirs = self.effect(one), self.effect(other)
        tolerance = Decimal(0) if one.step == other.step else (one.step + other.step) / 2
        evidence = f"both are tagged {one.fact.concept}"
        return Sum(
            "tie",
            (one.figure, other.figure),
            OF_A_TAG,
            (plain(theirs / effect),),
            tolerance / abs(effect),
            evidence=evidence,
        )


def _restated(groups: Iterable[Sequence[TaggedFigure]]) -> set[tuple[Subject, str]]:
    """What two columns of one table print side by side with one tag and different values, in several lines.

    They are two statements of one period, as it was reported and as it is now, rather than one of them wrong.
    """
    found: dict[tuple[int, int, int], set[tuple[Subject, str]]] = defaultdict(set)
    for group in groups:
        lines: dict[tuple[int, int], list[TaggedFigure]] = defaultdict(list)
        for one in group:
            lines[one.figure.table, one.figure.line].append(one)
        for (table, _), beside in lines.items():
            for one, other in pairwise(sorted(beside, key=lambda tagged: tagged.figure.lane)):
                if abs(one.effect * one.figure.value) != abs(other.effect * other.figure.value):
                    lanes = one.figure.lane, other.figure.lane
                    found[table, *lanes].add((one.subject, one.fact.period))
    return {key for keys in found.values() if len(keys) >= LEAST_ALIKE for key in keys}


def _is_printed(figure: Figure, fact: Fact) -> bool:
    """The tag stands around this figure, and not around a part of it or a word."""
    return _digits(fact.text) == _digits(figure.number.text) != ""


def _digits(text: str) -> str:
    return "".join(_DIGITS.findall(text))


def _tagged(figure: Figure, fact: Fact) -> TaggedFigure:
    sign = -1 if fact.negative != (figure.value < 0) else 1
    return TaggedFigure(figure, fact, sign * Decimal(1).scaleb(fact.scale))
