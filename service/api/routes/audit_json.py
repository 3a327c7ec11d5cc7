"""An audit as the API shows it."""

from __future__ import annotations

from service.events import Usage
from service.log.values import Erased
from service.projections.audit_state import AgentState, AuditState
from service.projections.review import ReviewState
from service.projections.review_json import review_summary

PREFIX = "/api/v1"
AGENT_FIELDS = (
    *("agent_id", "status", "attempts", "findings_total", "by_severity", "checks"),
    *("error", "error_type", "reason"),
)


def links(audit_id: str) -> dict[str, str]:
    """Where everything about an audit is."""
    own = f"{PREFIX}/audits/{audit_id}"
    return {
        "self": own,
        "events": f"{own}/events",
        "findings": f"{own}/findings",
        "ticks": f"{own}/ticks",
        "document": f"{own}/document",
        "original": f"{own}/document/original",
        "figures": f"{own}/figures",
        "cancel": f"{own}/cancel",
        "retry": f"{own}/retry",
        "review": f"{own}/review",
        "watch": f"/ws/audit/{audit_id}",
        "watch_review": f"/ws/audit/{audit_id}/review",
    }


def audit_json(audit_id: str, state: AuditState, review: ReviewState) -> dict[str, object]:
    """The summary of one audit and its review at their heads."""
    document = state.document
    return {
        "audit_id": audit_id,
        "name": review.name or state.name,
        "filename": document.filename if document else None,
        "document": document.model_dump() if document else None,
        "status": state.status,
        "created_at": state.created_at,
        "ended_at": state.ended_at,
        "head": state.seq,
        "findings_total": state.findings_total,
        "by_severity": state.by_severity,
        "agents": [_agent_json(agent) for agent in state.agents.values()],
        "notes": list(state.notes),
        "usage": _usage_json(state.questions, state.usage),
        "error": state.error,
        "error_type": state.error_type,
        "retry_of": state.retry_of,
        "options": state.options.model_dump(mode="json"),
        "review": review_summary(review),
        "links": links(audit_id),
    }


def damaged_json(audit_id: str, problem: str) -> dict[str, object]:
    """An audit that cannot be shown, and why."""
    return {"audit_id": audit_id, "problem": problem}


def erased_json(erased: Erased) -> dict[str, object]:
    """What was erased, and the tombstone that stays."""
    tombstone = erased.tombstone
    return {
        "audit_id": tombstone.audit_id,
        "erased_at": tombstone.erased_at,
        "erased_by": tombstone.erased_by,
        "last_hash": tombstone.last_hash,
        "events": tombstone.head_seq,
        "artifacts": erased.artifacts,
        "size_bytes": erased.size_bytes,
    }


def _agent_json(agent: AgentState) -> dict[str, object]:
    shown: dict[str, object] = {key: getattr(agent, key) for key in AGENT_FIELDS}
    checks = agent.checks.model_dump() if agent.checks else None
    return shown | {"checks": checks, "usage": _usage_json(agent.questions, agent.usage)}


def _usage_json(questions: int, usage: Usage) -> dict[str, object]:
    """What models were asked."""
    return {"questions": questions, **usage.model_dump()}
