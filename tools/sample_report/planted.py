"""The errors planted in the sample: one printed figure each, every other figure of the report stays right."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tools.sample_report.document import Blocks, Heading, Paragraph, Row, Table


@dataclass(frozen=True, slots=True)
class PlantedFigure:
    """A figure in a table. ``row`` counts the rows of the grid from zero, header rows included."""

    id: str
    kind: str
    description: str
    table: str
    row: int
    column: int
    label: str
    correct: str
    printed: str
    agent: str
    check: str


@dataclass(frozen=True, slots=True)
class PlantedText:
    """A figure in a sentence; ``before`` stands once in the report and becomes ``after``."""

    id: str
    kind: str
    description: str
    before: str
    after: str
    correct: str
    printed: str
    agent: str
    check: str


FIGURES = (
    PlantedFigure(
        "transposed-total",
        "transposed digits in a column total",
        "The gross trade receivables of 2025 add up to 82,055; two digits of the printed total are exchanged.",
        table="ageing",
        row=7,
        column=1,
        label="Total",
        correct="82,055",
        printed="80,255",
        agent="numeric_validation",
        check="column sum",
    ),
    PlantedFigure(
        "wrong-subtotal",
        "a subtotal that is off",
        "Revenue less cost of sales of 2024 is 142,700, as the key figures say; the income statement is 1,000 more.",
        table="income",
        row=4,
        column=3,
        label="Gross profit",
        correct="142,700",
        printed="143,700",
        agent="numeric_validation",
        check="subtotal",
    ),
    PlantedFigure(
        "flipped-sign",
        "a sign flipped in the cash flows",
        "The income taxes paid in 2024 are an outflow; the brackets are missing, so the subtotal does not follow.",
        table="cash flows",
        row=18,
        column=3,
        label="Income taxes paid",
        correct="(8,735)",
        printed="8,735",
        agent="numeric_validation",
        check="subtotal",
    ),
    PlantedFigure(
        "open-roll-forward",
        "a roll-forward that does not close",
        "The cost of plant and machinery moves from 121,075 to 127,460; the closing balance printed is 1,000 less.",
        table="plant 2025",
        row=7,
        column=2,
        label="At 31 December 2025",
        correct="127,460",
        printed="126,460",
        agent="numeric_validation",
        check="roll-forward",
    ),
    PlantedFigure(
        "wrong-percentage",
        "a percentage in a change column",
        "From 39,541 to 43,580 operating profit rose by 10.2%, as the management report says; the table has 11.2.",
        table="key figures",
        row=6,
        column=4,
        label="Operating profit",
        correct="10.2",
        printed="11.2",
        agent="numeric_validation",
        check="percentage change",
    ),
    PlantedFigure(
        "no-balance",
        "a balance sheet that does not balance",
        "Equity and liabilities of 2024 add up to 400,524, as do the assets; the printed total is 300 more.",
        table="position",
        row=44,
        column=3,
        label="Total equity and liabilities",
        correct="400,524",
        printed="400,824",
        agent="numeric_validation",
        check="balance sheet equation",
    ),
    PlantedFigure(
        "wrong-closing-cash",
        "closing cash that differs from the statement of financial position",
        "The cash flows of 2025 lead to 19,885, which is the cash of 21,305 less overdrafts of 1,420; 19,585 is "
        "printed.",
        table="cash flows",
        row=38,
        column=2,
        label="Cash and cash equivalents at 31 December",
        correct="19,885",
        printed="19,585",
        agent="numeric_validation",
        check="cash roll-forward",
    ),
)
TEXTS = (
    PlantedText(
        "wrong-growth-in-text",
        "a percentage in a sentence that contradicts its two ends",
        "From 438.9 to 462.1 million order intake grew by 5.3%, as the key figures say; the sentence has 6.3%.",
        before="Order intake grew by €23.2 million, or 5.3%, from €438.9 million to €462.1 million.",
        after="Order intake grew by €23.2 million, or 6.3%, from €438.9 million to €462.1 million.",
        correct="5.3%",
        printed="6.3%",
        agent="logic_consistency",
        check="stated change",
    ),
    PlantedText(
        "wrong-amount-in-text",
        "an amount in a sentence that contradicts the table",
        "The income statement shows a profit before tax of 40,408 thousand euros for 2025; the sentence has 44.0 "
        "million.",
        before="Profit before tax amounted to €40.4 million in 2025 (2024: €36.1 million).",
        after="Profit before tax amounted to €44.0 million in 2025 (2024: €36.1 million).",
        correct="€40.4 million",
        printed="€44.0 million",
        agent="logic_consistency",
        check="text against table",
    ),
)


def plant(clean: Blocks) -> Blocks:
    """The report with every planted error in it. Raises ValueError where the clean one does not say what it should."""
    blocks = clean
    for figure in FIGURES:
        blocks = _in_table(blocks, figure)
    for text in TEXTS:
        blocks = _in_text(blocks, text)
    return blocks


def listing(planted: Blocks) -> list[dict[str, object]]:
    """The planted errors for planted-errors.json, with the place of each in every format."""
    indices = {block.name: i for i, block in enumerate(b for b in planted if isinstance(b, Table))}
    return [*(_listed_figure(f, indices[f.table]) for f in FIGURES), *(_listed_text(t, planted) for t in TEXTS)]


def _in_table(blocks: Blocks, error: PlantedFigure) -> Blocks:
    def changed(table: Table) -> Table:
        at = error.row - len(table.header)
        row = table.rows[at]
        if (row.cells[0], row.cells[error.column]) != (error.label, error.correct):
            raise ValueError(f"{error.id}: row {error.row} of {error.table} reads {row.cells}")
        cells = (*row.cells[: error.column], error.printed, *row.cells[error.column + 1 :])
        return replace(table, rows=(*table.rows[:at], Row(cells, row.kind), *table.rows[at + 1 :]))

    return tuple(changed(b) if isinstance(b, Table) and b.name == error.table else b for b in blocks)


def _in_text(blocks: Blocks, error: PlantedText) -> Blocks:
    found = [block for block in blocks if isinstance(block, Paragraph) and error.before in block.text]
    if len(found) != 1:
        raise ValueError(f"{error.id}: {error.before!r} stands in {len(found)} paragraphs, expected 1")
    changed = replace(found[0], text=found[0].text.replace(error.before, error.after))
    return tuple(changed if block is found[0] else block for block in blocks)


def _listed_figure(error: PlantedFigure, index: int) -> dict[str, object]:
    place = {"table": index, "row": error.row, "column": error.column}
    return {
        "id": error.id,
        "kind": error.kind,
        "description": error.description,
        "row_label": error.label,
        "place": {"markdown": place, "docx": place},
        "printed": error.printed,
        "correct": error.correct,
        "expected_agent": error.agent,
        "expected_check": error.check,
    }


def _listed_text(error: PlantedText, blocks: Blocks) -> dict[str, object]:
    section = ""
    for block in blocks:
        if isinstance(block, Heading):
            section = block.text
        if isinstance(block, Paragraph) and error.after in block.text:
            break
    place = {"section": section, "quote": error.after}
    return {
        "id": error.id,
        "kind": error.kind,
        "description": error.description,
        "place": {"markdown": place, "docx": place},
        "printed": error.printed,
        "correct": error.correct,
        "expected_agent": error.agent,
        "expected_check": error.check,
    }
