"""The figures in a sentence: amounts, percentages, points, years, dates and counts, each with what was printed.

``figures`` finds them in order. Numbers that count nothing (note and section references, "10-K", "3-year", "401(k)")
are left out, because whoever compares figures would only stumble over them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from service.reports.dates import DATE, PrintedDate, read_date
from service.reports.numerals import DecimalMark, read_numeral
from service.reports.units import CURRENCY_CODE, CURRENCY_SIGN, currency_code, scale_of

FigureKind = Literal["amount", "percent", "points", "basis_points", "year", "date", "count"]
Hedge = Literal["about", "at_least", "at_most", "nearly"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in running text. ``value`` carries the sign and is not scaled: "$(1.2) million" is -1.2, scale 6."""

    kind: FigureKind
    start: int
    end: int
    text: str
    """What was printed, from currency sign to scale word."""
    value: Decimal
    """With the printed decimals: "6.10" is Decimal("6.10"). The year of a year or dated figure; 0 where it has none."""
    unit: str | None = None
    """ISO 4217 code, "%", "pp", "bp", "shares", "x", or None."""
    scale: int = 0
    """Power of ten of a scale word; -2 for pence and cents."""
    scaled: bool = False
    """A scale word was printed with it, or with the other end of its range."""
    hedge: Hedge | None = None
    in_range: bool = False
    """One end of a range: "5% to 7%", "between $3 and $4 million"."""
    per_share: bool = False
    date: PrintedDate | None = None

    @property
    def amount(self) -> Decimal:
        """The value with its scale: "$1.2 million" is 1200000."""
        return self.value.scaleb(self.scale)

    @property
    def half_unit(self) -> Decimal:
        """Half of the last printed digit's unit: what rounding alone can have taken away."""
        exponent = self.value.as_tuple().exponent
        return Decimal(5).scaleb(int(exponent) + self.scale - 1)


_SCALE = r"thousand|million|billion|trillion|lakhs?|lacs?|crores?|bn|mn|mm|mio\.?|mrd\.?|tn|m|k|b"
_DIGITS = (
    r"\d{1,3}(?:[,\u00a0\u202f\u2009'’]\d{2,3})*[,\u00a0\u202f\u2009'’]\d{3}(?:\.\d+)?|\d+(?:[.,]\d+)+|\d+|(?<!\d)\.\d+"
)
_FIGURE = re.compile(
    rf"""(?<![\w/])(?<![A-Za-z][-–'’.])(?<!\d[.,])(?<!(?:19|20)\d\d[-–])
    (?P<open>\()?(?:(?<![^\s(])(?P<minus>[-−–]))?
    (?P<currency>(?:{CURRENCY_SIGN}|(?:{CURRENCY_CODE})(?![A-Za-z]))\s?)?
    (?P<inner>\()?(?P<minus2>[-−])?
    (?P<digits>{_DIGITS})
    (?P<close>\))?
    (?:\s?(?P<percent>%(?!\s?-?points?)|per\s?cent\b(?!age)|percent\b(?!age))
      |\s?(?P<points>(?:%|percentage|per\s?cent)[\s-]?points?\b|pp\b|ppts?\b|p\.p\.|pts\b)
      |\s?(?P<basis>basis\spoints?\b|bps?\b)
      |(?P<pence>\s?(?:¢|pence\b|cents\b)|p\b)
      |(?P<scale>[\s-]?(?:thousand|million|billion|trillion|lakhs?|lacs?|crores?)s?\b|\s?(?:bn|mn|mm|mio\.?|mrd\.?|tn)(?![A-Za-z])|(?:m|k|b|M|K|B)(?![A-Za-z]))
    )?
    (?P<late>\))?
    (?:\s?(?P<code>(?:{CURRENCY_CODE})(?![A-Za-z])|€|euros?\b|dollars?\b|pounds?\b(?!\sof)|yen\b))?""",
    re.VERBOSE,
)
_REFERENCE = re.compile(
    r"\b(?:notes?|nos?|items?|parts?|sections?|topics?|subtopics?|asc|asu|ifrs|ias|frs|fas|sfas|ifric|sic|rules?|forms?|exhibits?|levels?"
    r"|tiers?|schedules?|pages?|articles?|chapters?|appendix|figures?|tables?|class|series|phase|steps?|stages?|version|title"
    r"|regulations?|paragraphs?|pillar|chapter|ref|number|pub|l\.|§)\.?\s?(?:[(]?[a-z][)])?\(?$",
    re.IGNORECASE,
)
_ENUMERATION = re.compile(r"\s?(?:,|and|or|&|to|through|[-–]|, and)\s?")
_HEDGES: tuple[tuple[Hedge, re.Pattern[str]], ...] = tuple(
    (hedge, re.compile(rf"(?:^|[\s(])(?:{words})\s?$", re.IGNORECASE))
    for hedge, words in (
        (
            "at_most",
            r"less than|no more than|not more than|up to|at most|as much as|under|below|fewer than|a maximum of|within",
        ),
        (
            "at_least",
            r"more than|over|above|in excess of|at least|exceeding|not less than|no less than|greater than|upwards of|a minimum of",
        ),
        ("nearly", r"nearly|almost|close to|just under|just below|slightly less than"),
        (
            "about",
            r"approximately|about|around|roughly|circa|c\.|some|an estimated|approx\.?|just over|slightly more than|slightly over|~",
        ),
    )
)
_NAMED = {
    "euro": "EUR",
    "euros": "EUR",
    "dollar": "USD",
    "dollars": "USD",
    "pound": "GBP",
    "pounds": "GBP",
    "yen": "JPY",
    "€": "EUR",
}
_AFTER_WORD = re.compile(r"[-–](?=[A-Za-z])|[A-Za-z_]|\([a-z]\)|/\d|[:]\d")
_PER_SHARE = re.compile(
    r"\s?(?:per|a)\s(?:(?:basic|diluted|common|ordinary|american|depositary|and)\s)*(?:share|ads|unit)\b", re.IGNORECASE
)
_SHARES = re.compile(
    r"\s?(?:(?:common|ordinary|restricted|treasury|preferred|additional|new|our)\s){0,2}(?:shares|RSUs|stock options)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\s?(?:x|×|times)\b")
