"""The rows of a table as words and signs: the cell of its caption, and its figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from service.checks.consistency.text.wording import cell_place
from service.findings import Location
from service.reports.model import Cell, Table


@dataclass(frozen=True, slots=True)
class CaptionedLine:
    """A row with a caption. ``values`` are its figures as printed, without dashes."""

    table: Table
    caption: Cell
    values: tuple[Decimal, ...]

    @property
    def label(self) -> str:
        """The text of its caption."""
        return self.caption.text.strip()

    @property
    def positive(self) -> bool:
        """It has figures, all above zero."""
        return bool(self.values) and all(value > 0 for value in self.values)

    @property
    def negative(self) -> bool:
        """It has figures, all below zero."""
        return bool(self.values) and all(value < 0 for value in self.values)


def lines_of(table: Table) -> tuple[CaptionedLine, ...]:
    """Every row with a caption, headings without figures too, from the top to the foot."""
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        rows[cell.row].append(cell)
    found: list[CaptionedLine] = []
    for _, cells in sorted(rows.items()):
        caption = next((cell for cell in cells if _names(cell)), None)
        if caption is not None:
            values = tuple(cell.number.value for cell in cells if cell.number and cell.number.value)
            found.append(CaptionedLine(table, caption, values))
    return tuple(found)


def _names(cell: Cell) -> bool:
    return cell.kind == "text" and not cell.reference and any(char.isalpha() for char in cell.text)


def place_of(line: CaptionedLine, cell: Cell | None = None) -> Location:
    """Where a caption is, or another cell of its row."""
    return cell_place(line.table, cell or line.caption).model_copy(update={"row_label": line.label})
