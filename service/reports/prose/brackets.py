"""Brackets around a figure: those that make it negative belong to it, others are the sentence's own.

Negative are "$(242) million", "($242) million", "(5.0)%" and "(1,234)". Not negative are "(14%)" and "($3 million)",
whose bracket closes behind the unit, nor "(2)" and "(2023)", which are too short to be an amount in brackets.

The groups are those of ``figure_forms.FIGURE``: ``open`` is before the currency, ``inner`` behind it, ``close``
behind the digits, and ``late`` behind the unit.
"""

from __future__ import annotations

import re


def is_negative(match: re.Match[str]) -> bool:
    """Whether a minus or brackets make the figure negative."""
    if match["minus"] or match["minus2"] or (match["inner"] and match["close"]):
        return True
    if not match["open"] or not match["close"]:
        return False
    return bool(match["scale"] or match["percent"]) or _is_long(match)


def span(match: re.Match[str]) -> tuple[int, int]:
    """Where the figure begins and ends, without the brackets that do not belong to it."""
    start, end = match.span()
    goes_around = bool(match["open"]) and not (match["close"] and is_negative(match))
    if goes_around:
        start += 1
    if match["late"] is not None and not match["code"]:
        return start, match.start("late")
    closes_last = match["close"] and match.end("close") == end
    if closes_last and not match["inner"] and (goes_around or not match["open"]):
        return start, match.start("close")
    return start, end


def _is_long(match: re.Match[str]) -> bool:
    """A bare figure in brackets reads as a negative one only where it is long: "(1,234)", not "(2)" or "(2023)"."""
    return not match["currency"] and any(mark in match["digits"] for mark in ",.")
