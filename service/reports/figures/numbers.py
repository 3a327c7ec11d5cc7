"""The text of one cell as a figure: exact decimals, whatever signs, brackets, units and marks are printed with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from service.reports.figures.numerals import FRACTION, NUMERAL, VULGAR, DecimalMark, plain, read_fraction, read_numeral
from service.reports.figures.units import CURRENCY_CODE, CURRENCY_SIGN, SCALE_WORD, currency_code, scale_of
from service.reports.model import CellKind, Number

_CURRENCY = rf"(?:{CURRENCY_SIGN}|(?<![A-Za-z])(?:{CURRENCY_CODE})(?![A-Za-z]))"
_METRIC = rf"""(?:
    (?<![A-Za-z])(?P<front>[TkKmM])(?P<thousands_of>€|(?:{CURRENCY_CODE})(?![A-Za-z]))
    |(?P<signed>{CURRENCY_SIGN}|(?<![A-Za-z])(?:{CURRENCY_CODE}))(?P<behind>mn|m|bn|k)(?![A-Za-z])
)"""
"""A currency with its scale, before the figure: "TEUR", "k€", "£m", "EURm"."""
_RAISED = r"[⁽⁾¹²³⁰⁴-⁹ᵃ-ᶻʰⁱʲˡⁿʳˢʷˣʸ]++"
"""Note marks as the readers of formats with superscript write them: "¹", "⁽ᵃ⁾"."""
_FOOTNOTE = rf"(?:\*++|[†‡§¶#^]++|{_RAISED}|\((?:[a-z]|[ivx]{{1,4}}|\d{{1,2}}|[A-Z]|\*++)\)|\[(?:[a-z]|\d{{1,2}})\])"
_PERCENT = r"%|per[ ]?cent|pct\.?"
_POINTS = r"(?:percentage[ ]|%[ ]?)points?|ppts?|p\.p\.|pp|pts?|%-points?"
_BASIS = r"basis[ ]points?|bps?|bp"
_NIL = r"(?:[-–—―─]\s?){1,3}|nil|Nil|NIL"
_NO_CENTS = r"(?P<no_cents>[.,/])[-–—]{1,2}"
"""A dash where the cents would be: "12.–", "1.234,-", "500/-"."""

_AFTER = rf"""(?P<after>(?:\s*+(?:
        (?P<point>{_POINTS})(?![A-Za-z])|(?P<basis>{_BASIS})(?![A-Za-z])|(?P<percent>{_PERCENT})
        |(?P<times>[xX×]|times)(?![A-Za-z])|(?P<scale>(?i:{SCALE_WORD}))(?![A-Za-z])
        |(?P<share>per\s(?:\w+\s)?(?:share|unit|ADS))(?![A-Za-z])
        |(?P<pence>p|pence|(?:US\s?)?(?:¢|cents?))(?![A-Za-z.])|(?P<c>c)(?![A-Za-z.])
        |(?P<side>(?i:cr|dr)\.?)(?![A-Za-z.])
        |(?P<currency>{_CURRENCY})|{_FOOTNOTE}(?=[\s*†‡§(\[%)]|$)
        |(?P<closed>[)\]])|(?P<minus>[-–])(?=$|\s*(?:[)%*(]|{_CURRENCY}))
    ))*)\s*"""
_ZERO = re.compile(rf"(?P<before>(?:[(\[]|{_CURRENCY}|\s)*)(?:{_NIL}){_AFTER}", re.VERBOSE)
_FIGURE = re.compile(
    rf"""(?P<before>(?:[-+–—―△▲(\[~]|{_METRIC}|{_CURRENCY}|(?P<cent>(?:US)?¢)|\s)*)
    (?:(?P<digits>{NUMERAL})(?:(?P<fraction>{FRACTION})|{_NO_CENTS})?|(?P<lone>[{VULGAR}])){_AFTER}""",
    re.VERBOSE,
)
_BARE = re.compile(r"\d++(?:[.,]\d++)*+")
"""Digits and nothing else, as most figures are: ``_FIGURE`` would say the same, and take five times as long."""
_MARK = re.compile(
    rf"(?:{_CURRENCY})?\s*[(\[]?|[)\]]?\s*(?:{_PERCENT}|{_POINTS}|{_BASIS}|x)?[)\]]?\s*(?:{_FOOTNOTE}\s*)*(?:{_CURRENCY})?"
)
_FOOTNOTES = re.compile(rf"(?:{_FOOTNOTE}[\s,]*+)++")
_SIGN = re.compile(_CURRENCY)
_RULE = re.compile(r"(?:[-–—_=]\s?){4,}+")
"""A line drawn with characters above or below a sum."""
_FRONT = {"T": 3, "k": 3, "K": 3, "m": 6, "M": 6}
_CRORE = 7
"""Power of ten of "Cr" after an amount of rupees; after any other it says that the amount is a credit."""
_HUNDREDTH = -2
"""Power of ten of pence and cents."""
_LONGEST = 60
"""Characters. No figure is printed longer; what is longer is text, and costs nothing to tell."""
_REMEMBERED = 20_000
"""Texts. A reader asks of a cell several times until it knows what belongs together, and reports repeat themselves."""


@dataclass(frozen=True, slots=True)
class CellReading:
    """What one cell's text says, by itself."""

    kind: CellKind
    number: Number | None = None


EMPTY = CellReading("empty")
TEXT = CellReading("text")
MARK = CellReading("mark")


def parse(text: str, mark: DecimalMark = ".") -> CellReading:
    """What the text is: a figure, a dash for zero, a mark that belongs to a figure beside it, text, or nothing."""
    shown = plain(text)
    if not shown:
        return EMPTY
    return TEXT if len(shown) > _LONGEST else _parsed(shown, " ".join(text.split()), mark)


@lru_cache(_REMEMBERED)
def _parsed(shown: str, printed: str, mark: DecimalMark) -> CellReading:
    if _BARE.fullmatch(shown):
        value = read_numeral(shown, mark)
        return TEXT if value is None else CellReading("number", Number(value, printed))
    if _RULE.fullmatch(shown):
        return TEXT
    zero = _ZERO.fullmatch(shown)
    if zero:
        return CellReading("nil", Number(Decimal(0), printed, _unit(zero)))
    match = _FIGURE.fullmatch(shown)
    number = _number(match, printed, mark) if match else None
    if number:
        return CellReading("number", number)
    return MARK if _MARK.fullmatch(shown) or _FOOTNOTES.fullmatch(shown) else TEXT


def _number(match: re.Match[str], printed: str, mark: DecimalMark) -> Number | None:
    value = _value(match, mark)
    if value is None or (match["c"] and value == value.to_integral_value()):
        return None  # "5c" is as likely the third part of note 5 as an amount of cents
    unit = _unit(match)
    side = (match["side"] or "").lower()[:1]
    crores = side == "c" and unit == "INR"
    credit = side == "c" and not crores
    if value and (credit or match["closed"] or match["minus"] or _negated(match["before"])):
        value = -value
    scale = _CRORE if crores else _scale(match)
    return Number(value, printed, unit, scale, per_share=bool(match["share"]))


def _value(match: re.Match[str], mark: DecimalMark) -> Decimal | None:
    if match["lone"]:
        return read_fraction(match["lone"])
    no_cents = match["no_cents"]
    value = read_numeral(match["digits"], no_cents if no_cents in (".", ",") else mark)
    if value is None or not match["fraction"]:
        return value
    return value + read_fraction(match["fraction"]) if value.as_tuple().exponent == 0 else None


def _negated(before: str) -> bool:
    return any(sign in before for sign in "-–—―△▲([")


def _scale(match: re.Match[str]) -> int:
    if match["pence"] or match["c"] or match["cent"]:
        return _HUNDREDTH
    if match["front"]:
        return _FRONT[match["front"]]
    word = match["scale"] or match["behind"]
    return (scale_of(word) if word else None) or 0


def _unit(match: re.Match[str]) -> str | None:
    for group, unit in (("point", "pp"), ("basis", "bp"), ("percent", "%"), ("times", "x")):
        if match[group]:
            return unit
    pence = match["pence"] or ""
    if pence in {"p", "pence"}:
        return "GBP"
    if pence.startswith("US") or _group(match, "cent") == "US¢":
        return "USD"
    sign = _SIGN.search(match["before"])
    named = _group(match, "thousands_of") or _group(match, "signed") or (sign.group() if sign else match["currency"])
    return currency_code(named or "")


def _group(match: re.Match[str], name: str) -> str | None:
    """What a group matched; None too in a pattern that has no such group."""
    return match[name] if name in match.re.groupindex else None
