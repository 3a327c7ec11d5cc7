"""Units in Japanese, Chinese and Korean: one word says the power of ten and the currency ("百万円", "人民币千元")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_SCALES: Final = {
    "十亿": 9, "十億": 9, "십억": 9, "亿": 8, "億": 8, "억": 8, "百万": 6, "百萬": 6, "佰万": 6, "佰萬": 6, "백만": 6,
    "万": 4, "萬": 4, "만": 4, "千": 3, "仟": 3, "천": 3,
}  # fmt: skip
_MONEY: Final = {
    "円": "JPY", "日元": "JPY", "港元": "HKD", "美元": "USD", "美金": "USD", "欧元": "EUR", "歐元": "EUR", "元": "CNY",
    "원": "KRW", "달러": "USD", "유로": "EUR", "ドル": "USD", "米ドル": "USD", "ユーロ": "EUR", "ポンド": "GBP",
}  # fmt: skip
_NAMED: Final = {
    "人民币": "CNY", "人民幣": "CNY", "新台币": "TWD", "新台幣": "TWD", "新臺幣": "TWD", "港币": "HKD", "港幣": "HKD",
    "日币": "JPY", "日幣": "JPY",
}  # fmt: skip


def _one_of(words: dict[str, int] | dict[str, str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_UNIT: Final = re.compile(
    r"(?<![\d.,十百千仟万萬亿億백십천만])(?<![\d.,] )"
    rf"(?P<named>{_one_of(_NAMED)})?(?P<scale>{_one_of(_SCALES)})?(?P<money>{_one_of(_MONEY)})"
    r"(?![\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af])"
)
"""No word goes on behind it, and no digit is before it: "5百万円" is a figure."""
_SAYS: Final = re.compile(r"単\s*位|单\s*位|單\s*位|단\s*위|金額|金额")
_ALONE: Final = re.compile(r"(?:(?:単|单|單)\s*位|단\s*위|金額|金额|表示|[\W_])*")
_SHORT: Final = 24
"""Characters. A longer text tells of amounts; a head or a line of units is shorter."""


@dataclass(frozen=True, slots=True)
class EastAsianUnit:
    currency: str
    scale: int
    alone: bool
    """The text says nothing else."""


def east_asian_unit(text: str) -> EastAsianUnit | None:
    """The unit that a head, a caption or a line of units names; None where it names none."""
    if text.isascii():
        return None
    match = _UNIT.search(text)
    if not match or not (len(text) <= _SHORT or _SAYS.search(text)):
        return None
    if not match["scale"] and not match["named"] and not _SAYS.search(text) and not _is_rest(text, match):
        return None
    currency = _NAMED[match["named"]] if match["named"] else _MONEY[match["money"]]
    return EastAsianUnit(currency, _SCALES.get(match["scale"] or "", 0), _is_rest(text, match))


def _is_rest(text: str, match: re.Match[str]) -> bool:
    return _ALONE.fullmatch(text[: match.start()] + text[match.end() :]) is not None
