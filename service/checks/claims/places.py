"""The places of a report as a model names them: "P12" a paragraph, "T3" what is above a table, "T3 R4" a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.checks.claims.folding import Folded, fold
from service.checks.claims.rows import Row, rows_of
from service.reports.model import Report, Table

NEAR = 2
"""Rows or paragraphs that a model may be off: it counts lines less well than it reads them."""
_NAMED = re.compile(
    r"\[?\s*(?:P\s*(?P<paragraph>\d{1,7})|T\s*(?P<table>\d{1,7})(?:[\s,.]*R\s*(?P<row>\d{1,7}))?(?:[\s,.]*C\s*\d{1,7})?)(?:\s*head(?:ing)?)?\s*\]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class TextPlace:
    """A paragraph; or a table, and the row in it (-1 for what is above it)."""

    paragraph: int = -1
    table: int = -1
    row: int = -1

    @property
    def label(self) -> str:
        """As a model is shown it."""
        if self.table < 0:
            return f"P{self.paragraph}"
        return f"T{self.table} R{self.row}" if self.row >= 0 else f"T{self.table}"


def named(text: str) -> TextPlace | None:
    """The place that a model names; None where that is none. A column is not asked for, and not believed."""
    match = _NAMED.fullmatch(text.strip()[:40])
    if match is None:
        return None
    if match["paragraph"]:
        return TextPlace(paragraph=int(match["paragraph"]))
    return TextPlace(table=int(match["table"]), row=-1 if match["row"] is None else int(match["row"]))


def over(table: Table) -> str:
    """What is above a table: its title, and the lines that state unit and scale."""
    return " ".join(" ".join(text.split()) for text in (table.title, table.caption_text) if text.strip())


class TextsByPlace:
    """The texts of a report by their places, each folded once, when it is first looked at."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._rows: dict[int, Mapping[int, Row]] = {}
        self._folded: dict[TextPlace, Folded] = {}

    def rows(self, table: int) -> Mapping[int, Row]:
        """The rows of a table."""
        if table not in self._rows:
            self._rows[table] = rows_of(self.report.tables[table])
        return self._rows[table]

    def text(self, place: TextPlace) -> str | None:
        """What is there, as a model is shown it; None where the report has no such place."""
        if place.table < 0:
            paragraphs = self.report.paragraphs
            return paragraphs[place.paragraph].text if 0 <= place.paragraph < len(paragraphs) else None
        if place.table >= len(self.report.tables):
            return None
        if place.row < 0:
            return over(self.report.tables[place.table])
        row = self.rows(place.table).get(place.row)
        return row.text if row else None

    def folded(self, place: TextPlace) -> Folded | None:
        """The same as it is compared."""
        if place not in self._folded:
            text = self.text(place)
            if text is None:
                return None
            self._folded[place] = fold(text)
        return self._folded[place]

    def near(self, place: TextPlace) -> Iterator[TextPlace]:
        """The place and those near it, the nearest first; of a table that is named as a whole all its rows."""
        yield place
        if place.table < 0:
            yield from (TextPlace(paragraph=place.paragraph + step) for step in _steps())
        elif place.table < len(self.report.tables):
            if place.row < 0:
                yield from (TextPlace(table=place.table, row=row) for row in self.rows(place.table))
            else:
                yield from (
                    TextPlace(table=place.table, row=place.row + step) for step in _steps() if place.row + step >= 0
                )
                yield TextPlace(table=place.table)

    def around(self, place: TextPlace) -> Iterator[str]:
        """What belongs to a place besides its own text: heads and title of its table, the heading it is under."""
        if place.table < 0:
            section = self.report.paragraphs[place.paragraph].section
        else:
            table = self.report.tables[place.table]
            section = table.section
            yield over(table)
            yield from (row.text for row in self.rows(place.table).values() if row.head)
        if section is not None:
            yield self.report.sections[section].title


def _steps() -> Iterator[int]:
    for step in range(1, NEAR + 1):
        yield from (-step, step)
