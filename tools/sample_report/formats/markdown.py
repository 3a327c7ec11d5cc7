"""The report as Markdown. A header that spans columns is repeated in each, because Markdown cannot span."""

from __future__ import annotations

from tools.sample_report.document import Block, Blocks, Heading, Paragraph, Row, Style, Table

WRAP: dict[Style, str] = {"unit": "*{}*", "signature": "*{}*", "cover": "**{}**", "contents": "- {}"}


def markdown(blocks: Blocks) -> bytes:
    """The report as UTF-8 bytes, tables in GitHub's syntax."""
    parts: list[str] = []
    for last, block in zip((None, *blocks), blocks, strict=False):
        parts.append("\n" if _in_list(last) and _in_list(block) else "\n\n")
        parts.append(_block(block))
    return ("".join(parts).lstrip("\n") + "\n").encode()


def _in_list(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.style == "contents"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {block.text}"
    if isinstance(block, Paragraph):
        return WRAP.get(block.style, "{}").format(block.text)
    return _table(block)


def _table(table: Table) -> str:
    rows = [[text for head in row for text in [head.text] * head.span] for row in table.header]
    rows += [_row(row) for row in table.rows]
    widths = [max(3, *(len(row[column]) for row in rows)) for column in range(table.width)]
    lines = [_padded(row, widths) for row in rows]
    rule = ":" + "-" * (widths[0] - 1), *("-" * (width - 1) + ":" for width in widths[1:])
    lines.insert(1, _padded(list(rule), widths))
    return "\n".join(lines)


def _row(row: Row) -> list[str]:
    if row.kind == "line":
        return list(row.cells)
    return [f"**{cell}**" if cell else "" for cell in row.cells]


def _padded(cells: list[str], widths: list[int]) -> str:
    first = cells[0].ljust(widths[0])
    rest = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))
    return "| " + " | ".join((first, *rest)) + " |"
