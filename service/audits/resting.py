"""Audits that are not resumed at once: after trouble they pause, for longer each time."""

from __future__ import annotations

import math

FIRST_S = 1.0
LONGEST_S = 60.0
MOST_DOUBLINGS = 30
"""More would not fit a float, and the longest pause is reached long before."""


class Resting:
    """Until when each audit rests: a full disk is not asked again at once, and each resumption is a line in the log."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._times: dict[str, int] = {}
        self._failures: dict[str, int] = {}

    def rest(self, audit_id: str, now: float) -> float:
        """Let the audit rest from ``now`` (seconds), twice as long as the last time; how long."""
        times = self._times.get(audit_id, 0)
        pause = min(FIRST_S * 2 ** min(times, MOST_DOUBLINGS), LONGEST_S)
        self._times[audit_id] = times + 1
        self._until[audit_id] = now + pause
        return pause

    def machine_failed(self, audit_id: str) -> int:
        """Hear that the machine could not go on with it; how often that was since it last went well.

        Rests for any other reason, a database that was away say, do not count.
        """
        self._failures[audit_id] = self._failures.get(audit_id, 0) + 1
        return self._failures[audit_id]

    def for_good(self, audit_id: str) -> None:
        """Never take the audit up again in this process."""
        self._until[audit_id] = math.inf

    def forget(self, audit_id: str) -> None:
        """The audit went well."""
        self._until.pop(audit_id, None)
        self._times.pop(audit_id, None)
        self._failures.pop(audit_id, None)

    def rests(self, audit_id: str, now: float) -> bool:
        """Whether it is still too early at ``now``."""
        return self._until.get(audit_id, -math.inf) > now

    def __len__(self) -> int:
        return len(self._until)
