"""A table in a currency that the report knows nowhere else, with figures that it prints in another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.checks.consistency.text.wording import Wording, cell_place
from service.checks.consistency.units.figures import Captioned, Found, by_table, elsewhere
from service.checks.consistency.units.stated import stated_currency
from service.findings import Location
from service.reports.model import Report, Table

_SIGN = re.compile(r"[$£€¥]|\b(?:GBP|EUR|USD|CHF|JPY)\b")
_ENOUGH = 3
"""Figures that tell where the report has tables and sentences in both currencies."""
_AMOUNT = 100
"""A figure as large as that is an amount rather than a price or a rate."""
_SAME = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥"}


@dataclass(frozen=True, slots=True)
class OtherCurrency:
    """A table in one currency, where it says so, and a figure that is in another one elsewhere."""

    table: Table
    sign: str
    usual: str
    stated: tuple[Location, ...]
    here: Captioned
    there: Captioned


def other_currencies(report: Report, texts: Iterable[Wording], found: Found) -> Iterator[OtherCurrency]:
    """Every table in one currency whose figures other tables have in another, and none in its own.

    One figure is enough where the sign of the currency is nowhere else in the report. Tables without signs may say
    their currency in words.
    """
    signed = {table.index: tuple(cell for cell in table.cells if signs_of(cell.text)) for table in report.tables}
    signs = {index: {sign for cell in cells for sign in signs_of(cell.text)} for index, cells in signed.items()}
    spoken = Counter(sign for one in signs.values() for sign in one)
    spoken.update(sign for text in texts if text.paragraph is not None for sign in signs_of(text.text))
    only = {index: next(iter(one)) for index, one in signs.items() if len(one) == 1}
    unsigned = (table for table in report.tables if not signs[table.index])
    stated = {table.index: one for table in unsigned if (one := stated_currency(report, table))}
    only |= {index: sign for index, (sign, _) in stated.items()}
    usual = Counter(only.values())
    for index, own in by_table(found).items():
        sign = only.get(index)
        if sign is None:
            continue
        lonely = spoken[sign] == 1 and index not in stated
        pairs = [(one, other) for one in own for other in elsewhere(one, found) if other.table in only]
        against = [(one, other) for one, other in pairs if usual[only[other.table]] > usual[sign]]
        distinct = len({one.key for one, _ in against})
        if len(against) == len(pairs) > 0 and (lonely or distinct >= _ENOUGH):
            here, there = against[0]
            table = here.row.table
            places = tuple(cell_place(table, cell) for cell in signed[index]) or (stated[index][1],)
            yield OtherCurrency(table, sign, only[there.table], places, here, there)


@dataclass(frozen=True, slots=True)
class TwoCurrencies:
    """A table whose heading names one currency, and whose figures have the sign of another."""

    table: Table
    sign: str
    named: str
    heading: Location
    signed: tuple[Location, ...]


def named_otherwise(report: Report) -> Iterator[TwoCurrencies]:
    """Every table with the signs of one currency in all its columns of amounts, whose heading names another one only.

    Signs in some of the columns, or in their heads, are those of amounts that were translated.
    """
    for table in report.tables:
        signed = [cell for cell in table.cells if signs_of(cell.text)]
        signs = {sign for cell in signed for sign in signs_of(cell.text)}
        amounts = {cell.column for cell in table.cells if cell.number and abs(cell.number.value) >= _AMOUNT}
        throughout = amounts and amounts == {cell.column for cell in signed if cell.number and cell.column in amounts}
        in_heads = any(cell.row < table.header_rows for cell in signed)
        stated = stated_currency(report, table) if throughout and not in_heads and len(signs) == 1 else None
        # Pounds are a weight, too, and what is sold by weight has a price in another currency.
        if stated and stated[0] not in signs and stated[0] != "£":
            named, heading = stated
            places = tuple(cell_place(table, cell) for cell in signed)
            yield TwoCurrencies(table, signs.pop(), named, heading, places)


def signs_of(text: str) -> set[str]:
    """The currencies that a text prints, by their signs."""
    found: list[str] = _SIGN.findall(text)
    return {_SAME.get(sign, sign) for sign in found}
