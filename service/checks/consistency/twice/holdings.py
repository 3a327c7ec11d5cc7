"""The percentage that is held in a company, as sentences and lists of subsidiaries say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from service.checks.consistency.table.heads import column_periods
from service.checks.consistency.text.folding import words_of
from service.checks.consistency.text.wording import Wording, cell_place
from service.checks.consistency.twice.statement import Quantity, Statement, stated
from service.reports.figures.dates import DATE
from service.reports.figures.places import exponent_of
from service.reports.model import Report, Table

_NAME = r"(?P<name>[A-Z][\w&’'-]*(?:\s(?:[A-Z(](?:[\w&’')-]|\.(?=\w))*|of|de|and|&)){0,6})"
_HELD = re.compile(
    rf"""\b(?:[Ww]e|[Tt]he\s(?:Company|Group|Bank|Corporation))\s(?:currently\s)?(?:directly\s|indirectly\s)?(?:owns?|holds?|has|have)\s(?:directly\s|indirectly\s)?
    (?:an?\s)?(?P<number>\d{{1,3}}(?:\.\d+)?)\s?%\s(?:(?:equity|ownership|controlling|interest|stake|shareholding|ordinary|common)\s)*
    (?:of\s(?:the\s)?(?:issued\s|outstanding\s|ordinary\s|common\s|share\s)*(?:shares?|capital|equity|stock)\s)?(?:in|of)\s{_NAME}""",
    re.VERBOSE,
)
_HEAD = re.compile(
    r"(?:%|percent\w*|per cent)\W*(?:of )?(?:held|owned|ownership|shareholding|interest|equity|holding)"
    r"|(?:held|owned|ownership|shareholding|interest|equity|holding)s?(?: held| interest| percentage)?\W*(?:%"
    r"|percent|in per cent)"
    r"|proportion of (?:ownership|shares|ordinary shares)",
    re.IGNORECASE,
)
_FORM_TEXT = "inc ltd limited plc llc lp llp corp corporation company co sa ag gmbh bv nv ab as oy spa srl kg se pty"
_FORM = frozenset(_FORM_TEXT.split())
_OTHER = re.compile(
    r"\b(?:voting|econom\w+|diluted|effective|prior|previous\w*|sold|acquir\w+|increas\w+|decreas\w+|reduc\w+|option"
    r"|remaining|additional"
    r"|further|right to|agreed|will|would|may|could)\b",
    re.IGNORECASE,
)
_DATE = re.compile(DATE.pattern, re.VERBOSE | re.IGNORECASE)
_NUMBER = re.compile(r"\(?(\d{1,3}(?:\.\d+)?)\s?%?\)?")
_LEAST_LETTERS = 4


def held(texts: Iterable[Wording], report: Report) -> Iterator[Statement]:
    """What is held now in each company that is named: of sentences in the present tense, of the first column."""
    for text in texts:
        for found in _HELD.finditer(text.text) if "%" in text.text else ():
            whole = text.quote(*found.span())
            if not _OTHER.search(whole) and not _DATE.search(whole) and (name := company(found["name"])):
                shown = f"{found['number']}%"
                yield stated(("holding", *name), _percent(found["number"]), text, found.span(), shown)
    for table in report.tables:
        yield from _of_table(table)


def _of_table(table: Table) -> Iterator[Statement]:
    columns = [column for column in table.columns if _HEAD.search(column.label) and not _OTHER.search(column.label)]
    periods = column_periods(table)
    newest = max((period.year for period, _ in periods.values() if period), default=0)
    columns = [one for one in columns if (period := periods[one.index][0]) is None or period.year == newest]
    if len(columns) != 1:
        return
    names = {cell.row: cell for cell in reversed(table.cells) if cell.kind == "text" and cell.row >= table.header_rows}
    for cell in table.cells:
        number = _NUMBER.fullmatch(cell.text.strip()) if cell.column in columns[0].columns else None
        if number and cell.row in names and (name := company(names[cell.row].text)):
            place = cell_place(table, cell).model_copy(update={"row_label": names[cell.row].text})
            yield Statement(("holding", *name), _percent(number[1]), f"{number[1]}%", place)


def company(text: str) -> tuple[str, ...]:
    """The words of a company's name without its legal form; none where too little is left to tell it from others."""
    words = tuple(word for word in words_of(text.replace(".", "")) if word not in _FORM)
    return words if sum(map(len, words)) >= _LEAST_LETTERS else ()


def _percent(text: str) -> Quantity:
    value = Decimal(text)
    return Quantity((value,), Decimal(5).scaleb(exponent_of(value) - 1) if value % 1 == 0 else Decimal(0))
