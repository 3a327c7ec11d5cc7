"""``python -m tests.benchmarks [WORD...] [--rounds N] [--write FILE]``: everything beside its baseline, in turn.

Only rows that hold one of the words are measured, several rounds each. The table is printed, kept in
build/benchmarks.md and, with ``--write``, put between the marks of a document. Exit code 1 if a figure is missing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.benchmarks import report
from tests.benchmarks.rounds import measured
from tests.benchmarks.table import TABLE

KEPT = Path("build/benchmarks.md")


def main(words: list[str], rounds: int | None, write: Path | None) -> int:
    """Measure, print, keep; the exit code."""
    rows: list[report.Line] = []
    print(f"{report.machine()}\n\n{report.HEAD}", flush=True)
    for group in TABLE:
        if (chosen := group.chosen(words, rounds)).rows:
            for line in report.lines(chosen, measured(chosen)):
                rows.append(line)
                print(line.text, flush=True)
    if not rows:
        print(f"no row of the table holds any of: {', '.join(words)}", file=sys.stderr)
        return 1
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(report.document(rows), encoding="utf-8")
    if write is not None:
        report.write_into(write, rows)
    return 0 if all(line.ok for line in rows) else 1


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD", help="measure only the rows that hold one of these")
    parser.add_argument("--rounds", type=int, metavar="N", help="so many rounds of each instead of its own number")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the table between the marks of this document")
    return parser.parse_args()


if __name__ == "__main__":
    given = arguments()
    sys.exit(main(given.words, given.rounds, given.write))
