"""Currencies, by their codes and by their names in reports."""

from __future__ import annotations

import re

BASE = "EUR"
"""What the European Central Bank's rates are of one of."""
QUOTED = frozenset(
    (
        *(
            "AUD",
            "BGN",
            "BRL",
            "CAD",
            "CHF",
            "CNY",
            "CZK",
            "DKK",
            "GBP",
            "HKD",
            "HUF",
            "IDR",
            "ILS",
            "INR",
            "ISK",
            "JPY",
        ),
        *("KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "SEK", "SGD", "THB", "TRY", "USD", "ZAR"),
    )
)
"""The currencies that the European Central Bank has a reference rate of."""
HYPERINFLATED = frozenset({"TRY"})
"""By IAS 29 and IAS 21 flows in it are translated at the closing rate, so its average is no average."""
_NAMES = (
    (r"(?:u\.?s\.?a?\.?|american|united states)[ -]dollars?", "USD"),
    (r"(?:british |u\.?k\.? )?pounds?(?: sterling)?|sterling", "GBP"),
    (r"(?:japanese )?yen", "JPY"),
    (r"swiss francs?", "CHF"),
    (r"(?:chinese )?(?:renminbi|yuan)(?: renminbi)?", "CNY"),
    (r"rmb", "CNY"),
    (r"swedish kron(?:a|or|er)", "SEK"),
    (r"norwegian kron(?:e|er|or)", "NOK"),
    (r"danish kron(?:e|er|or)", "DKK"),
    (r"(?:polish )?z[lł]ot(?:y|ys|ies)", "PLN"),
    (r"czech (?:koruna|crown)s?", "CZK"),
    (r"(?:hungarian )?forints?", "HUF"),
    (r"canadian dollars?", "CAD"),
    (r"australian dollars?", "AUD"),
    (r"new zealand dollars?", "NZD"),
    (r"hong kong dollars?", "HKD"),
    (r"singapore(?:an)? dollars?", "SGD"),
    (r"brazilian (?:reals?|reais)", "BRL"),
    (r"indian rupees?", "INR"),
    (r"mexican pesos?", "MXN"),
    (r"(?:south african )?rands?", "ZAR"),
    (r"(?:new )?turkish liras?", "TRY"),
    (r"(?:south )?korean wons?", "KRW"),
    (r"(?:thai )?baht", "THB"),
    (r"(?:malaysian )?ringgits?", "MYR"),
    (r"indonesian rupiahs?", "IDR"),
    (r"philippine pesos?", "PHP"),
    (r"(?:new )?romanian (?:leu|lei)", "RON"),
    (r"bulgarian lev(?:a|s)?", "BGN"),
    (r"(?:new )?israeli (?:new )?she[qk]els?", "ILS"),
    (r"icelandic kron(?:a|ur)", "ISK"),
    (r"euros?", "EUR"),
)
_CODE = re.compile(rf"(?<![A-Za-z])({'|'.join(sorted((*QUOTED, BASE)))})(?![A-Za-z])")
_NAMED = tuple((re.compile(rf"\b(?:{name})\b", re.IGNORECASE), code) for name, code in _NAMES)


def currencies_in(text: str) -> tuple[str, ...]:
    """The codes of the currencies that a text names, each once: those by code, then those by name."""
    found = [*_CODE.findall(text), *(code for pattern, code in _NAMED if pattern.search(text))]
    return tuple(dict.fromkeys(found))
