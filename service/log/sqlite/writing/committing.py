"""What the writing thread does with a batch: one statement where it can, a transaction where it must, then a ring."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import TypeVar

from service.errors import DatabaseFailed
from service.log.appending.known_heads import PreparedAppend, all_prepared, as_written
from service.log.appending.settling import Committed, Tried
from service.log.codec import StoredEvent
from service.log.sqlite.bells.doorbell import Doorbell
from service.log.sqlite.files_in_place import FilesInPlace
from service.log.sqlite.trouble import DamageMet
from service.log.sqlite.writing.at_once import write_at_once
from service.log.sqlite.writing.transaction import Operation, transaction

T = TypeVar("T")


class Committing:
    """The database file, as its writer uses it."""

    def __init__(self, files: FilesInPlace, damage: DamageMet, doorbell: Doorbell) -> None:
        self._files = files
        self._damage = damage
        self._doorbell = doorbell

    def trouble(self) -> DatabaseFailed | None:
        """As ``Database.trouble``."""
        try:
            self._files.check_before_write("write")
        except DatabaseFailed as failed:
            return failed
        return None

    def commit(
        self, raw: sqlite3.Connection, operations: Sequence[Operation | PreparedAppend], tried: Sequence[Tried]
    ) -> Committed:
        """As ``Database.commit``."""
        try:
            prepared = all_prepared(operations)
            if prepared is not None and not tried and write_at_once(raw, prepared):
                return as_written(prepared)
            known = [each.append if isinstance(each, PreparedAppend) else each for each in operations]
            return transaction(raw, known, tried)
        except sqlite3.Error as error:
            raise DatabaseFailed("write", self._damage.reason(error)) from error

    def alone(self, raw: sqlite3.Connection, change: Callable[[sqlite3.Connection], T]) -> T:
        """What ``change`` comes to in a transaction of its own, which does not wait for the disk.

        A power cut may take it back, until anything else is committed: that waits for all that was written before it.

        Raises:
            DatabaseFailed: nothing was written, unless the disk failed in the commit.
        """
        if trouble := self.trouble():
            raise trouble
        try:
            raw.execute("PRAGMA synchronous = NORMAL")
            raw.execute("BEGIN IMMEDIATE")
            try:
                result = change(raw)
                raw.execute("COMMIT")
            except BaseException:
                if raw.in_transaction:
                    raw.execute("ROLLBACK")
                raise
            finally:
                raw.execute("PRAGMA synchronous = FULL")
        except sqlite3.Error as error:
            raise DatabaseFailed("write", self._damage.reason(error)) from error
        return result

    def ring(self, stored: Sequence[StoredEvent]) -> None:
        """As ``Database.ring``."""
        if stored:
            self._doorbell.ring(event.stream_name for event in stored)
