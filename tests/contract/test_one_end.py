"""Cancel, completion and takeover race for one place in the log: an audit has exactly one end, whoever comes first."""

from __future__ import annotations

import asyncio

from service.audits.cancelling import cancel
from service.errors import LeaseLost, StreamEnded, TickmarkError, WrongExpectedSeq
from service.events import TERMINAL_TYPES
from service.log.store import EventStore
from service.log.values import Claim
from tests.contract.conftest import StoreFactory
from tests.log_events import complete, new_audit, progress, read_all
from tests.verdicts import verify

ROUNDS = 60
EXPIRED_S = 0
"""A lease that has ended when it begins: the takeover never has to wait."""


async def run_to_its_end(store: EventStore, claim: Claim) -> str:
    """A runner: a few steps and the end, never reading the head again."""
    for seq in range(claim.head, claim.head + 3):
        await store.append(claim.lease.audit_id, [progress(seq)], seq, lease=claim.lease)
    await store.append(claim.lease.audit_id, [complete()], claim.head + 3, lease=claim.lease)
    return "completed"


async def take_over(store: EventStore, audit_id: str) -> str:
    return await run_to_its_end(store, await store.claim(audit_id, "another", EXPIRED_S))


async def cancelled(store: EventStore, audit_id: str) -> str:
    await cancel(store, audit_id, "enough")
    return "cancelled"


async def test_cancel_completion_and_takeover_racing_leave_exactly_one_end(store_factory: StoreFactory) -> None:
    here, there, elsewhere = [await store_factory() for _ in range(3)]
    ends: list[str] = []
    for number in range(ROUNDS):
        # Given an audit that one process runs, in each round with another head start,
        audit_id = await new_audit(here)
        claim = await here.claim(audit_id, "first", EXPIRED_S)
        running = asyncio.create_task(run_to_its_end(here, claim))
        for _ in range(number * 7 % 40):
            await asyncio.sleep(0)

        # when another takes it over, a third cancels it and a fourth cancels it too,
        outcomes = await asyncio.gather(
            running,
            take_over(there, audit_id),
            cancelled(elsewhere, audit_id),
            cancelled(here, audit_id),
            return_exceptions=True,
        )

        # then one of them has ended it, the others know, and nothing follows the end.
        log = await read_all(elsewhere, audit_id)
        assert [event.type for event in log if event.type in TERMINAL_TYPES] == [log[-1].type]
        (won,) = [outcome for outcome in outcomes if isinstance(outcome, str)]
        assert log[-1].type == {"completed": "audit_complete", "cancelled": "audit_cancelled"}[won]
        lost = [outcome for outcome in outcomes if isinstance(outcome, TickmarkError)]
        assert len(lost) == 3
        assert {type(error) for error in lost} <= {LeaseLost, StreamEnded, WrongExpectedSeq}
        assert (await verify(there, audit_id)).problem is None
        ends.append(log[-1].type)
    assert set(ends) <= TERMINAL_TYPES


async def test_either_end_comes_about(store: EventStore) -> None:
    """So that the race above can be won by more than one."""
    by_runner, by_user = await new_audit(store), await new_audit(store)
    await run_to_its_end(store, await store.claim(by_runner, "a", 10))
    claim = await store.claim(by_user, "a", 10)
    await cancelled(store, by_user)

    for late in (run_to_its_end(store, claim), cancelled(store, by_runner)):
        outcome = (await asyncio.gather(late, return_exceptions=True))[0]
        assert isinstance(outcome, StreamEnded)

    assert (await read_all(store, by_runner))[-1].type == "audit_complete"
    assert (await read_all(store, by_user))[-1].type == "audit_cancelled"
