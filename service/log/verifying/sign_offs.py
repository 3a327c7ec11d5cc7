"""Sign-offs of a review: each stands in the register, and covers what there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from service.log.columns import shown
from service.log.verifying.chain import Chain
from service.log.verifying.entries import SIGNED_OFF, Told, told_in
from service.log.verifying.snapshot import Row
from service.log.verifying.verdict import Problem


def sign_off_problems(entries: Sequence[Row], audit: Chain, review: Chain) -> Iterator[Problem]:
    """``entries`` are the register's of this audit. What comes after a problem of the review nobody knows any more."""
    there = [Told(seq, stored_hash, said.get("timestamp")) for seq, stored_hash, said in review.sign_offs]
    told: dict[Told, object] = {}
    for position, kind, body, stored_hash in entries:
        if kind != SIGNED_OFF:
            continue
        says = told_in(body, stored_hash)
        if says is None:
            yield Problem(f"register entry {shown(position)} tells a sign-off in a text that no longer has its hash")
        elif says in told:
            yield Problem(f"register entry {shown(position)} tells a sign-off again, as entry {shown(told[says])} did")
        elif says not in there and review.problem is None:
            yield Problem(f"register entry {shown(position)} tells a sign-off ({says}), which is not there")
        if says is not None:
            told.setdefault(says, position)
    for sign_off in there:
        if sign_off not in told:
            yield Problem(f"no entry of the register tells a sign-off ({sign_off})")
    for seq, _, said in review.sign_offs:
        yield from _covers(seq, said, audit)


def _covers(seq: int, said: dict[str, Any], audit: Chain) -> Iterator[Problem]:
    """A sign-off is of the whole audit, and of the review up to the event before it."""
    covers = said.get("covers")
    named = cast("dict[str, Any]", covers) if isinstance(covers, dict) else {}
    before = (seq - 1, said.get("prev"))
    if (claimed := _head(named.get("review"))) != before:
        yield _other(seq, "decisions", claimed, before)
    if audit.problem is None and (claimed := _head(named.get("audit"))) != (audit.count, audit.last_hash):
        yield _other(seq, "events of the audit", claimed, (audit.count, audit.last_hash))


def _head(said: object) -> tuple[object, object]:
    head = cast("dict[str, Any]", said) if isinstance(said, dict) else {}
    return head.get("head"), head.get("hash")


def _other(seq: int, what: str, claimed: tuple[object, object], there: tuple[object, object]) -> Problem:
    says, stands = (f"{shown(head)} {what}, the last with the hash {shown(last)}" for head, last in (claimed, there))
    return Problem(f"decision {seq} signs off {says}; there are {stands}", seq, "decision")
