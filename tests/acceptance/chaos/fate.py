"""The end of a server that has been given a plan: it counts its passages and kills itself in the right one."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

from tests.acceptance.chaos.steps import Plan, Step


class Fate:
    """Where and when this process dies. What it died of is written down just before."""

    def __init__(self, plan: Plan, obituary: Path) -> None:
        self.after = plan.after
        self._plan = plan
        self._obituary = os.open(obituary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        self._passages = 0
        self._dying = threading.Lock()

    def has_come(self, step: Step) -> bool:
        """Whether this passage through ``step`` is the last one; each call is a passage."""
        if step is not self._plan.step:
            return False
        self._passages += 1
        return self._passages == self._plan.passage

    def pass_through(self, step: Step) -> None:
        """Die here, or not."""
        if self.has_come(step):
            self.die(step)

    def die(self, step: Step) -> None:
        """Die now, as by kill -9. Of two threads that die at once one says where."""
        with self._dying:
            os.write(self._obituary, step.encode())
            os.kill(os.getpid(), signal.SIGKILL)
            signal.pause()
