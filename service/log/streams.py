"""The streams of an audit, each with places and a chain of its own: what the audit did, and what people decided."""

from __future__ import annotations

AUDIT = "audit"
"""What the audit did, from its acceptance to its end."""
REVIEW = "review"
"""What people decided about it, for as long as it exists."""
STREAMS = (AUDIT, REVIEW)


def stream_name(audit_id: str, stream: str) -> str:
    """One name for a stream, by which hints call it. That of the audit's own is the audit's id."""
    return audit_id if stream == AUDIT else f"{audit_id}/{stream}"
