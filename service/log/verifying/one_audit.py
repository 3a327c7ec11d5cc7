"""The verdict on one audit: all rows of all tables that bear its id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.counting import counted
from service.errors import DatabaseDamaged
from service.log.columns import AUDIT, shown
from service.log.verifying import queries
from service.log.verifying.artifacts import Artifacts
from service.log.verifying.audit_row import row_problems
from service.log.verifying.belongings import key_problems, use_problems
from service.log.verifying.chain import Chain, read_chain
from service.log.verifying.entries import EVERYTHING, entry_problems, of_chain, of_tombstone
from service.log.verifying.snapshot import Row, Snapshot
from service.log.verifying.tombstones import tombstone_problems
from service.log.verifying.verdict import Problem, Verdict

ONLY_ITS_ERASURE = frozenset({"erased"})
"""Where events are gone or damaged, nobody knows what else has happened."""
HEAD_HASH = list(AUDIT).index("head_hash")


@dataclass(frozen=True, slots=True)
class Found:
    """One audit as it was found; ``last`` is the seq and the hash of its last event, or those its tombstone names."""

    verdict: Verdict
    last: tuple[object, object] = (0, "")
    tombstone: Row | None = None
    """The columns of ``TOMBSTONE``, if the audit was erased."""


def examine(snapshot: Snapshot, audit_id: object, artifacts: Artifacts) -> Found | None:
    """What there is of an audit, and what is wrong with it; None if there is nothing of it."""
    if not isinstance(audit_id, str):
        return Found(_nameless(audit_id))
    try:
        return _examine(snapshot, audit_id, artifacts)
    except DatabaseDamaged as error:
        return Found(Verdict(audit_id, 0, (Problem(f"it cannot be read to its end: {error.reason}"),)))


def _nameless(audit_id: object) -> Verdict:
    return Verdict(shown(audit_id), 0, (Problem("rows bear this in the place of an audit's id, which is text"),))


def _examine(snapshot: Snapshot, audit_id: str, artifacts: Artifacts) -> Found | None:
    rows = snapshot.few(queries.SELECT_AUDIT, audit_id)
    tombstones = snapshot.few(queries.SELECT_TOMBSTONE, audit_id)
    uses = snapshot.few(queries.SELECT_USES, audit_id)
    keys = snapshot.few(queries.SELECT_KEYS, audit_id)
    chain = read_chain(audit_id, snapshot.rows(queries.SELECT_EVENTS, audit_id), rows[0][HEAD_HASH] if rows else None)
    streams = snapshot.few(queries.SELECT_OTHER_STREAMS, audit_id)
    entries = snapshot.few(queries.SELECT_ENTRIES, audit_id)
    events = chain.count + (chain.problem is not None) + sum(count for _, count in streams)
    left = {"audits": len(rows), "events": events, "audit_artifacts": len(uses), "idempotency_keys": len(keys)}
    if tombstones:
        tombstone = tombstones[0]
        told = entry_problems(entries, of_tombstone(tombstone), ONLY_ITS_ERASURE)
        problems = (*tombstone_problems(tombstone, left), *told)
        return Found(Verdict(audit_id, 0, problems), tombstone[2:], tombstone)
    if not any(left.values()) and not entries:
        return None
    problems = (
        *_of_events(rows, chain, streams, any(left.values())),
        *use_problems(uses, chain, artifacts),
        *key_problems(keys, chain),
        *entry_problems(entries, of_chain(chain), EVERYTHING if chain.problem is None else ONLY_ITS_ERASURE),
    )
    return Found(Verdict(audit_id, chain.count, problems), (chain.count, chain.last_hash))


def _of_events(rows: list[Row], chain: Chain, streams: list[Row], anything: bool) -> Iterator[Problem]:
    if chain.problem is not None:
        yield chain.problem
    if rows:
        yield from row_problems(rows[0], chain)
    elif chain.count or chain.problem:
        yield Problem("its row in audits is gone, and events of it are there")
    elif anything:
        yield Problem("its row in audits and its events are gone, and other rows of it are there")
    else:
        yield Problem("all its rows are gone, and there is no tombstone of it")
    for stream, count in streams:
        yield Problem(f"a stream {shown(stream)}, which no audit has, holds {counted(count, 'event')}")
