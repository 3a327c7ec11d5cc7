"""The table as Markdown, and its place in a document."""

from __future__ import annotations

import os
import platform
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.measure import Measure
from tests.benchmarks.rounds import Measured
from tests.benchmarks.row import Group, Row, Spread

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
HEAD = (
    "| measure | Tickmark | held against | its figure | ratio (least to most) | floor / aim | reached | rounds |\n"
    "|---|---|---|---|---|---|---|---|"
)
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table as it stands in Markdown; ``ok`` unless a figure is missing."""

    key: str
    text: str
    ok: bool


def line(row: Row, measured: Measured) -> Line:
    """What was measured of ``row``."""
    subject, baseline = measured.spread(row.subject), measured.spread(row.baseline)
    ratios = [row.ratio(*pair) for pair in measured.pairs(row)]
    troubles = [trouble for each in (row.subject, row.baseline) if (trouble := measured.troubles.get(each))]
    against = _spread(Spread.of(ratios)) if ratios else ""
    reached = subject if row.absolute else Spread.of(ratios) if ratios else None
    cells = (
        row.name,
        _figure(row.subject, subject) + _load(row.subject, measured),
        row.baseline.name,
        _figure(row.baseline, baseline) + _load(row.baseline, measured),
        "; ".join((against, *troubles) if against else troubles).replace("|", "/"),
        str(row.bound or ""),
        row.bound.met(reached.median) if row.bound and reached else "",
        str(len(measured.rounds)),
    )
    return Line(f"| {row.name} | ", f"| {' | '.join(cells)} |", ok=not troubles)


def lines(group: Group, measured: Measured) -> list[Line]:
    """Those of all rows of ``group``."""
    return [line(row, measured) for row in group.rows]


def machine() -> str:
    """What the figures were taken on."""
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory_gib:.0f} GiB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, files on {_filesystem()}"
    )


def document(rows: Sequence[Line]) -> str:
    """The whole table, under the machine."""
    return "\n".join((machine(), "", HEAD, *(row.text for row in rows))) + "\n"


def write_into(path: Path, rows: Sequence[Line]) -> None:
    """Put the rows between the two marks of a document, each in the place of the one that has its name there.

    Raises:
        ValueError: the document has no such marks.
    """
    text = path.read_text(encoding="utf-8")
    before, begin, rest = text.partition(f"{BEGIN}\n")
    table, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{path} has no lines {BEGIN} and {END}, between which the table belongs")
    path.write_text(f"{before}{begin}{document(merged(table, rows))}{end}{after}", encoding="utf-8")


def merged(table: str, rows: Sequence[Line]) -> list[Line]:
    """The rows of a table as it stands, those measured anew in their places and further ones at its end."""
    known = {found[1]: found[0] for found in re.finditer(r"^(\| .+? \| ).*$", table, re.MULTILINE)}
    known.pop("| measure | ", None)
    fresh = {row.key: row.text for row in rows}
    return [Line(key, text, ok=True) for key, text in (known | fresh).items()]


def _figure(measure: Measure, spread: Spread | None) -> str:
    return f"{_number(spread.median)} {measure.unit}" if spread else MISSING


def _spread(ratio: Spread) -> str:
    return f"{ratio.median:.2f} ({ratio.least:.2f} to {ratio.most:.2f})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _load(measure: Measure, measured: Measured) -> str:
    readings = [found for each in measured.rounds if (found := each.get(measure)) and found.busy is not None]
    if not readings:
        return ""
    busy, gap = max(each.busy or 0 for each in readings), max(each.gap_ms or 0 for each in readings)
    return f" (load {busy:.0%} busy, gap {gap:.0f} ms)"


def _filesystem() -> str:
    """What the databases were on: figures of writing mean nothing where a sync has no disk to wait for."""
    folder = Path(tempfile.gettempdir()).resolve()
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return "an unknown file system"
    kind = max((len(place), kind) for place, kind in mounts if folder.is_relative_to(place))[1]
    return f"{kind}, in memory: set TMPDIR to a folder on a disk" if kind == "tmpfs" else kind


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.machine()
