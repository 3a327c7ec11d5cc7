"""Currencies and powers of ten as reports print them, in cells, captions and headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_SIGNS = {
    "US$": "USD",
    "US $": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "Cdn$": "CAD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "S$": "SGD",
    "NT$": "TWD",
    "R$": "BRL",
    "MX$": "MXN",
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₪": "ILS",
    "₫": "VND",
    "฿": "THB",
    "₱": "PHP",
    "₦": "NGN",
    "₴": "UAH",
    "₸": "KZT",
    "zł": "PLN",
    "Kč": "CZK",
    "Rs.": "INR",
    "Rs": "INR",
    "RMB": "CNY",
    "Fr.": "CHF",
}
_CODES = [
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "CHF",
    "CNY",
    "CNH",
    "HKD",
    "AUD",
    "CAD",
    "NZD",
    "SGD",
    "SEK",
    "NOK",
    "DKK",
    "ISK",
    "INR",
    "KRW",
    "TWD",
    "BRL",
    "MXN",
    "ZAR",
    "RUB",
    "TRY",
    "PLN",
    "CZK",
    "HUF",
    "RON",
    "ILS",
    "AED",
    "SAR",
    "QAR",
    "KWD",
    "BHD",
    "OMR",
    "EGP",
    "NGN",
    "KES",
    "THB",
    "MYR",
    "IDR",
    "PHP",
    "VND",
    "CLP",
    "COP",
    "PEN",
    "ARS",
    "UAH",
    "KZT",
    "BGN",
    "RSD",
    "PKR",
    "BDT",
    "LKR",
    "MAD",
]
_NAMES = {
    r"(?:u\.?s\.?|united states) dollars?": "USD",
    r"hong kong dollars?": "HKD",
    r"canadian dollars?": "CAD",
    r"australian dollars?": "AUD",
    r"new zealand dollars?": "NZD",
    r"singapore dollars?": "SGD",
    r"(?:new )?taiwan dollars?": "TWD",
    r"(?:pounds? )?sterling": "GBP",
    r"euros?": "EUR",
    r"(?:japanese )?yen": "JPY",
    r"renminbi|chinese yuan|yuan": "CNY",
    r"swiss francs?": "CHF",
    r"swedish kron(?:a|or)": "SEK",
    r"norwegian kroner?": "NOK",
    r"danish kroner?": "DKK",
    r"(?:indian )?rupees?": "INR",
    r"(?:south african )?rand": "ZAR",
    r"dollars?": "USD",
    r"pounds?": "GBP",
}

CURRENCY_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
CURRENCY_CODE = "|".join(_CODES)
_CODE_OF = {**_SIGNS, **{code: code for code in _CODES}}

_IN_TEXT = re.compile(
    rf"(?<![A-Za-z])(?P<code>{CURRENCY_CODE}|RMB)(?![a-z])|(?P<sign>{CURRENCY_SIGN})(?!(?!bn|mn|mm)[a-z]{{2}})"
    rf"|[MTk](?P<metric>SEK|EUR|NOK|DKK|USD|CHF|GBP|€)\b|\b(?P<name>(?i:{'|'.join(_NAMES)}))\b"
)
_NAME_PATTERNS = tuple((re.compile(name, re.IGNORECASE), code) for name, code in _NAMES.items())

RATIOS = frozenset({"%", "pp", "bp", "x"})
"""Units of figures that are no amounts."""

_SCALE_WORDS = {
    3: r"thousands?|tausend|tsd\.?|milliers|miles de|k",
    5: r"lakhs?|lacs?",
    6: r"millions?|mill\.|mln\.?|mio\.?|mn|mm|millionen|millones|milioni|miljoner|millioner|m",
    7: r"crores?",
    9: r"billions?|bn|mrd\.?|mia\.?|milliarden|milliards|miljarder|b",
    12: r"trillions?|tn|trn",
}
_SCALE_OF = tuple((scale, re.compile(words, re.IGNORECASE)) for scale, words in _SCALE_WORDS.items())
SCALE_WORD = "|".join(words for words in _SCALE_WORDS.values())


def currency_code(sign: str) -> str | None:
    """The ISO 4217 code of a sign or code as printed. A bare "$" is USD, "¥" JPY, unless the document says other."""
    return _CODE_OF.get(sign.strip())


def scale_of(word: str) -> int | None:
    """The power of ten of a word, as in "1.2 million" or "£1.2bn"."""
    return next((scale for scale, pattern in _SCALE_OF if pattern.fullmatch(word.strip())), None)


def currency_in(text: str) -> str | None:
    """The first currency that a caption or header names, by sign, code or word."""
    match = _IN_TEXT.search(text)
    if not match:
        return None
    printed = match["code"] or match["sign"] or match["metric"]
    if printed:
        return currency_code(printed)
    return next(code for pattern, code in _NAME_PATTERNS if pattern.fullmatch(match["name"]))


def commonest_currency(units: Iterable[str | None]) -> str | None:
    """The currency that is most often among the units of figures; of several, the one that comes first."""
    currencies = Counter(unit for unit in units if unit and unit not in RATIOS)
    return currencies.most_common(1)[0][0] if currencies else None


def without_currency(text: str) -> str:
    """The text with a space for every currency that it names."""
    return _IN_TEXT.sub(" ", text)
