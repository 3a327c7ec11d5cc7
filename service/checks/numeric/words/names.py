"""What a finding calls a figure: its line and column, and where the line's name says little, what the line is under."""

from __future__ import annotations

from collections.abc import Sequence

from service.checks.concepts.captions import words_of
from service.checks.concepts.words import says_sum
from service.checks.numeric.table.sheet import Figure, Sheet
from service.checks.numeric.words.shortened import shortened
from service.findings import Location

LONGEST_CONTEXT = 60
"""Characters of a heading or title that a name repeats."""
_SAY_LITTLE = frozenset(
    (
        *("amount", "brought", "carried", "forward", "grand", "net", "other", "others", "sub", "subtotal", "sum"),
        *("gesamt", "insgesamt", "saldo", "sonstige", "summe", "summen"),
        *("autre", "autres", "totaux", "altri", "totale", "otro", "otros", "totaal", "totalt", "summa", "outros"),
    )
)
"""Words that lines of every table begin with, besides those of time and balance: alone they name no line."""
_AT_THE_END = " :*†‡⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾"
"""Colons and marks of notes, which are no part of a name."""


def name_of(place: Location) -> str:
    """The line and the column."""
    if place.row_label and place.column_label:
        return f"{place.row_label}, {place.column_label}"
    return place.row_label or place.column_label or "unnamed line"


def full_name_of(place: Location, figure: Figure, sheets: Sequence[Sheet]) -> str:
    """The same for a title, which stands alone: "Total, 2031 (Federal)"."""
    context = "" if _says_much(place.row_label or "") else _context(place, figure, sheets[figure.table])
    return f"{name_of(place)} ({context})" if context else name_of(place)


def _says_much(label: str) -> bool:
    return bool(words_of(label) - _SAY_LITTLE)


def _context(place: Location, figure: Figure, sheet: Sheet) -> str:
    """The heading over the line's own block, or else the table's title, or its section where the title is a sentence.

    A second total under one heading is that of more than the block.
    """
    line = sheet.lines[figure.line]
    before = [other for other in sheet.lines[: figure.line] if other.heading == line.heading]
    whole = says_sum(line.label) and any(says_sum(other.label) for other in before)
    named = ("" if whole else line.heading, place.table_title or "", place.section or "")
    told = [one for one in (each.strip().rstrip(_AT_THE_END) for each in named) if one and one != place.row_label]
    fitting = next((one for one in told if len(one) <= LONGEST_CONTEXT), "")
    return fitting or shortened(told[0] if told else "", LONGEST_CONTEXT)
