"""A small report, and claims about it as short texts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from service.checks.claims.claim import Claim, Quote, Sum
from service.reports.model import Report
from service.reports.reading import read

HERE = Path(__file__).parent


@cache
def ferries() -> Report:
    """The report of ferries.md."""
    return read("ferries.md", (HERE / "ferries.md").read_bytes())


def claim(
    *quotes: str,
    title: str = "They differ",
    explanation: str = "Both cannot be right.",
    sums: Iterable[str] = (),
    severity: str = "medium",
) -> Claim:
    """A claim; quotes are written "place: text", and sums "expression = stated"."""
    return Claim(
        title=title,
        explanation=explanation,
        severity=severity,  # pyright: ignore[reportArgumentType]
        quotes=tuple(Quote(place=place, text=text) for place, _, text in (one.partition(": ") for one in quotes)),
        sums=tuple(Sum(expression=one.rpartition(" = ")[0], stated=one.rpartition(" = ")[2]) for one in sums),
    )
