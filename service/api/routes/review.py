"""/api/v1/audits/{audit_id}/review: what people have decided about an audit's findings, and deciding."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from service.api.documented import also, everywhere
from service.api.parts import RunningParts
from service.api.routes.audit_json import PREFIX
from service.api.routes.events import JSON
from service.audits.reviewing.deciding import decide
from service.audits.reviewing.requested import DecisionName, NewFinding, RequestedDecision
from service.log.store import MAX_SEQ
from service.projections.review_json import review_json

MOST_CHARACTERS = 4000
"""Of any text of a request; which decision takes how many is said where it is decided."""

Text = Annotated[str, Field(max_length=MOST_CHARACTERS)]

router = APIRouter(prefix=PREFIX, responses=everywhere())


class Decision(BaseModel):
    """What a person decides: ``finding_id`` where it is about a finding, ``reason`` to dismiss one, ``note`` to note
    something or to say why it is accepted, ``finding`` to add one, ``name`` to rename the audit."""

    decision: DecisionName
    by: Text
    expected_seq: Annotated[int, Field(strict=True, ge=0, le=MAX_SEQ)]
    """The head of the review that the person has seen, 0 for none."""
    finding_id: Text | None = None
    reason: Text | None = None
    note: Text | None = None
    name: Text | None = None
    finding: NewFinding | None = None


@router.get("/audits/{audit_id}/review", responses=also(404, 410))
async def review(parts: RunningParts, audit_id: str) -> dict[str, object]:
    """The review at its head: each finding that something was decided about, what a sign-off is about, and the last."""
    reviewed = await parts.reviews.reviewed(audit_id)
    return review_json(reviewed, await parts.reviews.scope(reviewed))


@router.post("/audits/{audit_id}/review", status_code=201, responses=also(404, 409, 410, 413))
async def decide_about(parts: RunningParts, audit_id: str, decision: Decision) -> Response:
    """Decide. 409 if somebody else has decided since ``expected_seq``; the same request again has the same answer."""
    requested = RequestedDecision(**{one.name: getattr(decision, one.name) for one in fields(RequestedDecision)})
    stored = await decide(parts.store, parts.reviews, audit_id, requested, decision.expected_seq)
    return Response(stored.body, status_code=201, media_type=JSON)
