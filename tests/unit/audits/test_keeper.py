"""Keeping a lease: what ended the work is what is told, whatever becomes of the lease afterwards."""

from __future__ import annotations

import logging
from typing import Any, cast

import pytest

from service.audits.keeper import run_kept
from service.errors import DatabaseFailed
from service.log.values import Lease

LEASE = Lease("a", "me", 1)


class Gone:
    """A store whose database is gone."""

    async def renew(self, *_: object) -> None:
        raise DatabaseFailed("write", "gone")

    async def release(self, *_: object) -> None:
        raise DatabaseFailed("write", "gone")


async def fails() -> None:
    raise ZeroDivisionError("what ended the work")


async def succeeds() -> None:
    """There is nothing left to do."""


async def test_a_lease_that_can_not_be_let_go_does_not_hide_what_ended_the_work(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(ZeroDivisionError):
        await run_kept(cast("Any", Gone()), LEASE, 10, fails())

    assert caplog.messages == [
        "audit a could not be let go, its lease ends by itself: the database could not write: gone"
    ]


async def test_work_that_is_done_is_done_whether_or_not_its_lease_can_be_let_go() -> None:
    await run_kept(cast("Any", Gone()), LEASE, 10, succeeds())
