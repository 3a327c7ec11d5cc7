"""What goes with an audit: the artifacts that it uses, and the idempotency key under which it was accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from service.artifacts import artifact_sha256
from service.log.columns import is_hash, shown
from service.log.verifying.artifacts import Artifacts
from service.log.verifying.chain import Chain
from service.log.verifying.snapshot import Row
from service.log.verifying.verdict import Problem


def use_problems(uses: Sequence[Row], chain: Chain, artifacts: Artifacts) -> Iterator[Problem]:
    """``uses`` are the artifacts that the audit is said to use, and whether each is there."""
    used = {sha256 for sha256, _ in uses}
    for sha256, seq in chain.named.items():
        if not is_hash(sha256):  # not every database can even be asked for it
            yield Problem(
                f"event {seq} names an artifact {shown(sha256)}, and artifacts have a SHA-256 for a name", seq
            )
            continue
        if wrong := artifacts.problem(sha256):
            yield Problem(f"what event {seq} names was altered or is gone: artifact {sha256} {wrong}", seq)
        if sha256 not in used:
            yield Problem(f"that the audit uses artifact {sha256}, which event {seq} names, was deleted", seq)
    if chain.problem is None:  # else events that were not read may name them
        for sha256 in used - chain.named.keys():
            yield Problem(f"the audit is said to use artifact {shown(sha256)}, which none of its events names")
    for sha256, there in uses:
        if not there and sha256 not in chain.named:
            yield Problem(f"artifact {shown(sha256)}, which the audit is said to use, is gone")


def key_problems(keys: Iterable[Row], chain: Chain) -> Iterator[Problem]:
    """``keys`` are the idempotency keys that lead to the audit; event 1 says which does."""
    rows = list(keys)
    for key, fingerprint in rows:
        if not isinstance(key, str) or not isinstance(fingerprint, str):
            yield Problem(f"idempotency key {shown(key)} was altered: it and its fingerprint must be text")
    if not chain.count or "idempotency" not in chain.first:
        return  # older versions did not say
    said = chain.first["idempotency"]
    named = cast("dict[str, object]", said) if isinstance(said, dict) else {}
    kept = {(artifact_sha256(key.encode()), request) for key, request in rows if isinstance(key, str)}
    true = {(each.get("key_sha256"), each.get("request_sha256")) for each in (named,) if each}
    if true - kept:
        yield Problem("the idempotency key that event 1 names was deleted, altered or leads elsewhere", 1)
    if kept - true:
        yield Problem("an idempotency key leads to this audit, and event 1 names no such key", 1)
