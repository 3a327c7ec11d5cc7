"""Compares the register's entries of one audit with the audit: it neither begins, ends nor is erased without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.log.codec import text_hash
from service.log.columns import shown
from service.log.verifying.chain import Chain
from service.log.verifying.register import head_in, said_in
from service.log.verifying.snapshot import Row
from service.log.verifying.verdict import Problem

DONE = {"accepted": "its acceptance", "ended": "its end", "erased": "its erasure"}
"""The types of entries of which an audit has one each, in the order in which they come, and what each tells."""
SIGNED_OFF = "signed_off"
"""The type of those of which it may have any number: see ``sign_offs``."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry must tell: the last event by then, when, and what else belongs to its type."""

    head_seq: object
    head_hash: object
    timestamp: object
    by: object = None

    def __str__(self) -> str:
        by = "" if self.by is None else f", by {shown(self.by)}"
        return f"event {shown(self.head_seq)} with the hash {shown(self.head_hash)}, at {shown(self.timestamp)}{by}"


def of_chain(chain: Chain) -> Mapping[str, Told]:
    """What the register must tell of an audit with this chain, by type of entry."""
    told: dict[str, Told] = {}
    if chain.count:
        told["accepted"] = Told(1, chain.first_hash, chain.first.get("timestamp"))
    if chain.ended and chain.problem is None:
        told["ended"] = Told(chain.count, chain.last_hash, chain.last_timestamp)
    return told


def of_tombstone(row: Row) -> Mapping[str, Told]:
    """What the register must tell of an erased audit; of one erased before there was a register, nothing else."""
    erased_at, erased_by, head_seq, last_hash = row
    return {"erased": Told(head_seq, last_hash, erased_at, erased_by)}


EVERYTHING = frozenset(DONE)
"""Nobody can tell of what has not happened."""


def entry_problems(
    entries: Sequence[Row], told: Mapping[str, Told], certain: frozenset[str] = EVERYTHING
) -> Iterator[Problem]:
    """``entries`` have position, type, body and hash; they must tell what ``told`` has.

    Of the types that are ``certain``, what is not in ``told`` has not happened; of others nobody knows any more.
    """
    found: dict[str, int] = {}
    mentioned = {kind for _, kind, *_ in entries}
    for position, kind, body, stored_hash in entries:
        if kind == SIGNED_OFF:
            continue
        if kind not in DONE:  # a version that tells more has another schema, and no verdict of this one
            yield Problem(f"register entry {shown(position)} tells {shown(kind)}, which no entry tells")
            continue
        expected, says = told.get(kind), _told(body)
        if expected is None and kind not in certain:
            continue
        if isinstance(body, str) and text_hash(body) != stored_hash:
            yield Problem(f"register entry {shown(position)} tells {DONE[kind]} in a text that no longer has its hash")
        elif expected is None:
            yield Problem(f"register entry {shown(position)} tells {DONE[kind]} ({says}), which is not there")
        elif says != expected:
            yield Problem(f"register entry {shown(position)} tells {DONE[kind]} as {says}; there is {expected}")
        elif kind in found:
            yield Problem(f"register entry {shown(position)} tells {DONE[kind]} again, as entry {found[kind]} did")
        else:
            found[kind] = position
    for kind in told:
        if kind not in mentioned:
            yield Problem(f"no entry of the register tells {DONE[kind]} ({told[kind]})")
    order = [position for kind in DONE if isinstance(position := found.get(kind), int)]
    if order != sorted(order):
        yield Problem("the register tells of it in the wrong order: it is accepted, ends and is erased")


def told_in(body: object, stored_hash: object) -> Told | None:
    """What the text of an entry tells; None if it no longer has its hash."""
    return _told(body) if isinstance(body, str) and text_hash(body) == stored_hash else None


def _told(body: object) -> Told:
    said = said_in(body)
    return Told(*head_in(said), said.get("timestamp"), said.get("by"))
