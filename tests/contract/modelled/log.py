"""What a log should hold, as a plain list of texts for each audit. It knows nothing of how a store does it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from service.events import TERMINAL_TYPES, AnyEvent
from service.log.codec import StoredEvent
from service.log.values import Lease


@dataclass(frozen=True)
class ModelledAudit:
    """The texts of an audit's events, in order, and whose turn it is to run it."""

    audit_id: str
    bodies: tuple[str, ...] = ()
    ended: bool = False
    runners: tuple[str, ...] = ()
    """Who claimed it, in turn: the first under epoch 1."""
    owner: str | None = None
    held: bool = False

    @property
    def head(self) -> int:
        return len(self.bodies)

    @property
    def epoch(self) -> int:
        return len(self.runners)

    def lease(self, off_by: int) -> Lease:
        """The lease under which it is run, one from before (-1), or the one that the next claim may give (1)."""
        epoch = max(self.epoch + off_by, 1)
        owner = self.runners[epoch - 1] if epoch <= self.epoch else "a"
        return Lease(self.audit_id, owner, epoch)

    def extended(self, events: Sequence[AnyEvent], stored: Sequence[StoredEvent]) -> ModelledAudit | None:
        """The audit with ``events`` after its last one, if ``stored`` is what they become there."""
        audit = self
        if len(events) != len(stored):
            return None
        for event, at in zip(events, stored, strict=True):
            if not audit._is_next(event, at):
                return None
            audit = replace(audit, bodies=(*audit.bodies, at.body), ended=event.type in TERMINAL_TYPES)
        return audit

    def _is_next(self, event: AnyEvent, stored: StoredEvent) -> bool:
        said = _said(stored.body)
        told_at = datetime.fromisoformat(said["timestamp"])
        envelope = {
            "seq": self.head + 1,
            "audit_id": self.audit_id,
            "type": event.type,
            "schema_version": event.schema_version,
            "timestamp": told_at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "prev": sha256(self.bodies[-1]) if self.bodies else None,
        }
        expected = StoredEvent(self.audit_id, self.head + 1, event.type, stored.body, sha256(stored.body))
        return stored == expected and said == json.loads(event.model_dump_json()) | envelope


@dataclass(frozen=True)
class ModelledLog:
    """Audits, and what else is kept with them."""

    audits: Mapping[str, ModelledAudit] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """An idempotency key's fingerprint and audit."""
    artifacts: frozenset[bytes] = frozenset()

    def having(self, audit: ModelledAudit, *artifacts: bytes) -> ModelledLog:
        return replace(self, audits={**self.audits, audit.audit_id: audit}, artifacts=self.artifacts.union(artifacts))


@lru_cache(256)
def _said(body: str) -> dict[str, Any]:
    return json.loads(body)


@lru_cache(256)
def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
