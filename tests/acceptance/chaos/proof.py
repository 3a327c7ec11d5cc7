"""What must be true once a campaign is over, of each audit and of all of them."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from service.counting import counted
from service.log.store import EventStore
from tests.acceptance.chaos.audience import Watcher
from tests.acceptance.chaos.places import Place
from tests.acceptance.chaos.tally import Tally
from tests.acceptance.clients.handing_in import TERMINAL, types
from tests.acceptance.processes.server_process import tickmark

SELECT_AUDITS = "SELECT audit_id, epoch, head_seq, head_hash FROM audits"
CLAIMS = ("audit_started", "audit_resumed")


@dataclass(frozen=True)
class Watched:
    """An audit that was accepted, and those who followed it."""

    audit_id: str
    clients: Sequence[Watcher]


@dataclass(frozen=True)
class Left:
    """An audit whose server was killed while it held the lease of ``epoch``; when (seconds since 1970)."""

    audit_id: str
    epoch: int
    at: float

    def taken_over_after(self, events: Sequence[dict[str, Any]]) -> float:
        """Seconds from the death to the claim that followed it; fails if there is none."""
        (claim,) = [event for event in events if event["type"] in CLAIMS and event["attempt"] == self.epoch + 1]
        return datetime.fromisoformat(claim["timestamp"]).timestamp() - self.at


async def prove(
    store: EventStore, place: Place, watched: Sequence[Watched], left: Sequence[Left], tally: Tally
) -> None:
    """Every audit that was accepted ran to one end, nothing twice, and every client has read exactly its log."""
    rows = {row[0]: row[1:] for row in place.database.tamperer().execute(SELECT_AUDITS)}
    assert sorted(rows) == sorted(audit.audit_id for audit in watched), "an upload was lost or became two audits"
    for audit in watched:
        texts = await _stored(store, audit.audit_id)
        epoch, head_seq, head_hash = rows[audit.audit_id]
        assert (head_seq, head_hash) == (len(texts), hashlib.sha256(texts[-1].encode()).hexdigest())
        events = [json.loads(text) for text in texts]
        assert_run_once(events, epoch)
        for client in audit.clients:
            assert client.received.texts == texts, f"a client of {audit.audit_id} has read another log"
            tally.connections += client.received.connections
        tally.takeovers_s += [death.taken_over_after(events) for death in left if death.audit_id == audit.audit_id]
        tally.audits += 1
        tally.clients += len(audit.clients)
        tally.events += len(events)
        tally.resumptions += types(events).count("audit_resumed")
    await _verify(place, tally)


def assert_run_once(events: Sequence[dict[str, Any]], epoch: int) -> None:
    """One end, as expected; the report read once; each agent completed once and left alone after that; every claim
    in the log."""
    said = types(list(events))
    assert [kind for kind in said if kind in TERMINAL] == ["audit_complete"], said
    assert said[-1] == "audit_complete", said
    assert said.count("document_extracted") == 1, said
    assert [event["attempt"] for event in events if event["type"] in CLAIMS] == list(range(1, epoch + 1)), said
    assert (said[0], said[1], said.count("audit_started")) == ("audit_created", "audit_started", 1), said
    for agent_id in events[0]["agents"]:
        _assert_agent_ran_once([event for event in events if event.get("agent_id") == agent_id])


def _assert_agent_ran_once(lane: Sequence[dict[str, Any]]) -> None:
    said = types(list(lane))
    assert set(said) <= {"agent_started", "agent_progress", "agent_completed"}, said
    assert (said.count("agent_completed"), said[-1]) == (1, "agent_completed"), said
    attempts = [event["attempt"] for event in lane if event["type"] == "agent_started"]
    assert attempts == list(range(1, len(attempts) + 1)), attempts


async def _stored(store: EventStore, audit_id: str) -> list[str]:
    texts: list[str] = []
    while page := await store.read(audit_id, len(texts)):
        texts += [event.body for event in page]
    return texts


async def _verify(place: Place, tally: Tally) -> None:
    command = ("verify", "--all")
    verified = await asyncio.to_thread(tickmark, Path("none"), *command, TICKMARK_DATABASE_URL=place.url)
    expected = f"{counted(tally.audits, 'audit')}, {counted(tally.events, 'event')} verified; 0 broken"
    assert verified.returncode == 0, verified
    assert verified.stdout.startswith(expected), verified
