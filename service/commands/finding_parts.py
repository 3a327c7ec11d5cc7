"""What a finding says besides its title and place, line by line: each part that it has, and none twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")


def part_lines(finding: dict[str, Any]) -> Iterator[str]:
    """What is wrong, its likely cause, what may be wrong instead, and the relations that it breaks.

    An older server has no parts but the relations, and its description says those, too: they are not said again.
    """
    yield finding["description"]
    if finding.get("cause_text"):
        yield f"Likely cause: {finding['cause_text']}."
    yield from map(_alternative, finding.get("alternatives", ()))
    if others := finding.get("alternatives_total"):
        yield f"{others:,} other figures may be wrong instead in all."
    relations = finding.get("relations", ())
    yield from (f"Broken: {relation}" for relation in relations if relation not in finding["description"])
    total = finding.get("relations_total") or 0
    if total > len(relations):
        yield f"It breaks {total:,} relations in all."


def judged_text(finding: dict[str, Any]) -> str:
    """That a finding is a model's judgement, and how sure it is; empty where it was computed."""
    if finding.get("source") != "model":
        return ""
    confidence = finding.get("confidence", 1)
    return "judged by a model" + (f", confidence {round(confidence * 100)} %" if confidence < 1 else "")


def _alternative(other: dict[str, Any]) -> str:
    place = other["location"]
    name = ", ".join(filter(None, (place["row_label"], place["column_label"]))) or "an unnamed line"
    printed = f"{grouped(other['reported'])} where" if other["reported"] else "left empty where"
    cause = f": {other['cause_text']}" if other["cause_text"] else ""
    return f"It may be {name} instead, {printed} {grouped(other['expected'])} would fit{cause}."


def grouped(decimal: str) -> str:
    """A decimal with its thousands set apart; anything else as it is."""
    return f"{Decimal(decimal):,f}" if _DECIMAL.fullmatch(decimal) else decimal
