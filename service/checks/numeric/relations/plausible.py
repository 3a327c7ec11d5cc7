"""How figures go wrong: what turns the value that was meant into the value that was printed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from service.reports.figures.places import exponent_of

Slip = Literal["sign", "factor of ten", "transposed digits", "one wrong digit", "stale figure"]
CERTAIN: frozenset[Slip] = frozenset(("sign", "factor of ten", "transposed digits", "one wrong digit"))
"""Slips that leave a mark of their own: few wrong figures can be mistaken for them."""
NEAR = 4
"""A figure within a quarter of the right one may be that of another draft or period."""


def slip_of(printed: int, meant: int, step: int) -> Slip | None:
    """The likely cause of ``printed`` standing where ``meant`` should; None if no usual one fits.

    ``step`` is one unit of the last place that is printed; one of less than a whole counts as one.
    """
    step = max(1, step)
    if printed == meant or not meant:
        return None
    if printed == -meant:
        return "sign"
    if printed in (meant * 10, meant * 100, meant * 1000) or meant in (printed * 10, printed * 100, printed * 1000):
        return "factor of ten"
    if (printed < 0) != (meant < 0) or meant % step:
        return None
    was, is_now = str(abs(meant) // step), str(abs(printed) // step)
    if len(was) == len(is_now):
        changed = [i for i in range(len(was)) if was[i] != is_now[i]]
        if len(changed) == 2 and was[changed[0]] == is_now[changed[1]] and was[changed[1]] == is_now[changed[0]]:
            return "transposed digits"
        if len(changed) == 1:
            return "one wrong digit"
    return "stale figure" if NEAR * abs(printed - meant) <= abs(meant) else None


def slip_between(printed: Decimal, meant: Decimal, last: int | None = None) -> Slip | None:
    """As ``slip_of``, of decimals. ``last`` is the power of ten of the last place that is printed, if not that of
    ``printed`` as it stands."""
    last = exponent_of(printed) if last is None else last
    finest = min(last, exponent_of(printed), exponent_of(meant))
    return slip_of(int(printed.scaleb(-finest)), int(meant.scaleb(-finest)), 10 ** (last - finest))


def before_slip(printed: Decimal) -> Iterator[Decimal]:
    """Every value that one of the two rarest slips makes ``printed``: its sign turned, its point moved."""
    yield -printed
    for by in (-3, -2, -1, 1, 2, 3):
        moved = printed.scaleb(by).quantize(Decimal(1).scaleb(exponent_of(printed)))
        if moved == printed.scaleb(by):
            yield moved


def ways_of(slip: Slip, digits: int) -> float:
    """How many different values the slip can make of a figure of so many digits."""
    match slip:
        case "transposed digits":
            return max(1.0, digits * (digits - 1) / 2)
        case "one wrong digit":
            return 9.0 * digits
        case "factor of ten":
            return 6.0
        case _:
            return 1.0
