"""Digits with separators, read exactly: which mark is the decimal mark is decided once for a whole document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

DecimalMark = Literal[".", ","]

NUMERAL = r"(?:\d[\d.,' ]*\d|[.,]\d+|\d)"
"""Digits and the separators between them, after ``plain``; ``read_numeral`` says whether they make a numeral."""

_PLAIN = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        **dict.fromkeys("\t\r\n\f\v", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f", None),
        **dict.fromkeys("\u2019\u2018\u02bc\u00b4`\uff07", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2212\u207b\ufe63\uff0d", "-"),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        "\uff08": "(",
        "\uff09": ")",
        "\uff0c": ",",
        "\uff0e": ".",
        "\uff0b": "+",
        "\uff05": "%",
        "\ufe6a": "%",
        "\uff04": "$",
        "\ufe69": "$",
        "\uffe1": "£",
        "\uffe5": "¥",
    }
)

VULGAR = "¼½¾⅛⅜⅝⅞"
"""The fractions of rates and prices that have an exact decimal value."""
FRACTION = rf"\s?[{VULGAR}]|\s(?:1/2|[13]/4|[1357]/8|(?:[13579]|1[135])/16)(?![\d/])"
"""What may follow the whole part of a numeral, after ``plain``: "6 5/8", "4¼"."""

_GROUPED = re.compile(r"\d{1,3}(?:([,.' ])\d{3})(?:\1\d{3})*")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
_NUMERAL_IN_TEXT = re.compile(r"(?<![\w.,'/])\d[\d.,]*\d(?![\w/])")


def plain(text: str) -> str:
    """The text with every kind of space, apostrophe, minus and full-width sign as its plain one, spaces collapsed."""
    return " ".join(text.translate(_PLAIN).split())


def read_numeral(text: str, mark: DecimalMark = ".") -> Decimal | None:
    """The value of ``text``, with as many decimals as it prints; None where it is not a numeral under this mark.

    A numeral that carries two kinds of separator says itself which is which ("1.234,56", "1 234,5"), whatever the
    document does.
    """
    if "," in text and "." in text:
        mark = "," if text.rfind(",") > text.rfind(".") else "."
    elif text[:2] in ("0.", "0,"):
        mark = "," if text[1] == "," else "."  # thousands never begin with a nought
    elif (" " in text or "'" in text) and text.count(",") == 1:
        mark = ","
    elif text.count(mark) > 1:
        mark = "." if mark == "," else ","
    whole, point, decimals = text.partition(mark)
    if point and not decimals.isdecimal():
        return None
    digits = _whole(whole)
    return (
        None
        if digits is None or not (digits or decimals)
        else Decimal(f"{digits or '0'}{'.' if point else ''}{decimals}")
    )


def _whole(text: str) -> str | None:
    """The digits of a whole part whose separators are at thousands (or at lakhs and crores); None for other forms."""
    if text.isdecimal() or not text:
        coded = len(text) > 1 and text.startswith("0")
        return None if coded else text
    if _GROUPED.fullmatch(text) or _INDIAN.fullmatch(text):
        return re.sub(r"\D", "", text)
    return None


def read_fraction(text: str) -> Decimal:
    """The exact value of what ``FRACTION`` matches."""
    shown = unicodedata.normalize("NFKC", text.strip()).replace("\u2044", "/")
    above, _, below = shown.partition("/")
    return Decimal(above) / Decimal(below)


def decimal_mark(texts: Iterable[str]) -> DecimalMark:
    """The decimal mark of a document, from all the figures it prints; the point where nothing speaks for the comma."""
    strong = {".": 0, ",": 0}
    weak = {".": 0, ",": 0}
    for text in texts:
        for match in _NUMERAL_IN_TEXT.finditer(text.translate(_PLAIN)):
            seen = _evidence(match.group())
            if seen:
                (strong if seen[1] else weak)[seen[0]] += 1
    votes = strong if strong["."] != strong[","] else weak
    return "," if votes[","] > votes["."] else "."


def _evidence(numeral: str) -> tuple[DecimalMark, bool] | None:
    """Which decimal mark a numeral speaks for, and whether it could be read in no other way."""
    commas, points = numeral.count(","), numeral.count(".")
    if commas and points:
        if min(commas, points) > 1:
            return None
        return ("," if numeral.rfind(",") > numeral.rfind(".") else "."), True
    if commas + points == 0:
        return None
    used: DecimalMark = "," if commas else "."
    other: DecimalMark = "." if commas else ","
    if commas + points > 1:
        return (other, True) if _GROUPED.fullmatch(numeral) or _INDIAN.fullmatch(numeral) else None
    if len(numeral.rpartition(used)[2]) == 3 and not numeral.startswith("0"):
        return other, False
    return used, True
