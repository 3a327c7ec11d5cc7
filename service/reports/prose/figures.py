"""The figures in a sentence: amounts, percentages, points, years, dates and counts, each with what was printed.

``figures`` finds them in order. Numbers that count nothing (note and section references, "10-K", "3-year", "401(k)")
are left out, because whoever compares figures would only stumble over them.
"""

from __future__ import annotations

import re
from decimal import Decimal

from service.reports.figures.dates import DATE, read_date
from service.reports.figures.numerals import DecimalMark, read_numeral
from service.reports.figures.units import currency_code, currency_in, scale_of
from service.reports.prose.brackets import is_negative, span
from service.reports.prose.figure import FigureKind, Hedge, StatedFigure
from service.reports.prose.figure_forms import (
    ENUMERATION,
    FIGURE,
    HEDGE,
    PER_SHARE,
    REFERENCE,
    SHARES,
    TIMES,
    WORD_AFTER,
    YEAR,
)
from service.reports.prose.ranges import ranged

_HEDGES: tuple[Hedge, ...] = ("at_most", "at_least", "nearly", "about")
_LONGEST = 24
"""Digits and separators of the longest numeral that is a figure and not a code."""
_SIGNS: tuple[tuple[str, FigureKind, str], ...] = (
    ("percent", "percent", "%"),
    ("points", "points", "pp"),
    ("basis", "basis_points", "bp"),
)


def figures(text: str, mark: DecimalMark = ".") -> tuple[StatedFigure, ...]:
    """Every figure in ``text``, left to right, never overlapping."""
    dated = tuple(_dated(match) for match in DATE.finditer(text))
    found: list[StatedFigure] = [figure for figure in dated if figure]
    taken = [(figure.start, figure.end) for figure in found]
    reference_end = -1
    for match in FIGURE.finditer(text):
        start, end = match.span("digits")
        if any(begin <= start < stop for begin, stop in taken):
            continue
        if _is_reference(text, match, reference_end):
            reference_end = end
            continue
        reference_end = -1
        figure = _figure(text, match, mark)
        if figure:
            found.append(figure)
    return ranged(text, sorted(found, key=lambda figure: figure.start))


def _is_reference(text: str, match: re.Match[str], reference_end: int) -> bool:
    """Whether the number names a note, a section or the like; ``reference_end`` is where the last such number ends."""
    if match["currency"] or match["percent"] or match["scale"] or match["code"]:
        return False
    joined = reference_end >= 0 and ENUMERATION.fullmatch(text[reference_end : match.start()])
    return bool(joined or REFERENCE.search(text[max(0, match.start("digits") - 24) : match.start("digits")]))


def _dated(match: re.Match[str]) -> StatedFigure | None:
    date = read_date(match.group())
    if not date:
        return None
    return StatedFigure("date", match.start(), match.end(), match.group(), Decimal(date.year or 0), date=date)


def _figure(text: str, match: re.Match[str], mark: DecimalMark) -> StatedFigure | None:
    """The figure of one match; None where the digits are part of a name or a form ("10-K", "5:30")."""
    value = read_numeral(re.sub(r"[\u00a0\u202f\u2009]", " ", match["digits"]).replace("’", "'"), mark)
    start, end = span(match)
    word = WORD_AFTER.match(text, end)
    if value is None or len(match["digits"]) > _LONGEST or (word and not TIMES.match(text, end)):
        return None
    if is_negative(match):
        value = -value
    kind, unit, scale = _kind(text, match, end)
    return StatedFigure(
        kind,
        start,
        end,
        text[start:end],
        value,
        unit,
        scale,
        scaled=bool(match["scale"]),
        hedge=_hedge(text[:start]),
        per_share=kind == "amount" and bool(PER_SHARE.match(text, end)),
    )


def _kind(text: str, match: re.Match[str], end: int) -> tuple[FigureKind, str | None, int]:
    """Kind, unit and power of ten."""
    for group, kind, unit in _SIGNS:
        if match[group]:
            return kind, unit, 0
    scale = scale_of(match["scale"].strip(" -\u00a0")) or 0 if match["scale"] else 0
    currency = _currency(match)
    if match["pence"]:
        return "amount", currency or ("GBP" if match["pence"].strip() in ("p", "pence") else None), -2
    if currency:
        return "amount", currency, scale
    shares = SHARES.match(text, end)
    if not match["scale"] and YEAR.fullmatch(match["digits"]) and not shares:
        return "year", None, 0
    return "count", "shares" if shares else "x" if TIMES.match(text, end) else None, scale


def _currency(match: re.Match[str]) -> str | None:
    if match["currency"]:
        return currency_code(match["currency"])
    return currency_in(match["code"]) if match["code"] else None


def _hedge(before: str) -> Hedge | None:
    match = HEDGE.search(before[-28:])
    return next((hedge for hedge in _HEDGES if match[hedge]), None) if match else None
