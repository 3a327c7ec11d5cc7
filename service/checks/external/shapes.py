"""Answers in JSON, of which nothing is believed: what is not where it should be is not there."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import cast

from service.checks.external.telling import cleaned


def json_of(body: bytes) -> object:
    """What the bytes say.

    Raises:
        ValueError: they are no JSON, or nested without an end.
    """
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("its JSON is nested too deep") from error


def _no_number(name: str) -> object:
    raise ValueError(f"its JSON says {name}, which is no number")


def inside(value: object, *path: str) -> object:
    """What is at the end of a path of names; None where there is nothing."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = cast("dict[str, object]", value).get(name)
    return value


def listed(value: object, *path: str) -> list[object]:
    """The items of the list at the end of a path; none where there is none."""
    found = inside(value, *path)
    return cast("list[object]", found) if isinstance(found, list) else []


def text(value: object, *path: str) -> str:
    """The text at the end of a path, cleaned for showing; empty where there is none."""
    return cleaned(inside(value, *path))
