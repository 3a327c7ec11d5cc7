"""Findings of several agents about one place, under each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service.findings import SEVERITIES

Said = dict[str, Any]


def at_one_place(findings: list[Said]) -> Iterator[list[Said]]:
    """The findings, each once, with those of other agents at its place behind it: gravest first, computed before model.

    They come where the first of them stands. An older server names nothing of the same place (``same_place``).
    """
    by_id = {finding.get("id"): finding for finding in findings}
    told = set[Any]()
    for finding in findings:
        if finding.get("id") in told:
            continue
        others = [by_id[other] for other in finding.get("same_place", ()) if other in by_id]
        group = sorted([finding, *others], key=_gravity)
        told.update(one.get("id") for one in others)
        yield group


def _gravity(finding: Said) -> tuple[int, bool]:
    return SEVERITIES.index(finding["severity"]), finding.get("source") == "model"
