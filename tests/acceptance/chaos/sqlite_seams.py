"""The places inside a transaction on SQLite where a server may die."""

from __future__ import annotations

import sqlite3
import threading
import time
from typing import Any

from service.log.sqlite import queries
from service.log.sqlite.writing import committing
from service.log.sqlite.writing.at_once import write_at_once
from service.log.sqlite.writing.transaction import transaction
from tests.acceptance.chaos.fate import Fate
from tests.acceptance.chaos.steps import Step


def cut(fate: Fate) -> None:
    """Let every transaction of this process run over a connection that may be its last."""

    def mortal(raw: sqlite3.Connection, *args: Any) -> Any:
        return transaction(MortalConnection(raw, fate), *args)  # type: ignore[arg-type]

    def mortal_at_once(raw: sqlite3.Connection, *args: Any) -> Any:
        return write_at_once(MortalStatement(raw, fate), *args)  # type: ignore[arg-type]

    committing.transaction = mortal
    committing.write_at_once = mortal_at_once


class MortalStatement:
    """A connection whose one statement is its transaction, in which the process may die."""

    commit_s = 0.001
    """How long the last one took."""

    def __init__(self, raw: sqlite3.Connection, fate: Fate) -> None:
        self._raw = raw
        self._fate = fate

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        self._fate.pass_through(Step.BEFORE_COMMIT)
        if self._fate.has_come(Step.COMMIT):
            self._die_committing(sql, values)
        begun = time.perf_counter()
        cursor = self._raw.execute(sql, values)
        MortalStatement.commit_s = time.perf_counter() - begun
        self._fate.pass_through(Step.AFTER_COMMIT)
        return cursor

    def _die_committing(self, sql: str, values: Any) -> None:
        """SQLite commits without the interpreter's lock, so that another thread can kill the process meanwhile."""
        begun = threading.Event()

        def strike() -> None:
            begun.wait()
            time.sleep(self._fate.after * MortalStatement.commit_s)
            self._fate.die(Step.COMMIT)

        threading.Thread(target=strike, daemon=True).start()
        begun.set()
        self._raw.execute(sql, values)
        self._fate.die(Step.AFTER_COMMIT)


class MortalConnection(MortalStatement):
    """A connection in whose transaction of many statements the process may die."""

    @property
    def in_transaction(self) -> bool:
        return self._raw.in_transaction

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        if sql == "COMMIT":
            return super().execute(sql, values)
        cursor = self._raw.execute(sql, values)
        if "INTO appending" in sql:
            self._fate.pass_through(Step.STATEMENTS)
        if sql == queries.UPDATE_CLAIM:
            self._fate.pass_through(Step.CLAIM)
        return cursor
