"""Compares the row of an audit with its events, which are believed rather than the row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

from service.log.columns import AUDIT, misfits, shown
from service.log.verifying.chain import Chain
from service.log.verifying.snapshot import Row
from service.log.verifying.verdict import Problem


def row_problems(row: Row, chain: Chain, review: Chain) -> Iterator[Problem]:
    """What is wrong with ``row``, the columns of ``AUDIT``, or with both chains by what the row says."""
    columns = dict(zip(AUDIT, row, strict=True))
    if wrong := misfits(row, AUDIT):
        yield Problem(f"the audit's row was altered: {'; '.join(wrong)}")
    if chain.problem is None:
        yield from _head(columns["head_seq"], columns["head_hash"], chain)
        yield from _end(columns, chain)
        yield from _lease(columns, chain)
    if review.problem is None:
        yield from _head(columns["review_seq"], columns["review_hash"], review)
    if chain.count:
        yield from _created(columns, chain)


def _head(seq: object, stored_hash: object, chain: Chain) -> Iterator[Problem]:
    last, noun = chain.count, chain.noun
    if type(seq) is not int:
        return
    if last < seq:
        yield Problem(f"{noun} {last + 1} is missing; the head says there are {seq}", last + 1, noun)
    elif last > seq:
        yield Problem(f"{noun} {seq + 1} is beyond the head, which says {seq}", seq + 1, noun)
    elif stored_hash != chain.last_hash:
        yield Problem(f"{noun} {seq} was altered: the head names another text", seq, noun)


def _end(columns: dict[str, Any], chain: Chain) -> Iterator[Problem]:
    seq = chain.count
    if (columns["head_seq"], columns["head_hash"]) == (seq, chain.last_hash) and columns["ended"] != chain.ended:
        says = "has ended" if columns["ended"] else "has not ended"
        yield Problem(f"the audit's row says that it {says}, and event {seq} is {shown(chain.last_type)}", seq)


def _lease(columns: dict[str, Any], chain: Chain) -> Iterator[Problem]:
    if columns["epoch"] != chain.claims:
        yield Problem(f"the audit's row has epoch {shown(columns['epoch'])}, the last claim in its log {chain.claims}")
    if chain.ended and (columns["lease_owner"], columns["lease_until_ms"]) != (None, None):
        yield Problem("the audit's row was altered: it has ended, and somebody holds it")
    if (columns["lease_owner"] is None) != (columns["lease_until_ms"] is None):
        owner, until = shown(columns["lease_owner"]), shown(columns["lease_until_ms"])
        yield Problem(f"the audit's row was altered: a lease has an owner and a time, this one {owner} and {until}")


def _created(columns: dict[str, Any], chain: Chain) -> Iterator[Problem]:
    """What the audit was created with is in event 1."""
    first = chain.first
    named = first.get("document")
    document: dict[str, object] = cast("dict[str, object]", named) if isinstance(named, dict) else {}
    said = {
        "created_at": first.get("timestamp"),
        "document_sha256": document.get("sha256"),
        "filename": document.get("filename"),
        "agents": first.get("agents"),
    }
    for name, value in said.items():
        stands = columns[name]
        if AUDIT[name](stands) and (json.loads(stands) if name == "agents" else stands) != value:
            yield Problem(f"the audit's row has {name} {shown(stands)}, event 1 says {shown(value)}", 1)
