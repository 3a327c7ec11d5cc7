"""A stated change against itself: its amount, percentage, ends and direction must follow from each other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from service.checks.consistency.change.changes import StatedChange
from service.checks.consistency.change.parts import Part
from service.checks.consistency.table.interval import Interval, of_figure
from service.reports.prose.figure import StatedFigure

_HUNDRED = Decimal(100)
DERIVED: tuple[Part, ...] = ("amount", "percent")
"""The parts that follow from the two ends."""


@dataclass(frozen=True, slots=True)
class BrokenPart:
    """A part of a change that does not follow from the others. ``expected`` is None for a wrong direction."""

    part: Part | Literal["direction"]
    expected: Interval | None
    given: tuple[Part, ...]
    """The parts it should follow from."""


_TURNED = BrokenPart("direction", None, ("end", "start"))


@dataclass(frozen=True, slots=True)
class HoldingPart:
    """A part of a change that follows from the others. ``expected`` is None for its direction."""

    part: Part | Literal["direction"]
    expected: Interval | None
    given: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """The relations that hold within a sentence, and those that do not."""

    held: tuple[HoldingPart, ...]
    broken: tuple[BrokenPart, ...]


def check_statement(change: StatedChange) -> SelfCheck | None:
    """The relations between the parts of a change; None where it states too few, or in units that do not match."""
    if not _consistent_units(change) or _is_open(change):
        return None
    parts: dict[Part, Interval] = {part: _interval(figure) for part, figure in change.parts.items()}
    if "end" in parts and "start" in parts:
        return _with_ends(change, parts)
    if "amount" in parts and "percent" in parts and ("start" in parts or "end" in parts):
        return _with_one_end(change, parts)
    return None


def _interval(figure: StatedFigure) -> Interval:
    interval = of_figure(figure)
    return Interval(interval.low / _HUNDRED, interval.high / _HUNDRED) if figure.kind == "basis_points" else interval


def _is_open(change: StatedChange) -> bool:
    """Whether a figure that another follows from is "more than" or "less than" something."""
    given = [figure for part, figure in change.parts.items() if part != "percent"]
    return any(figure.hedge in ("at_least", "at_most") for figure in given)


def _consistent_units(change: StatedChange) -> bool:
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


def expectations(now: Interval, then: Interval, of_points: bool = False) -> dict[Part, Interval | None]:
    """What each part of a change must be, given its two ends."""
    ratio = now.percent_of(then)
    percent = None if ratio is None else Interval(ratio.low - _HUNDRED, ratio.high - _HUNDRED)
    return {"amount": now.minus(then), "percent": None if of_points else percent, "end": now, "start": then}


def _with_ends(change: StatedChange, parts: dict[Part, Interval]) -> SelfCheck:
    """Amount and percentage against both ends, and the direction."""
    if change.crossed:
        return _with_crossed_ends(parts)
    expected = expectations(parts["end"], parts["start"])
    stated: dict[Part, Interval] = {
        part: value.magnitude() for part in DERIVED if part in parts and (value := expected[part])
    }
    wrong: list[Part] = [part for part, value in stated.items() if not value.meets(parts[part])]
    if len(wrong) == len(DERIVED):
        end = _wrong_end(change, parts)
        if end:
            return SelfCheck((), (end,))
    broken = tuple(BrokenPart(part, stated[part], ("end", "start")) for part in wrong)
    held = tuple(HoldingPart(part, value, ("end", "start")) for part, value in stated.items() if part not in wrong)
    if wrong:
        return SelfCheck(held, broken)
    if not _moves_as_stated(change, parts):
        return SelfCheck(held, (_TURNED,))
    if _moves_visibly(change, parts):
        held = (*held, HoldingPart("direction", None, ("end", "start")))
    return SelfCheck(held, ())


def _with_crossed_ends(parts: dict[Part, Interval]) -> SelfCheck:
    """Amount and percentage where one end is a loss and the other a gain: what lies between them is their sum."""
    amount = parts["end"].plus(parts["start"])
    percent = amount.percent_of(parts["start"])
    expected: dict[Part, Interval | None] = {"amount": amount, "percent": percent}
    stated: dict[Part, Interval] = {part: value for part in DERIVED if part in parts and (value := expected[part])}
    wrong: list[Part] = [part for part, value in stated.items() if not value.meets(parts[part])]
    return SelfCheck(
        tuple(HoldingPart(part, value, ("end", "start")) for part, value in stated.items() if part not in wrong),
        tuple(BrokenPart(part, stated[part], ("end", "start")) for part in wrong),
    )


def _moves_as_stated(change: StatedChange, parts: dict[Part, Interval]) -> bool:
    """Whether the ends can lie as the verb says; ends that round to one figure can lie either way."""
    end, start = parts["end"], parts["start"]
    return end.high >= start.low if change.direction == "up" else end.low <= start.high


def _moves_visibly(change: StatedChange, parts: dict[Part, Interval]) -> bool:
    """Whether the ends can lie in no other way than the verb says."""
    end, start = parts["end"], parts["start"]
    return end.low > start.high if change.direction == "up" else end.high < start.low


def _wrong_end(change: StatedChange, parts: dict[Part, Interval]) -> BrokenPart | None:
    """The end that is wrong where amount and percentage agree with each other and with the other end."""
    pairs: tuple[tuple[Part, Part], ...] = (("start", "end"), ("end", "start"))
    for kept, wrong in pairs:
        percent = _percent_from_amount(change, {part: value for part, value in parts.items() if part != wrong})
        if percent is None or not percent.meets(parts["percent"]):
            continue
        forward = (kept == "start") == (change.direction == "up")
        expected = parts[kept].plus(parts["amount"]) if forward else parts[kept].minus(parts["amount"])
        return BrokenPart(wrong, expected, ("amount", "percent", kept))
    return None


def _with_one_end(change: StatedChange, parts: dict[Part, Interval]) -> SelfCheck:
    """The percentage against the amount and the end that is there."""
    percent = _percent_from_amount(change, parts)
    if percent is None:
        return SelfCheck((), ())
    given: tuple[Part, ...] = ("amount", "start" if "start" in parts else "end")
    if percent.meets(parts["percent"]):
        return SelfCheck((HoldingPart("percent", percent, given),), ())
    return SelfCheck((), (BrokenPart("percent", percent, given),))


def _percent_from_amount(change: StatedChange, parts: dict[Part, Interval]) -> Interval | None:
    """The percentage that the amount is of the start, which may have to be found from the end."""
    amount = parts["amount"]
    if "start" in parts:
        start = parts["start"]
    else:
        start = parts["end"].minus(amount) if change.direction == "up" else parts["end"].plus(amount)
    if start.low <= 0:
        return None
    return amount.percent_of(start)
