"""Pauses before a failed audit is resumed, each twice as long as the one before."""

from __future__ import annotations

import math

from service.pauses import pause_s

FIRST_S = 1.0
LONGEST_S = 60.0


class Backoff:
    """Until when each audit pauses, so that a full disk is not tried again at once: each try lengthens the log."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._times: dict[str, int] = {}
        self._failures: dict[str, int] = {}

    def pause(self, audit_id: str, now: float) -> float:
        """Pause the audit from ``now`` (seconds), twice as long as the last time; returns how long."""
        times = self._times.get(audit_id, 0)
        pause = pause_s(times, FIRST_S, LONGEST_S)
        self._times[audit_id] = times + 1
        self._until[audit_id] = now + pause
        return pause

    def machine_failed(self, audit_id: str) -> int:
        """Count that the machine could not go on with it; returns how often since it last went well.

        Pauses for any other reason, say a database that was away, do not count.
        """
        self._failures[audit_id] = self._failures.get(audit_id, 0) + 1
        return self._failures[audit_id]

    def never_again(self, audit_id: str) -> None:
        """Never run the audit again in this process."""
        self._until[audit_id] = math.inf

    def forget(self, audit_id: str) -> None:
        """The audit went well."""
        self._until.pop(audit_id, None)
        self._times.pop(audit_id, None)
        self._failures.pop(audit_id, None)

    def is_paused(self, audit_id: str, now: float) -> bool:
        """Whether it is still too early at ``now``."""
        return self._until.get(audit_id, -math.inf) > now

    def __len__(self) -> int:
        return len(self._until)
