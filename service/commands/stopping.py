"""Being asked to stop, and asked again."""

from __future__ import annotations

import asyncio
import signal
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stopping:
    """``asked`` is set by the first SIGTERM or Ctrl-C; ``at_once`` by the next: whoever asks twice will not wait."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)
    at_once: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    def by_signals(cls) -> Stopping:
        """Listen to the signals from now on, in the running loop."""
        stopping = cls()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopping._heard)
        return stopping

    def _heard(self) -> None:
        (self.at_once if self.asked.is_set() else self.asked).set()
