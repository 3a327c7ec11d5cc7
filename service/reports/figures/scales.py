"""Which currency and which power of ten a caption or header puts on the figures below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from service.reports.figures.numerals import plain
from service.reports.figures.units import currency_in, without_currency
from service.reports.languages.east_asian import east_asian_unit

_WORDS = {
    3: r"thousands?|000'?s|tausend|tsd\.?|milliers|miles|tusen",
    5: r"lakhs?|lacs?",
    6: r"millions?|mln\.?|mio\.?|mn|millionen|millones|milioni|miljoner|millioner|mill\.",
    7: r"crores?",
    9: r"billions?|bn|mrd\.?|milliarden|milliards|miljarder",
}
_ANY = "|".join(_WORDS.values())
_CURRENCY = r"(?:[A-Z]{0,3}[$£€¥₹]|[A-Z]{3}|RMB|Rs\.?)"
_SHORT = {"m": 6, "mm": 6, "bn": 9, "b": 9, "k": 3, "t": 3, "000": 3, "'000": 3, "000s": 3, "'000s": 3, "m's": 6}

_IN = re.compile(
    rf"(?<![\d.] )\b(?:in|en|in|i|expressed in|of)\s+(?:[^\s\d]+\s+){{0,4}}?(?P<word>{_ANY})\b", re.IGNORECASE
)
_BARE = re.compile(
    rf"(?<![\d.,])(?<![\d.,] )(?<![A-Za-z])(?P<word>{_ANY})\b(?!\s+(?:shares|people|customers|units)\b)", re.IGNORECASE
)
_SIGNED = re.compile(
    rf"(?<![\w.,]){_CURRENCY}\s?(?:in )?\s?(?P<word>'?000(?:'?s)?|mm?|bn|b|k|m's)(?![\w,])(?!\.\d)"
    rf"|(?<![\w.,])(?P<front>[mMkKT])(?:€|EUR|SEK|NOK|DKK|CHF|USD|GBP)(?!\w)"
    r"|(?<![\w.,$£€¥])(?P<zeros>'000s?|000's|000s)(?!\w)"
)
_EXCEPT = re.compile(r"\b(?:except|unless|other than|sauf|außer|ausgenommen)\b", re.IGNORECASE)
_SHARES = re.compile(
    rf"\bshares?\b(?:(?!per\b)[^.;()]){{0,40}}?\bin (?P<word>{_ANY})\b|\b(?P<first>{_ANY}) of shares\b", re.IGNORECASE
)
_PERCENT = re.compile(r"(?<!\d)(?<!\d )%|(?<!\d )\bper ?cent(?:age)?s?\b", re.IGNORECASE)
_HEAD = 80
"""Characters. A longer text that mentions a percentage is not the head of a column of percentages."""
_LONG = 220
"""Characters. In longer text signs like "£m" are part of what is told."""
_SHORT_PART = 60
"""Characters. A lone "million" states a scale only in a short line or between brackets."""
_BRACKETS = re.compile(r"\(([^()]{1,60})\)")
_REMEMBERED = 4_096
"""Texts. The same one is asked of by the title, the columns and the rows below it."""


_MEASURE = re.compile(
    rf"(?<![A-Za-z])(?:{_ANY})(?![A-Za-z])|(?:(?<=[^\w])|^)(?:mm?|bn|k|t|m's|'?000'?s?)(?!\w)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_FILLERS = re.compile(
    r"[ais]|all|amounts?|and|are|as|at|audited|data|des?|d|dollars?|en|expressed|figures|financial|if|in|is|of|per"
    r"|presented|reported|restated|shares?|shown|stated|statements|table|tabular|the|these|unaudited|u|us|values",
    re.IGNORECASE,
)
"""Words that a line of units is made of, beside the units themselves."""


@dataclass(frozen=True, slots=True)
class StatedUnits:
    """What a text says of unit and scale; None where it says nothing."""

    currency: str | None = None
    scale: int | None = None
    share_scale: int | None = None
    percent: bool = False


@lru_cache(_REMEMBERED)
def stated(text: str) -> StatedUnits:
    """What a caption, lead-in or header cell states about the figures that follow it."""
    text = plain(text)
    if not text:
        return StatedUnits()
    unit = east_asian_unit(text)
    if unit:
        return StatedUnits(unit.currency, unit.scale)
    main = _EXCEPT.split(text)[0] if _EXCEPT.search(text) else text
    scale = _scale(main)
    return StatedUnits(
        currency_in(main) if scale is not None or len(text) <= 40 else None,
        scale,
        _share_scale(text),
        names_percent(main) and len(text) <= _HEAD,
    )


def states_scale(text: str) -> bool:
    """Whether a line is one that states unit or scale."""
    measures = stated(text)
    return measures.scale is not None or (len(text) <= 40 and measures.currency is not None)


def states_exception(text: str) -> bool:
    """Whether a text says that some figures are in another unit: "unless stated otherwise"."""
    return bool(_EXCEPT.search(text))


def states_only_measures(text: str) -> bool:
    """Whether a line states unit and scale and nothing else: "(In millions, except per share)"."""
    shown = plain(text)
    if not shown or len(shown) > _LONG:
        return False
    unit = east_asian_unit(shown)
    if unit:
        return unit.alone
    main = _EXCEPT.split(shown)[0]
    measures = stated(main)
    if measures.scale is None and measures.currency is None:
        return False
    rest = _MEASURE.sub(" ", without_currency(main))
    return all(_FILLERS.fullmatch(word) for word in _WORD.findall(rest))


def _scale(text: str) -> int | None:
    match = _IN.search(text) or next((found for part in _short_parts(text) if (found := _BARE.search(part))), None)
    if match:
        return _power(match["word"])
    signed = _SIGNED.search(text) if len(text) <= _LONG else None
    if not signed:
        return None
    if signed["front"]:
        return 6 if signed["front"] in "mM" else 3
    return _SHORT.get((signed["word"] or signed["zeros"]).lower(), 3)


def _short_parts(text: str) -> list[str]:
    return [text] if len(text) <= _SHORT_PART else _BRACKETS.findall(text)


def _share_scale(text: str) -> int | None:
    match = _SHARES.search(text)
    return _power(match["word"] or match["first"]) if match else None


def _power(word: str) -> int:
    return next(scale for scale, words in _WORDS.items() if re.fullmatch(words, word, re.IGNORECASE))


def names_percent(text: str) -> bool:
    """Whether a head speaks of per cent; "10%" in it is a level, and no unit."""
    return bool(_PERCENT.search(text))
