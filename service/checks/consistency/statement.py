"""A stated change against itself: its amount, percentage, ends and direction must follow from each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from service.checks.consistency.changes import Change, Part
from service.checks.consistency.interval import Interval, of_figure
from service.checks.consistency.ties import expectations
from service.reports.prose import Figure

_HUNDRED = Decimal(100)
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Broken:
    """A part of a change that does not follow from the others. ``expected`` is None for a wrong direction."""

    part: Part | Literal["direction"]
    expected: Interval | None
    given: tuple[Part, ...]
    """The parts it should follow from."""


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """How many relations hold within a sentence, and those that do not."""

    passed: int
    broken: tuple[Broken, ...]


def check_statement(change: Change) -> SelfCheck | None:
    """The relations between the parts of a change; None where it states too little, or in units that do not go together."""
    if not _consistent_units(change):
        return None
    parts = {part: _interval(figure) for part, figure in change.parts.items()}
    if "end" in parts and "start" in parts:
        return _with_ends(change, parts)
    if "amount" in parts and "percent" in parts and ("start" in parts or "end" in parts):
        return _with_one_end(change, parts)
    return None


def _interval(figure: Figure) -> Interval:
    interval = of_figure(figure)
    return Interval(interval.low / _HUNDRED, interval.high / _HUNDRED) if figure.kind == "basis_points" else interval


def _consistent_units(change: Change) -> bool:
    """Ends of one kind, unit and way of scaling, above zero; an amount in points where the ends are percentages."""
    money = [figure for part, figure in change.parts.items() if part != "percent"]
    ends = [figure for part, figure in change.parts.items() if part in ("end", "start")]
    if any(figure.value <= 0 for figure in change.parts.values()) or not ends:
        return False
    if ends[0].kind == "percent":
        points = [figure for part, figure in change.parts.items() if part == "amount"]
        return (
            "percent" not in change.parts
            and all(f.kind == "percent" for f in ends)
            and all(f.kind in ("points", "basis_points") for f in points)
        )
    if any(figure.kind not in ("amount", "count") for figure in money):
        return False
    same = {(figure.unit, figure.kind, figure.per_share) for figure in money}
    return len(same) == 1 and len({figure.scaled for figure in money}) == 1


def _with_ends(change: Change, parts: dict[Part, Interval]) -> SelfCheck:
    """Amount and percentage against both ends, and the direction."""
    end, start = parts["end"], parts["start"]
    expected = expectations(end, start)
    rose, fell = end.low > start.high, end.high < start.low
    broken: list[Broken] = []
    passed = 0
    derived: tuple[Part, ...] = tuple(part for part in ("amount", "percent") if part in parts)
    wrong: list[Part] = []
    for part in derived:
        value = expected[part]
        if value is None:
            continue
        if value.magnitude().meets(parts[part]):
            passed += 1
        else:
            wrong.append(part)
    if len(wrong) == 2:
        culprit = _wrong_end(change, parts)
        if culprit:
            return SelfCheck(0, (culprit,))
    broken.extend(Broken(part, _magnitude(expected[part]), ("end", "start")) for part in wrong)
    if (rose and change.direction == "down") or (fell and change.direction == "up"):
        if not wrong:
            broken.append(Broken("direction", None, ("end", "start")))
    elif not broken:
        passed += 1
    return SelfCheck(passed, tuple(broken))


def _magnitude(interval: Interval | None) -> Interval | None:
    return interval.magnitude() if interval else None


def _wrong_end(change: Change, parts: dict[Part, Interval]) -> Broken | None:
    """The end that is wrong where amount and percentage agree with each other and with the other end."""
    for kept, wrong in (("start", "end"), ("end", "start")):
        rest: dict[Part, Interval] = {part: value for part, value in parts.items() if part != wrong}
        if not _one_end_agrees(change, rest):
            continue
        amount = parts["amount"]
        forward = (kept == "start") == (change.direction == "up")
        expected = parts[kept].plus(amount) if forward else parts[kept].minus(amount)
        return Broken(wrong, expected, ("amount", "percent", kept))
    return None


def _with_one_end(change: Change, parts: dict[Part, Interval]) -> SelfCheck:
    """The percentage against the amount and the end that is there."""
    percent = _percent_from_amount(change, parts)
    if percent is None:
        return SelfCheck(0, ())
    if percent.meets(parts["percent"]):
        return SelfCheck(1, ())
    given: tuple[Part, ...] = ("amount", "start" if "start" in parts else "end")
    return SelfCheck(0, (Broken("percent", percent, given),))


def _one_end_agrees(change: Change, parts: dict[Part, Interval]) -> bool:
    percent = _percent_from_amount(change, parts)
    return percent is not None and percent.meets(parts["percent"])


def _percent_from_amount(change: Change, parts: dict[Part, Interval]) -> Interval | None:
    """The percentage that the amount is of the start, which may have to be found from the end."""
    amount = parts["amount"]
    if "start" in parts:
        start = parts["start"]
    else:
        start = parts["end"].minus(amount) if change.direction == "up" else parts["end"].plus(amount)
    if start.low <= 0:
        return None
    found = amount.percent_of(start)
    return found


def relations(change: Change) -> Iterable[str]:
    """The parts stated, in the order a reader looks for them."""
    order: tuple[Part, ...] = ("start", "end", "amount", "percent")
    return (part for part in order if part in change.parts)
