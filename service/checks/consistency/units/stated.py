"""The currency that a table states in words, in its head or in the line above it: "in thousands of euros"."""

from __future__ import annotations

import re

from service.checks.consistency.text.wording import Wording, cell_place
from service.findings import Location
from service.reports.model import Report, Table

_IN = re.compile(
    r"\b(?:in|thousands? of|millions? of)\s"
    r"(?P<currency>(?:(?:US|U\.S\.)\s)?dollars?|euros?|pounds|sterling|Swiss francs|yen|USD|EUR|GBP|CHF|JPY|US\$"
    r"|[$€£¥])(?!\w)",
    re.IGNORECASE,
)
_SIGNS = {
    **dict.fromkeys(("us", "u.s.", "us$", "usd", "dollar", "dollars"), "$"),
    **dict.fromkeys(("eur", "euro", "euros"), "€"),
    **dict.fromkeys(("gbp", "pounds", "sterling"), "£"),
    **dict.fromkeys(("chf", "swiss"), "CHF"),
    **dict.fromkeys(("jpy", "yen"), "¥"),
}
"""By the first word of a currency."""
_LONGEST = 80
"""Characters of a line above a table that states its currency."""


def stated_currency(report: Report, table: Table) -> tuple[str, Location] | None:
    """The sign of the only currency that the head or the line above names, with its place."""
    places = [
        (found["currency"], cell_place(table, cell))
        for cell in table.cells
        if cell.row < table.header_rows
        for found in _IN.finditer(cell.text)
    ]
    for paragraph in report.paragraphs[max(0, table.paragraph - 1) : table.paragraph]:
        if len(paragraph.text) <= _LONGEST:
            text = Wording(paragraph.text, None, paragraph)
            places += [(found["currency"], text.location(*found.span())) for found in _IN.finditer(paragraph.text)]
    signs = {_sign(currency) for currency, _ in places}
    return (signs.pop(), places[0][1]) if len(signs) == 1 else None


def _sign(currency: str) -> str:
    word = currency.lower().split()[0]
    return _SIGNS.get(word, word)