_MOVES = re.compile(
    r"(?:\bfrom|increas\w*|decreas\w*|declin\w*|gr[eo]w\w*|r[io]se\w*|fell|falls?|dropp?e?d?|reduc\w*|up|down|\bor|\bby|,)(?: of)?(?: by)?[\s(]*$"
)
"""What makes the "to" after a figure lead to where it came, rather than to the end of a range."""
_RANGE = re.compile(r"\s?(?:[-–—]|to|and)\s?")


def figures(text: str, mark: DecimalMark = ".") -> tuple[Figure, ...]:
    """Every figure in ``text``, left to right, never overlapping."""
    dated = tuple(_dated(match) for match in DATE.finditer(text))
    found: list[Figure] = [figure for figure in dated if figure]
    taken = [(figure.start, figure.end) for figure in found]
    reference_end = -1
    for match in _FIGURE.finditer(text):
        start, end = match.span("digits")
        if any(begin <= start < stop for begin, stop in taken):
            continue
        joined = reference_end >= 0 and _ENUMERATION.fullmatch(text[reference_end : match.start()])
        bare = not (match["currency"] or match["percent"] or match["scale"] or match["code"])
        if bare and (joined or _REFERENCE.search(text[: match.start("digits")])):
            reference_end = end
            continue
        reference_end = -1
        figure = _figure(text, match, mark)
        if figure:
            found.append(figure)
    return _ranged(text, sorted(found, key=lambda figure: figure.start))


def _dated(match: re.Match[str]) -> Figure | None:
    date = read_date(match.group())
    if not date:
        return None
    return Figure("date", match.start(), match.end(), match.group(), Decimal(date.year or 0), date=date)


