"""What somebody can try who has the database and no respect for the service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Protocol

OnConflict = Literal["fail", "replace", "ignore"]


class Refused(Exception):
    """The database itself did not let a statement through; the text is its message."""


class Tamperer(Protocol):
    """Somebody with a connection to the database and no respect for the service."""

    def execute(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of one statement (values at its question marks), committed.

        Raises:
            Refused: the database did not allow it.
        """
        ...

    def insert(self, table: str, row: Mapping[str, object], on_conflict: OnConflict = "fail") -> None:
        """Insert ``row``; with "replace", over a row with the same key.

        Raises:
            Refused: the database did not allow it.
        """
        ...

    def drop_rules(self) -> None:
        """Take away every trigger and every reference between tables, as who owns the database can."""
        ...

    def restore_rules(self) -> None:
        """Put back what ``drop_rules`` took away, so that nothing shows of it."""
        ...
