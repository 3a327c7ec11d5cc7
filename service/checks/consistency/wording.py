"""Findings in words a controller understands, with the places they rest on."""

from __future__ import annotations

from decimal import Decimal

from service.checks.consistency.changes import Change, Part
from service.checks.consistency.interval import Interval
from service.checks.consistency.lists import Stated
from service.checks.consistency.passages import Passage
from service.checks.consistency.rows import Entry, Row
from service.checks.consistency.statement import Broken
from service.checks.consistency.sums import Sum
from service.checks.consistency.ties import Tie, scales
from service.findings import Finding, Location, Severity, finding_id
from service.reports.prose import Figure

AGENT_ID = "logic_consistency"
_NAMES: dict[Part, str] = {
    "amount": "amount of change",
    "percent": "percentage change",
    "end": "later figure",
    "start": "earlier figure",
}
_GRAVE = Decimal("0.1")
"""Share of the right value from which a wrong one is grave."""


def broken_statement(passage: Passage, change: Change, broken: Broken) -> Finding:
    """A stated change that does not follow from the figures beside it."""
    subject = _short(change.subject)
    given = _listed([change.parts[part].text for part in broken.given])
    if broken.part == "direction":
        said, is_ = ("increase", "decrease") if change.direction == "up" else ("decrease", "increase")
        return _finding(
            passage,
            "change_direction",
            f"“{subject}” is said to {said}, but its figures {is_}",
            f"The sentence says {said}, but the later figure {change.parts['end'].text} and the earlier figure"
            f" {change.parts['start'].text} show a {is_}.",
            change.parts["end"],
            None,
        )
    figure = change.parts[broken.part]
    assert broken.expected is not None
    shown = _shown(figure, broken.expected)
    return _finding(
        passage,
        "change_in_sentence",
        f"{figure.text} does not follow from {given}",
        f"For “{subject}” the sentence gives {figure.text} as the {_NAMES[broken.part]}; from {given} in the same sentence it is {shown}.",
        figure,
        broken.expected,
    )


def broken_sum(passage: Passage, whole: Sum) -> Finding:
    """Parts that do not add up to the whole they are said to make."""
    total = whole.total()
    parts = _listed([part.text for part in whole.parts])
    verb = "add up to" if whole.complete else "already come to"
    return _finding(
        passage,
        "sum_in_sentence",
        f"{whole.whole.text} is not the sum of its parts"
        if whole.complete
        else f"{whole.whole.text} is less than the parts it includes",
        f"The sentence names {parts} as parts of {whole.whole.text}; they {verb} {_shown(whole.whole, total)}.",
        whole.whole,
        total,
    )


def untied_change(passage: Passage, change: Change, tie: Tie) -> Finding:
    """A stated change that the table it speaks of does not bear out."""
    assert tie.expected is not None
    assert isinstance(tie.odd, str)
    figure = change.parts[tie.odd]
    now, then = tie.entries
    shown = _shown(figure, tie.expected, now)
    return _finding(
        passage,
        "change_to_table",
        f"{_NAMES[tie.odd].capitalize()} of “{tie.row.label}” is {shown} in the table, {figure.text} in the text",
        f"The text gives {figure.text} as the {_NAMES[tie.odd]} of “{_short(change.subject)}”. {_table(tie.row)} shows"
        f" {now.number.text} ({now.label}) and {then.number.text} ({then.label}): {shown}.",
        figure,
        tie.expected,
        tie.row,
        (now, then),
    )


def wrong_direction(passage: Passage, change: Change, tie: Tie) -> Finding:
    """A change whose figures the table bears out, the other way round."""
    now, then = tie.entries
    said, is_ = ("increase", "decrease") if change.direction == "up" else ("decrease", "increase")
    figure = next(iter(change.parts.values()))
    return _finding(
        passage,
        "change_direction",
        f"“{tie.row.label}” is said to {said}; in the table it {is_}s",
        f"The text speaks of {_article(said)} of “{_short(change.subject)}”. {_table(tie.row)} shows {now.number.text} ({now.label})"
        f" after {then.number.text} ({then.label}): {_article(is_)} by the same figures.",
        figure,
        None,
        tie.row,
        (now, then),
    )


