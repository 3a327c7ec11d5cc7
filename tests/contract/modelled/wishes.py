"""What somebody may want to do to a log next, drawn before anybody knows how far the log will have come."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from service.artifacts import artifact_sha256
from service.events import MAX_EVENT_BYTES, AnyEvent
from service.log.values import IdempotencyKey
from tests.contract.modelled.log import ModelledAudit
from tests.contract.modelled.operations import (
    HELD_S,
    LAPSED_S,
    Append,
    Cancel,
    Create,
    Operation,
    Release,
    Renew,
    TakeOn,
)
from tests.log_events import complete, completed, created, progress

AUDITS = 4
LARGE = "x" * MAX_EVENT_BYTES
WIDE = "w" * 200_000
"""Two of these are more than a page."""


@dataclass(frozen=True)
class RequestedDecision:
    """What somebody wants to do to one of the audits, in terms of how far the log has come when they look at it."""

    slot: int

    def on(self, audit: ModelledAudit, token: str) -> Operation:
        """The call; ``token`` is a text that no other one has."""
        raise NotImplementedError


@dataclass(frozen=True)
class WishCreate(RequestedDecision):
    document: int
    key: int | None
    request: int
    reserve_for: str | None
    lease_s: float

    def on(self, audit: ModelledAudit, token: str) -> Operation:
        run = audit.audit_id.rpartition("-")[0]
        document = f"{run} document {self.document}".encode()
        key = None if self.key is None else IdempotencyKey(f"{run} key {self.key}", f"request {self.request}")
        return Create(audit.audit_id, created(document), document, key, self.reserve_for, self.lease_s)


@dataclass(frozen=True)
class WishAppend(RequestedDecision):
    kinds: str
    """p progress, a a result kept as an artifact, e the end, w wide, l too large."""
    message: str
    off_by: int
    lease_off_by: int | None

    def on(self, audit: ModelledAudit, token: str) -> Operation:
        artifact = token.encode()
        events: dict[str, AnyEvent] = {
            "p": progress(message=self.message),
            "a": completed().model_copy(update={"artifact": artifact_sha256(artifact)}),
            "e": complete(),
            "w": completed(WIDE),
            "l": completed(LARGE),
        }
        return Append(
            audit.audit_id,
            tuple(events[kind] for kind in self.kinds),
            audit.head + self.off_by,
            None if self.lease_off_by is None else audit.lease(self.lease_off_by),
            (artifact,) if "a" in self.kinds else (),
        )


@dataclass(frozen=True)
class WishClaim(RequestedDecision):
    owner: str
    lease_s: float

    def on(self, audit: ModelledAudit, token: str) -> Operation:
        return TakeOn(audit.audit_id, self.owner, self.lease_s)


@dataclass(frozen=True)
class WishRenew(RequestedDecision):
    lease_off_by: int
    lease_s: float

    def on(self, audit: ModelledAudit, token: str) -> Operation:
        return Renew(audit.lease(self.lease_off_by), self.lease_s)


@dataclass(frozen=True)
class WishRelease(RequestedDecision):
    lease_off_by: int

    def on(self, audit: ModelledAudit, token: str) -> Operation:
        return Release(audit.lease(self.lease_off_by))


@dataclass(frozen=True)
class WishCancel(RequestedDecision):
    def on(self, audit: ModelledAudit, token: str) -> Operation:
        return Cancel(audit.audit_id, token)


SLOTS = st.integers(0, AUDITS - 1)
LEASES = st.sampled_from([HELD_S, LAPSED_S])
OWNERS = st.sampled_from("ab")
WHICH_LEASE = st.sampled_from([0, 0, 0, -1, 1])

CREATES = st.builds(
    WishCreate,
    slot=SLOTS,
    document=st.integers(0, 2),
    key=st.none() | st.integers(0, 1),
    request=st.integers(0, 1),
    reserve_for=st.none() | OWNERS,
    lease_s=LEASES,
)
APPENDS = st.builds(
    WishAppend,
    slot=SLOTS,
    kinds=st.sampled_from(["p", "p", "p", "pp", "ppp", "a", "pa", "", "e", "pe", "ep", "w", "ww", "l", "pl"]),
    message=st.text(max_size=5),
    off_by=st.sampled_from([0, 0, 0, 0, 1, 2, 3, -1]),
    lease_off_by=st.none() | WHICH_LEASE,
)
WISHES = st.one_of(
    APPENDS,
    APPENDS,
    APPENDS,
    CREATES,
    st.builds(WishClaim, slot=SLOTS, owner=OWNERS, lease_s=LEASES),
    st.builds(WishRenew, slot=SLOTS, lease_off_by=WHICH_LEASE, lease_s=LEASES),
    st.builds(WishRelease, slot=SLOTS, lease_off_by=WHICH_LEASE),
    st.builds(WishCancel, slot=SLOTS),
)
