"""The places inside a transaction on PostgreSQL where a server may die."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from service.log.postgres import queries, store
from service.log.postgres.transaction import transaction
from tests.acceptance.chaos.fate import Fate
from tests.acceptance.chaos.steps import Step


def cut(fate: Fate) -> None:
    """Let every transaction of this process run over a connection that may be its last."""

    async def mortal(connection: Any, *args: Any) -> Any:
        return await transaction(MortalConnection(connection, fate), *args)  # type: ignore[arg-type]

    store.transaction = mortal


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

    async def execute(self, sql: str, *values: Any) -> str:
        if sql == queries.UPDATE_HEAD:
            self._fate.pass_through(Step.STATEMENTS)
        status = await self._connection.execute(sql, *values)
        if sql == queries.UPDATE_CLAIM:
            self._fate.pass_through(Step.CLAIM)
        return status


class MortalTransaction:
    """A transaction in whose COMMIT the process may die."""

    commit_s = 0.001
    """How long the last COMMIT took."""

    def __init__(self, inner: Any, fate: Fate) -> None:
        self._inner = inner
        self._fate = fate

    async def __aenter__(self) -> None:
        await self._inner.__aenter__()

    async def __aexit__(self, kind: Any, error: Any, trace: Any) -> None:
        if kind is not None:
            await self._inner.__aexit__(kind, error, trace)
            return
        self._fate.pass_through(Step.BEFORE_COMMIT)
        if self._fate.has_come(Step.COMMIT):
            await self._die_committing()
        begun = time.perf_counter()
        await self._inner.__aexit__(None, None, None)
        MortalTransaction.commit_s = time.perf_counter() - begun
        self._fate.pass_through(Step.AFTER_COMMIT)

    async def _die_committing(self) -> None:
        """Once COMMIT has been sent nothing more is read: the process never hears whether it stands."""
        committing = asyncio.create_task(self._inner.__aexit__(None, None, None))
        await asyncio.sleep(0)
        time.sleep(self._fate.after * MortalTransaction.commit_s)
        assert not committing.done()
        self._fate.die(Step.COMMIT)