def _figure(text: str, match: re.Match[str], mark: DecimalMark) -> Figure | None:
    """The figure of one match; None where the digits are part of a name or a form ("10-K", "5:30")."""
    value = read_numeral(re.sub(r"[\u00a0\u202f\u2009]", " ", match["digits"]).replace("’", "'"), mark)
    start, end = _span(match)
    word = _AFTER_WORD.match(text, end)
    if value is None or (word and not _TIMES.match(text, end)):
        return None
    if _negative(match):
        value = -value
    kind, unit, scale = _kind(text, match, value, end)
    return Figure(
        kind,
        start,
        end,
        text[start:end],
        value,
        unit,
        scale,
        scaled=bool(match["scale"]),
        hedge=_hedge(text[:start]),
        per_share=kind == "amount" and bool(_PER_SHARE.match(text, end)),
    )


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Where the figure begins and ends: a bracket belongs to it only where it closes inside of it."""
    start = match.start()
    if (match["open"] and not match["close"]) or (
        match["open"] and not (match["scale"] or match["percent"] or _is_accounting(match))
    ):
        start += 1
    end = match.end()
    if match["late"] is not None and not match["code"]:
        end = match.start("late")
    elif (match["close"] and not match["inner"] and not match["open"] and match.end("close") == match.end()) or (
        match["open"] and match["close"] and start > match.start() and match.end("close") == match.end()
    ):
        end = match.start("close")
    return start, end


def _is_accounting(match: re.Match[str]) -> bool:
    """A bare figure in brackets reads as a negative one only where it is long: "(1,234)", not "(2)" or "(2023)"."""
    return not match["currency"] and any(mark in match["digits"] for mark in ",.")


def _negative(match: re.Match[str]) -> bool:
    """ "-5%", "$(242) million", "($242) million", "(5.0)%", "(1,234)" are negative; "(14%)", "($3 million)" are not."""
    if match["minus"] or match["minus2"] or (match["inner"] and match["close"]):
        return True
    return bool(match["open"] and match["close"]) and bool(match["scale"] or match["percent"] or _is_accounting(match))


def _kind(text: str, match: re.Match[str], value: Decimal, end: int) -> tuple[FigureKind, str | None, int]:
    if match["percent"]:
        return "percent", "%", 0
    if match["points"]:
        return "points", "pp", 0
    if match["basis"]:
        return "basis_points", "bp", 0
    scale = scale_of(match["scale"].strip(" -\u00a0")) or 0 if match["scale"] else 0
    currency = (
        currency_code(match["currency"])
        if match["currency"]
        else _NAMED.get((match["code"] or "").lower(), match["code"])
    )
    if match["pence"]:
        return "amount", currency or ("GBP" if match["pence"].strip() in ("p", "pence") else None), -2
    if currency:
        return "amount", currency, scale
    if not match["scale"] and re.fullmatch(r"(?:19|20)\d\d", match["digits"]) and not _SHARES.match(text, end):
        return "year", None, 0
    if _TIMES.match(text, end):
        return "count", "x", scale
    return "count", "shares" if _SHARES.match(text, end) else None, scale


def _hedge(before: str) -> Hedge | None:
    near = before[-28:]
    return next((hedge for hedge, pattern in _HEDGES if pattern.search(near)), None)


def _ranged(text: str, found: list[Figure]) -> tuple[Figure, ...]:
    """Marks the ends of ranges, and gives the first end the unit and scale that only the second prints."""
    for at in range(len(found) - 1):
        first, second = found[at], found[at + 1]
        between = text[first.end : second.start]
        if first.kind in ("date", "year") or second.kind in ("date", "year") or not _RANGE.fullmatch(between):
            continue
        opening = text[max(0, first.start - 32) : first.start].lower()
        if between.strip() == "and" and "between" not in opening:
            continue
        first = _like(first, second)
        if first.kind != second.kind:
            continue
        is_range = between.strip() in ("-", "–", "—") or not _MOVES.search(opening)
        found[at] = replace(first, in_range=is_range)
        found[at + 1] = replace(second, in_range=is_range)
    return tuple(found)


def _like(first: Figure, second: Figure) -> Figure:
    """The first end of a range with what only the second prints: "5 to 7%", "$3 to $4 million"."""
    if first.kind == "count" and not first.scaled and second.kind in ("percent", "points", "basis_points", "amount"):
        return replace(first, kind=second.kind, unit=second.unit, scale=second.scale, scaled=second.scaled)
    if first.kind == second.kind and second.scaled and not first.scaled and abs(first.value) < 1000:
        return replace(first, scale=second.scale, scaled=True)
    return first
