"""What looks like rows of a table and could not be read as one: silence about it would look like a clean bill.

Figures in sentences are another agent's to check, and a letter or a cover has few others. But text with nearly as many
amounts as words is a table that the reader did not see: typed with blanks, put in place by coordinates, a whole column
in one cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from service.checks.numeric.table.sheet import Sheet
from service.checks.numeric.words.wording import AGENT
from service.findings import Finding, Location, finding_id
from service.reports.model import Cell, Paragraph, Report, Table
from service.ticks import Untested

CHECK: Final = "nothing_checked"
FEW: Final = 5
"""So many amounts that nobody checks are found on any cover: a number of shares, a street, a telephone."""
OUTWEIGHS: Final = 2
"""Where tables were read, what was not read counts if it is more than so many times what was: most of the report."""
MANY: Final = 20
"""And from so many amounts on: captions between small tables have a few."""
_WORDS: Final = 5
"""Most words to an amount in rows of a table; sentences have more, or end like sentences."""
_WORDS_OF_NO_SENTENCE: Final = 1.5
"""With no more words than this, what ends like a sentence is an abbreviation among the figures ("Inc.")."""
_MOST_LOCATIONS: Final = 8
_LONGEST_QUOTE: Final = 160
_AMOUNT: Final = re.compile(
    r"(?<![\w.,/-])"
    r"(?:\d{1,3}(?:[.,'’\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+[.,]\d+(?![.,/\d-])|\d{3,12}(?![\w/-]|[.,]\d))"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_SENTENCE_ENDS: Final = re.compile(r"[^\W\d_]{2,}[)\"”’»']*[.;!?](?:$|\s)|[\d%][)\"”’»']*[.;!?]\s*$")
"""With a word, or at the very end with a figure ("an increase of 12.5%.")."""
_ITEM: Final = re.compile(r"[^\W\d_]{2,}[^:]*:\s")
"""What names its figure with a colon is an item of a list: it is read with the sentence above it."""
_SIDE_BY_SIDE: Final = re.compile(rf"{_AMOUNT.pattern}[)%]?\s+[($€£¥-]*{_AMOUNT.pattern}")


@dataclass(frozen=True, slots=True)
class Unread:
    """A text that looks like rows of a table, with so many ``amounts``."""

    place: Location
    text: str
    amounts: int


def unread_of(report: Report) -> tuple[Unread, ...]:
    """Every such text: paragraphs and headings in their order, then cells that hold several amounts."""
    found = [
        Unread(_in_text(report, one), one.text, amounts)
        for one in report.paragraphs
        if (amounts := amounts_in_rows(one.text))
    ]
    found += (
        Unread(_in_cell(report, table, cell), cell.text, amounts)
        for table in report.tables
        for cell in table.cells
        if cell.kind == "text" and not cell.reference and (amounts := amounts_in_rows(cell.text)) > 1
    )
    return tuple(found)


def amounts_in_rows(text: str) -> int:
    """How many amounts a text holds that looks like rows of a table; 0 for any other. Years are no amounts."""
    amounts = sum(not _YEAR.fullmatch(match.group()) for match in _AMOUNT.finditer(text))
    if not amounts:
        return 0
    words = len(_WORD.findall(text))
    if words > _WORDS * amounts or (_ITEM.match(text) and not _SIDE_BY_SIDE.search(text)):
        return 0
    return amounts if words <= _WORDS_OF_NO_SENTENCE * amounts or not _SENTENCE_ENDS.search(text) else 0


def nothing_checked(report: Report, sheets: Sequence[Sheet]) -> Iterator[Finding]:
    """At most one finding: that what was not read is all that there is, or more than what was read."""
    unread = unread_of(report)
    amounts = sum(one.amounts for one in unread)
    read = sum(1 for sheet in sheets for figure in sheet.figures() if not figure.printed_nil)
    if amounts < (MANY if read else FEW) or amounts <= OUTWEIGHS * read:
        return
    first = unread[0].place
    yield Finding(
        id=finding_id(AGENT, CHECK, first),
        agent_id=AGENT,
        check=CHECK,
        severity="medium",
        title="Most figures could not be read, and were not checked" if read else "Nothing could be read for checking",
        description=_description(unread, amounts, read),
        locations=tuple(one.place for one in unread[:_MOST_LOCATIONS]),
    )


def unread_as_untested(findings: Sequence[Finding]) -> Iterator[Untested]:
    """The same among what could not be checked."""
    for finding in findings:
        if finding.check == CHECK:
            yield Untested(CHECK, finding.description, finding.locations[0])


def _description(unread: Sequence[Unread], amounts: int, read: int) -> str:
    characters = sum(len(one.text) for one in unread)
    pages = {one.place.page for one in unread if one.place.page is not None}
    where = f" on {len(pages):,} {'pages' if len(pages) > 1 else 'page'}" if pages else ""
    lines = f"{len(unread):,} {'pieces' if len(unread) > 1 else 'piece'} of text"
    only = (
        f"only {read:,} {'figures were' if read > 1 else 'figure was'} read from tables"
        if read
        else "no figure was read from a table"
    )
    return (
        f"{amounts:,} figures stand in {lines} ({characters:,} characters{where}) that look like rows of a table, are "
        f"none in the file, and were not checked; {only}: hand the report in with its tables as tables, as the Word, "
        "Excel or HTML file that it was made from, or as a PDF with text in it."
    )


def _in_text(report: Report, paragraph: Paragraph) -> Location:
    return Location(
        section=_section(report, paragraph.section),
        page=paragraph.page,
        paragraph=paragraph.index,
        quote=paragraph.text[:_LONGEST_QUOTE],
    )


def _in_cell(report: Report, table: Table, cell: Cell) -> Location:
    return Location(
        table=table.index,
        row=cell.row,
        column=cell.column,
        table_title=table.title or None,
        section=_section(report, table.section),
        page=table.page_of(cell.row),
        quote=cell.text[:_LONGEST_QUOTE],
    )


def _section(report: Report, index: int | None) -> str | None:
    return None if index is None else report.sections[index].title
