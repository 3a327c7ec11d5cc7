"""The text of one cell as a figure: exact decimals, whatever signs, brackets, units and marks are printed with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from service.reports.model import CellKind, Number
from service.reports.numerals import NUMERAL, DecimalMark, plain, read_numeral
from service.reports.units import CURRENCY_CODE, CURRENCY_SIGN, SCALE_WORD, currency_code, scale_of

_CURRENCY = rf"(?:{CURRENCY_SIGN}|(?<![A-Za-z])(?:{CURRENCY_CODE})(?![A-Za-z]))"
_RAISED = r"[⁽⁾¹²³⁰⁴-⁹ᵃ-ᶻʰⁱʲˡⁿʳˢʷˣʸ]++"
"""Note marks as the readers of formats with superscript write them: "¹", "⁽ᵃ⁾"."""
_FOOTNOTE = rf"(?:\*++|[†‡§¶#^]++|{_RAISED}|\((?:[a-z]|[ivx]{{1,4}}|\d{{1,2}}|[A-Z]|\*++)\)|\[(?:[a-z]|\d{{1,2}})\])"
_PERCENT = r"%|per[ ]?cent"
_POINTS = r"(?:percentage[ ]|%[ ]?)points?|ppts?|p\.p\.|pp|pts?|%-points?"
_BASIS = r"basis[ ]points?|bps?|bp"
_NIL = r"(?:[-–—‒―‑─]\s?){1,3}|nil|Nil|NIL"

_AFTER = rf"""(?P<after>(?:\s*+(?:
        (?P<point>{_POINTS})(?![A-Za-z])|(?P<basis>{_BASIS})(?![A-Za-z])|(?P<percent>{_PERCENT})
        |(?P<times>[xX×])(?![A-Za-z])|(?P<scale>(?i:{SCALE_WORD}))(?![A-Za-z])
        |(?P<pence>p|pence|¢|cents?)(?![A-Za-z.])
        |(?P<currency>{_CURRENCY})|{_FOOTNOTE}(?=[\s*†‡§(\[)]|$)
        |(?P<closed>[)\]])|(?P<minus>[-–])(?=$|\s*[)%*(])
    ))*)\s*"""
_ZERO = re.compile(rf"(?P<before>(?:[(\[]|{_CURRENCY}|\s)*)(?:{_NIL}){_AFTER}", re.VERBOSE)
_FIGURE = re.compile(rf"(?P<before>(?:[-+–—△▲(\[~]|{_CURRENCY}|\s)*)(?P<digits>{NUMERAL}){_AFTER}", re.VERBOSE)
_MARK = re.compile(
    rf"(?:{_CURRENCY})?\s*[(\[]?|[)\]]?\s*(?:{_PERCENT}|{_POINTS}|{_BASIS}|x)?[)\]]?\s*(?:{_FOOTNOTE}\s*)*(?:{_CURRENCY})?"
)
_FOOTNOTES = re.compile(rf"(?:{_FOOTNOTE}[\s,]*+)++")
_SIGN = re.compile(_CURRENCY)
_RULE = re.compile(r"(?:[-–—_=]\s?){4,}+")
"""A line drawn with characters above or below a sum."""
_HUNDREDTH = -2
"""Power of ten of pence and cents."""
_LONGEST = 60
"""Characters. No figure is printed longer; what is longer is text, and costs nothing to tell."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell's text says, by itself."""

    kind: CellKind
    number: Number | None = None


EMPTY = Reading("empty")
TEXT = Reading("text")
MARK = Reading("mark")


def parse(text: str, mark: DecimalMark = ".") -> Reading:
    """What the text is: a figure, a dash for zero, a mark that belongs to a figure beside it, text, or nothing."""
    shown = plain(text)
    if not shown:
        return EMPTY
    if len(shown) > _LONGEST or _RULE.fullmatch(shown):
        return TEXT
    printed = " ".join(text.split())
    zero = _ZERO.fullmatch(shown)
    if zero:
        return Reading("nil", Number(Decimal(0), printed, _unit(zero)))
    match = _FIGURE.fullmatch(shown)
    number = _number(match, printed, mark) if match else None
    if number:
        return Reading("number", number)
    return MARK if _MARK.fullmatch(shown) or _FOOTNOTES.fullmatch(shown) else TEXT


def _number(match: re.Match[str], printed: str, mark: DecimalMark) -> Number | None:
    value = read_numeral(match["digits"], mark)
    if value is None:
        return None
    if value and (match["closed"] or match["minus"] or _negated(match["before"])):
        value = -value
    scale = scale_of(match["scale"]) if match["scale"] else None
    return Number(value, printed, _unit(match), _HUNDREDTH if match["pence"] else scale or 0)


def _negated(before: str) -> bool:
    return any(sign in before for sign in "-–—△▲([")


def _unit(match: re.Match[str]) -> str | None:
    for group, unit in (("point", "pp"), ("basis", "bp"), ("percent", "%"), ("times", "x")):
        if match[group]:
            return unit
    if match["pence"] in {"p", "pence"}:
        return "GBP"
    sign = _SIGN.search(match["before"])
    return currency_code(sign.group() if sign else match["currency"] or "")
