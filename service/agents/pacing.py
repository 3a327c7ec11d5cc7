"""How much progress is reported: enough to watch, not so much that it drowns the log."""

from __future__ import annotations

import time
from collections.abc import Callable

INTERVAL_S = 0.25
MAX_PER_ATTEMPT = 100


class Pacing:
    """Admits at most 4 messages a second and 100 in all."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._left = MAX_PER_ATTEMPT
        self._next = 0.0

    def admits(self) -> bool:
        """Whether a message may be sent now; if so it counts."""
        now = self._now()
        if not self._left or now < self._next:
            return False
        self._left -= 1
        self._next = now + INTERVAL_S
        return True