def untied_fact(passage: Passage, fact: Stated, tie: Tie) -> Finding:
    """A figure in the text that is another one in the table it is tied to by its neighbours."""
    assert tie.expected is not None
    assert isinstance(tie.odd, int)
    figure = fact.items[tie.odd].figure
    cell = tie.entries[0]
    return _finding(
        passage,
        "text_to_table",
        f"“{tie.row.label}” is {cell.number.text} in the table, {figure.text} in the text",
        f"The text gives {figure.text} for {fact.items[tie.odd].period.year}. {_table(tie.row)} shows {cell.number.text} in the column"
        f" “{cell.label}”; the other figures of the sentence agree with this row.",
        figure,
        tie.expected,
        tie.row,
        tie.entries,
    )


def _finding(
    passage: Passage,
    check: str,
    title: str,
    description: str,
    figure: Figure,
    expected: Interval | None,
    row: Row | None = None,
    entries: tuple[Entry, ...] = (),
) -> Finding:
    first = passage.location()
    scale = _scale(figure, entries[0] if entries else None, expected)
    middle = None if expected is None else (expected.low + expected.high) / 2
    value = None if middle is None else middle.scaleb(-scale)
    reported = abs(figure.value)
    wanted = None if value is None else _rounded(value, figure)
    return Finding(
        id=finding_id(AGENT_ID, check, first, f"{figure.text} at {figure.start}"),
        agent_id=AGENT_ID,
        check=check,
        severity=_severity(reported, value),
        title=title,
        description=description,
        locations=(first, *(_cell(row, entry) for entry in entries if row)),
        reported=_plain(reported),
        expected=None if wanted is None else _plain(wanted),
        difference=None if wanted is None else _plain(reported - wanted),
        unit=figure.unit,
        tolerance=None
        if expected is None
        else _plain(((expected.high - expected.low) / 2).scaleb(-scale) + figure.half_unit.scaleb(-figure.scale)),
    )


def _cell(row: Row, entry: Entry) -> Location:
    return Location(
        table=row.table.index,
        row=entry.cell.row,
        column=entry.cell.column,
        table_title=row.table.title or None,
        row_label=row.label or None,
        column_label=entry.label or None,
        quote=entry.cell.text,
    )


def _severity(reported: Decimal, expected: Decimal | None) -> Severity:
    if expected is None or not expected:
        return "medium"
    return "high" if abs(reported - abs(expected)) > _GRAVE * abs(expected) else "medium"


def _scale(figure: Figure, entry: Entry | None, expected: Interval | None) -> int:
    """The scale the text's figure is in: its own, or for a bare figure the one under which it comes nearest."""
    if figure.kind == "basis_points":
        return -2
    if entry is None or expected is None:
        return figure.scale
    middle = (expected.low + expected.high) / 2
    choices = [figure.scale if scale is None else scale for scale in scales(figure, entry.number)]
    return min(choices, key=lambda scale: abs(middle - abs(figure.value).scaleb(scale)))


def _rounded(value: Decimal, figure: Figure) -> Decimal:
    """The value at the precision that the figure is printed with."""
    return value.quantize(Decimal(1).scaleb(int(figure.value.as_tuple().exponent)))


def _shown(figure: Figure, expected: Interval, entry: Entry | None = None) -> str:
    """The expected value printed as the figure is."""
    scale = _scale(figure, entry, expected)
    value = _rounded(((expected.low + expected.high) / 2).scaleb(-scale), figure)
    digits = next((part for part in _numerals(figure.text)), figure.text)
    return figure.text.replace(digits, f"{value:,}", 1)


def _numerals(text: str) -> list[str]:
    import re

    return re.findall(r"\d(?:[\d.,'’\u00a0\u202f\u2009]*\d)?", text)


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _plain(value: Decimal) -> str:
    return f"{value:f}"


def _listed(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


def _short(subject: str) -> str:
    """The subject in at most twelve words."""
    words = subject.strip(" ,;:(").split()
    return " ".join(words if len(words) <= 12 else ["…", *words[-12:]])


def _table(row: Row) -> str:
    return (
        f"The row “{row.label}” of “{row.table.title}”"
        if row.table.title
        else f"The row “{row.label}” of table {row.table.index + 1}"
    )
