"""Appending against a plain list: whatever is appended at once, in whatever order, each outcome is the model's."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from service.errors import AuditNotFound, StreamEnded, WrongExpectedSeq
from service.events import AnyEvent
from service.log.codec import StoredEvent
from service.log.sqlite.store import open_store
from service.log.store import EventStore
from tests.log_events import complete, new_audit, progress, read_all
from tests.trying import examples
from tests.verdicts import verify

AUDITS = 3


@dataclass(frozen=True)
class Attempt:
    """An append: to which audit, how far off its head, and what ("p" progress, "e" end)."""

    audit: int
    off_by: int
    kinds: str

    @property
    def events(self) -> list[AnyEvent]:
        return [complete() if kind == "e" else progress() for kind in self.kinds]


ATTEMPTS = st.builds(
    Attempt,
    audit=st.integers(0, AUDITS),  # the last one does not exist
    off_by=st.sampled_from([0, 0, 0, 0, -1, 1, 5]),
    kinds=st.one_of(st.text("p", max_size=4), st.sampled_from(["e", "pe", "ep", "ee"])),
)
BURSTS = st.lists(st.lists(ATTEMPTS, min_size=1, max_size=6), max_size=8)


class Model:
    """What each audit holds: the kinds of its events, in order."""

    def __init__(self) -> None:
        self.logs = ["c"] * AUDITS

    def append(self, attempt: Attempt) -> type:
        """What becomes of the attempt."""
        if attempt.audit == AUDITS:
            return AuditNotFound
        log = self.logs[attempt.audit]
        if log.endswith("e"):
            return StreamEnded
        if attempt.off_by:
            return WrongExpectedSeq
        if "e" in attempt.kinds[:-1]:
            return StreamEnded
        self.logs[attempt.audit] += attempt.kinds
        return list


@examples(60, HealthCheck.function_scoped_fixture)
@given(bursts=BURSTS)
def test_every_append_has_the_outcome_of_the_model(migrated_database: Path, bursts: list[list[Attempt]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_play(Path(shutil.copy(migrated_database, folder)), bursts))


async def _play(path: Path, bursts: list[list[Attempt]]) -> None:
    store = await open_store(path)
    try:
        model, heard = Model(), list[StoredEvent]()
        audits = [await new_audit(store) for _ in range(AUDITS)] + ["nobody"]
        store.on_commit(heard.extend)
        for burst in bursts:
            await _play_at_once(store, audits, model, burst)
        for audit_id, log in zip(audits, model.logs, strict=False):
            await _assert_holds(store, audit_id, log)
        assert len(heard) == sum(len(log) - 1 for log in model.logs)
    finally:
        await store.close()


async def _play_at_once(store: EventStore, audits: list[str], model: Model, burst: list[Attempt]) -> None:
    """Submit a burst together; it is committed in the order in which it was submitted."""
    appends, expected = [], list[type]()
    for attempt in burst:
        head = len(model.logs[attempt.audit]) if attempt.audit < AUDITS else 0
        expected.append(model.append(attempt))
        appends.append(store.append(audits[attempt.audit], attempt.events, head + attempt.off_by))
    outcomes = await asyncio.gather(*appends, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == expected


async def _assert_holds(store: EventStore, audit_id: str, log: str) -> None:
    kinds = {"audit_created": "c", "agent_progress": "p", "audit_complete": "e"}
    events = await read_all(store, audit_id)
    assert "".join(kinds[event.type] for event in events) == log
    head = await store.head(audit_id)
    assert (head.seq, head.ended) == (len(log), log.endswith("e"))
    assert (await verify(store, audit_id)).problem is None
