"""Decisions that a review refuses."""

from __future__ import annotations

from service.errors.log import LogError


class FindingNotFound(LogError):
    """No agent that has completed so far has found ``finding_id`` in the audit."""

    def __init__(self, audit_id: str, finding_id: str) -> None:
        super().__init__(
            f"audit {audit_id} has no finding {finding_id}; one can be decided once its agent has completed"
        )
        self.audit_id = audit_id
        self.finding_id = finding_id


class ReviewMoved(LogError):
    """A decision named ``expected`` as the head of the review, and the head was ``actual``."""

    def __init__(self, audit_id: str, expected: int, actual: int) -> None:
        super().__init__(
            f"the review of audit {audit_id} is at seq {actual}, the decision expected {expected}; "
            "look at what was decided meanwhile, then decide again"
        )
        self.audit_id = audit_id
        self.expected = expected
        self.actual = actual


class ReviewNotFinished(LogError):
    """The review cannot be signed off, for ``reason``; ``undecided`` are up to 20 of the findings that are open."""

    MOST_NAMED = 20

    def __init__(self, audit_id: str, reason: str, undecided: tuple[str, ...]) -> None:
        super().__init__(f"the review of audit {audit_id} cannot be signed off: {reason}")
        self.audit_id = audit_id
        self.reason = reason
        self.undecided = list(undecided[: self.MOST_NAMED])
        self.undecided_total = len(undecided)


class NothingChanges(LogError):
    """A decision would leave everything as it is: ``reason`` says what is so already."""

    def __init__(self, audit_id: str, reason: str) -> None:
        super().__init__(f"this decides nothing new in audit {audit_id}: {reason}")
        self.audit_id = audit_id
        self.reason = reason


class BadDecision(LogError):
    """The ``field`` of a decision is not as it must be; ``reason`` says how."""

    def __init__(self, audit_id: str, field: str, reason: str) -> None:
        super().__init__(f"{field} {reason}")
        self.audit_id = audit_id
        self.field = field
        self.reason = reason
