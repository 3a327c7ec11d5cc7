"""Examples of a rule: small reports that keep it and that break it, from the file beside its module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from service.checks.claims.claim import Claim
from service.checks.rules.registry import ROOMS

Format = Literal["markdown", "workbook", "tagged"]


@dataclass(frozen=True, slots=True)
class Example:
    """A small report, and what is found in it where it is broken.

    ``format`` "workbook" is a table whose cells may have a formula between backticks after their value; "tagged" is one
    whose figures may have the concept of their tag there, with a minus where the tag says that they are negative.
    """

    says: str
    report: str
    broken: bool
    format: Format = "markdown"
    row: str | None = None
    column: str | None = None
    quote: str | None = None
    """What the finding is about: a row and a column of a table, or figures of a sentence."""
    reported: str | None = None
    expected: str | None = None
    claims: tuple[Claim, ...] = ()
    """What a model claims of it, of a rule about such claims."""
    unanswered: str | None = None
    """Why a model did not answer."""


def examples_of(rule_id: str) -> tuple[Example, ...]:
    """The clean examples of one of our rules and then the broken ones; none of a rule that another package brings."""
    for room in ROOMS:
        file = files(room).joinpath(f"{rule_id}.toml")
        if file.is_file():
            table = tomllib.loads(file.read_text(encoding="utf-8"))
            return tuple(_example(each, kind) for kind in ("clean", "broken") for each in table.get(kind, ()))
    return ()


def _example(table: dict[str, Any], kind: str) -> Example:
    fields: dict[str, Any] = {**table, "claims": tuple(map(Claim.model_validate, table.get("claims", ())))}
    return Example(**fields, broken=kind == "broken")
