"""Pages of inline XBRL for tests: tables whose figures carry tags, and the contexts and units that these refer to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_SPACES = (
    'xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"'
)
_DATES = {
    year: f"<xbrli:startDate>20{year}-01-01</xbrli:startDate><xbrli:endDate>20{year}-12-31</xbrli:endDate>"
    for year in (25, 24, 23)
}
_SEGMENTS = {
    name: f'<xbrldi:explicitMember dimension="t:SegmentAxis">t:{name.title()}Member</xbrldi:explicitMember>'
    for name in ("water", "process", "other")
}
CONTEXTS = {
    **{f"y{year}": (dates, "") for year, dates in _DATES.items()},
    **{f"{name}{year}": (dates, part) for name, part in _SEGMENTS.items() for year, dates in _DATES.items()},
    "d25": ("<xbrli:instant>2025-12-31</xbrli:instant>", ""),
}
"""By id the dates of a context and the part of the group that it is about."""


@dataclass(frozen=True)
class Tagged:
    """A figure as printed, brackets included, and its tag."""

    printed: str
    concept: str
    context: str
    scale: int = 6
    negative: bool = False
    decimals: str = "-6"
    unit: str = "eur"

    def html(self) -> str:
        """The brackets outside of the tag, as filers write them."""
        sign = ' sign="-"' if self.negative else ""
        digits = self.printed.strip("()")
        tag = (
            f'<ix:nonFraction name="{self.concept}" contextRef="{self.context}" unitRef="{self.unit}"'
            f' scale="{self.scale}" decimals="{self.decimals}"{sign}>{digits}</ix:nonFraction>'
        )
        return f"({tag})" if self.printed.startswith("(") else tag


Entry = str | Tagged
Rows = Sequence[Sequence[Entry]]


def page(*tables: tuple[str, Rows]) -> bytes:
    """A page of tables by title; the first row of each is its head."""
    body = "".join(f"<h2>{escape(title)}</h2><p>(in millions of euros)</p>{_table(rows)}" for title, rows in tables)
    header = f'<div style="display:none"><ix:header><ix:resources>{_contexts()}</ix:resources></ix:header></div>'
    return f"<?xml version='1.0'?><html {_SPACES}><body>{header}<h1>Report</h1>{body}</body></html>".encode()


def _table(rows: Rows) -> str:
    lines = ("".join(f"<td>{_entry(entry)}</td>" for entry in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _entry(entry: Entry) -> str:
    return escape(entry) if isinstance(entry, str) else entry.html()


def _contexts() -> str:
    whose = '<xbrli:identifier scheme="t">0042</xbrli:identifier>'
    parts = [
        f'<xbrli:context id="{name}"><xbrli:entity>{whose}<xbrli:segment>{part}</xbrli:segment></xbrli:entity>'
        f"<xbrli:period>{dates}</xbrli:period></xbrli:context>"
        for name, (dates, part) in CONTEXTS.items()
    ]
    currency = '<xbrli:unit id="eur"><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unit>'
    over = "<xbrli:unitNumerator><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unitNumerator>"
    under = "<xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator>"
    return "".join([*parts, currency, f'<xbrli:unit id="each"><xbrli:divide>{over}{under}</xbrli:divide></xbrli:unit>'])
