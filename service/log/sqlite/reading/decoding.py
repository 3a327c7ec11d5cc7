"""Rows whose text may be none: SQLite keeps any bytes as text, and the driver stops at those that are no UTF-8."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Mapping, Sequence
from typing import Any


def leniently(
    raw: sqlite3.Connection, sql: str, values: Sequence[object] | Mapping[str, object]
) -> Generator[tuple[Any, ...]]:
    """The rows of a statement that gives the same order each time; text that is no UTF-8 comes as bytes.

    Raises:
        sqlite3.Error: SQLite itself cannot go on.
    """
    passed = 0
    try:
        for row in raw.execute(sql, values):  # pyright: ignore[reportArgumentType]
            yield row
            passed += 1
    except sqlite3.OperationalError as error:
        if hasattr(error, "sqlite_errorcode"):  # the driver's own errors have none
            raise
    else:
        return
    yield from _decoded_here(raw, passed, sql, values)


def _decoded_here(
    raw: sqlite3.Connection, passed: int, sql: str, values: Sequence[object] | Mapping[str, object]
) -> Generator[tuple[Any, ...]]:
    """The rows again, but for those that have ``passed``; slower, since each text is decoded by a function of ours."""
    before, raw.text_factory = raw.text_factory, text_or_bytes
    try:
        for number, row in enumerate(raw.execute(sql, values)):  # pyright: ignore[reportArgumentType]
            if number >= passed:
                yield row
    finally:
        raw.text_factory = before


def text_or_bytes(text: bytes) -> str | bytes:
    """A ``text_factory``: text that is no UTF-8 comes as bytes."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text
