"""The places inside a transaction on PostgreSQL where a server may die."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

from service.log.postgres import queries, store
from service.log.postgres.at_once import write_at_once
from service.log.postgres.transaction import transaction
from tests.acceptance.chaos.fate import Fate
from tests.acceptance.chaos.steps import Step


def cut(fate: Fate) -> None:
    """Let every transaction of this process run over a connection that may be its last."""

    async def mortal(connection: Any, *args: Any) -> Any:
        return await transaction(MortalConnection(connection, fate), *args)  # type: ignore[arg-type]

    async def mortal_at_once(connection: Any, *args: Any) -> Any:
        return await write_at_once(MortalStatement(connection, fate), *args)  # type: ignore[arg-type]

    store.transaction = mortal
    store.write_at_once = mortal_at_once


class MortalConnection:
    """A connection in whose statements the process may die. Its first transaction is the one that commits."""

    def __init__(self, connection: Any, fate: Fate) -> None:
        self._connection = connection
        self._fate = fate
        self._in_transaction = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def transaction(self) -> Any:
        inner = self._connection.transaction()
        if self._in_transaction:
            return inner
        self._in_transaction = True
        return MortalTransaction(inner, self._fate)

    async def fetch(self, sql: str, *values: Any, **options: Any) -> Any:
        rows = await self._connection.fetch(sql, *values, **options)
        if sql in queries.APPEND.values():
            self._fate.pass_through(Step.STATEMENTS)
        return rows

    async def execute(self, sql: str, *values: Any, **options: Any) -> str:
        status = await self._connection.execute(sql, *values, **options)
        if sql == queries.UPDATE_CLAIM:
            self._fate.pass_through(Step.CLAIM)
        return status


class MortalCommit:
    """Something that commits, in which the process may die."""

    commit_s = 0.001
    """How long the last one took."""

    def __init__(self, fate: Fate) -> None:
        self._fate = fate

    async def committed(self, commit: Coroutine[Any, Any, Any]) -> Any:
        """What ``commit`` comes to, if anybody lives to hear it."""
        self._fate.pass_through(Step.BEFORE_COMMIT)
        if self._fate.has_come(Step.COMMIT):
            await self._die_committing(commit)
        begun = time.perf_counter()
        result = await commit
        MortalCommit.commit_s = time.perf_counter() - begun
        self._fate.pass_through(Step.AFTER_COMMIT)
        return result

    async def _die_committing(self, commit: Coroutine[Any, Any, Any]) -> None:
        """Once it has been sent nothing more is read: the process never hears whether it stands."""
        committing = asyncio.create_task(commit)
        await asyncio.sleep(0)
        time.sleep(self._fate.after * MortalCommit.commit_s)
        assert not committing.done()
        self._fate.die(Step.COMMIT)


class MortalStatement(MortalCommit):
    """A connection whose one statement is its transaction."""

    def __init__(self, connection: Any, fate: Fate) -> None:
        super().__init__(fate)
        self._connection = connection

    async def fetch(self, sql: str, *values: Any, **options: Any) -> Any:
        return await self.committed(self._connection.fetch(sql, *values, **options))


class MortalTransaction(MortalCommit):
    """A transaction in whose COMMIT the process may die."""

    def __init__(self, inner: Any, fate: Fate) -> None:
        super().__init__(fate)
        self._inner = inner

    async def __aenter__(self) -> None:
        await self._inner.__aenter__()

    async def __aexit__(self, kind: Any, error: Any, trace: Any) -> None:
        if kind is not None:
            await self._inner.__aexit__(kind, error, trace)
            return
        await self.committed(self._inner.__aexit__(None, None, None))
