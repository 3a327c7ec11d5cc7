"""The verdict on one audit: all rows of all tables that bear its id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from service.counting import counted
from service.errors import DatabaseDamaged
from service.log.columns import AUDIT, shown
from service.log.streams import AUDIT as AUDIT_STREAM
from service.log.streams import REVIEW
from service.log.verifying import queries
from service.log.verifying.artifacts import Artifacts
from service.log.verifying.audit_row import row_problems
from service.log.verifying.belongings import key_problems, use_problems
from service.log.verifying.chain import Chain, read_chain
from service.log.verifying.entries import EVERYTHING, entry_problems, of_chain, of_tombstone
from service.log.verifying.sign_offs import sign_off_problems
from service.log.verifying.snapshot import Row, Snapshot
from service.log.verifying.tombstones import tombstone_problems
from service.log.verifying.verdict import Problem, Verdict

ONLY_ITS_ERASURE = frozenset({"erased"})
"""Where events are gone or damaged, nobody knows what else has happened."""
HEAD_HASH, REVIEW_HASH = (list(AUDIT).index(name) for name in ("head_hash", "review_hash"))


@dataclass(frozen=True, slots=True)
class Found:
    """One audit as it was found; ``last`` is the seq and the hash of its last event, or those its tombstone names."""

    verdict: Verdict
    last: tuple[object, object] = (0, "")
    last_decision: tuple[int, str] = (0, "")
    """The seq and the hash of the last event of its review."""
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
    heads = (rows[0][HEAD_HASH], rows[0][REVIEW_HASH]) if rows else (None, None)
    chain, review = (
        read_chain(audit_id, snapshot.rows(queries.SELECT_EVENTS, audit_id, stream), head, stream)
        for stream, head in zip((AUDIT_STREAM, REVIEW), heads, strict=True)
    )
    streams = snapshot.few(queries.SELECT_OTHER_STREAMS, audit_id)
    entries = snapshot.few(queries.SELECT_ENTRIES, audit_id)
    events = sum(each.count + (each.problem is not None) for each in (chain, review))
    events += sum(count for _, count in streams)
    left = {"audits": len(rows), "events": events, "audit_artifacts": len(uses), "idempotency_keys": len(keys)}
    if tombstones:
        tombstone = tombstones[0]
        told = entry_problems(entries, of_tombstone(tombstone), ONLY_ITS_ERASURE)
        problems = (*tombstone_problems(tombstone, left), *told)
        return Found(Verdict(audit_id, 0, problems), tombstone[2:], tombstone=tombstone)
    if not any(left.values()) and not entries:
        return None
    problems = (
        *_of_events(rows, chain, review, any(left.values())),
        *_of_other_streams(streams),
        *use_problems(uses, chain, artifacts),
        *key_problems(keys, chain),
        *entry_problems(entries, of_chain(chain), EVERYTHING if chain.problem is None else ONLY_ITS_ERASURE),
        *sign_off_problems(entries, chain, review),
    )
    verdict = Verdict(audit_id, chain.count, problems, review.count)
    return Found(verdict, (chain.count, chain.last_hash), (review.count, review.last_hash))


def _of_events(rows: list[Row], chain: Chain, review: Chain, anything: bool) -> Iterator[Problem]:
    yield from (each.problem for each in (chain, review) if each.problem is not None)
    if rows:
        yield from row_problems(rows[0], chain, review)
    elif chain.count or chain.problem:
        yield Problem("its row in audits is gone, and events of it are there")
    elif anything:
        yield Problem("its row in audits and its events are gone, and other rows of it are there")
    else:
        yield Problem("all its rows are gone, and there is no tombstone of it")


def _of_other_streams(streams: list[Row]) -> Iterator[Problem]:
    for stream, count in streams:
        yield Problem(f"a stream {shown(stream)}, which no audit has, holds {counted(count, 'event')}")
