"""Numbers that a text writes in English words: "twenty-five", "two hundred million"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_TO_NINETEEN = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_BY_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS, _TENS = _TO_NINETEEN.split(), _BY_TENS.split()
_VALUES = {word: at for at, word in enumerate(_UNITS, 1)} | {word: 10 * at for at, word in enumerate(_TENS, 2)}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_BELOW_100 = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[\s-]+(?:{'|'.join(_UNITS[:9])}))?|{'|'.join(sorted(_UNITS, key=len)[::-1])})"
)
_BELOW_1000 = rf"{_BELOW_100}(?:[\s-]+hundred(?:\s+(?:and\s+)?{_BELOW_100})?)?"
_SPELLED = re.compile(
    rf"\b{_BELOW_1000}(?:[\s-]+(?:thousand|million|billion)(?:,?\s+(?:and\s+)?{_BELOW_1000})?)*\b", re.IGNORECASE
)
"""What begins with a scale ("million" behind digits, "hundreds of") is no number of its own."""


def spelled(text: str) -> Iterator[Decimal]:
    """The value of each number in words, in their order."""
    for match in _SPELLED.finditer(text):
        yield _value(re.findall(r"[a-z]+", match.group().lower()))


def _value(words: list[str]) -> Decimal:
    whole = part = 0
    for word in words:
        if word in _SCALES:
            whole, part = whole + part * _SCALES[word], 0
        elif word == "hundred":
            part *= 100
        else:
            part += _VALUES.get(word, 0)
    return Decimal(whole + part)
