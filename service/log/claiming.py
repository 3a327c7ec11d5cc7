"""What a claim says in the log."""

from __future__ import annotations

from service.events import AuditResumed, AuditStarted


def claim_event(epoch: int, holder: str | None) -> AuditStarted | AuditResumed:
    """The event of the claim that began ``epoch``; ``holder`` is who held the audit before, None if it was let go."""
    if epoch == 1:
        return AuditStarted(attempt=epoch)
    if holder is None:
        return AuditResumed(attempt=epoch, reason="the process that ran it was shut down")
    return AuditResumed(attempt=epoch, reason="the process that ran it stopped without a word", crashed=True)
