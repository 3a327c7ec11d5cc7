"""How often an agent is tried, how long it pauses in between, and after which errors it is not tried again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from service.errors import (
    AgentMisbehaved,
    AgentTimeout,
    ConfigurationError,
    ReportError,
    UnknownAgent,
    WorkerOutOfMemory,
    WorkerReplyRefused,
    WorkerTaskFailed,
)
from service.pauses import pause_s

LONGEST_PAUSE_S = 60.0

LASTING = (
    *(AgentMisbehaved, ConfigurationError, ReportError, UnknownAgent),
    *(WorkerOutOfMemory, WorkerReplyRefused, WorkerTaskFailed),
)


def may_pass(error: Exception, *, pure: bool) -> bool:
    """Whether another attempt could end otherwise than in ``error``, which an agent ended in once it was imported.

    It could not where the agent broke its contract, where a ``pure`` function over the same report raised (it would
    raise again), needed more memory than there is or more time (whoever made the report so could hold a worker three
    times as long), or where something is missing that only a person can put there. What is left passes, as far as
    anybody knows: a process that died, a network, a model and its time-outs.
    """
    return not isinstance(error, (*LASTING, AgentTimeout) if pure else LASTING)


@dataclass(frozen=True, slots=True)
class Attempts:
    """What an agent has left. ``number`` is that of its next attempt, ``spent`` how many of ``limit`` have counted.

    An attempt counts if it failed, or if the process that made it died; one that a shutdown cut off does not, so that
    ``number`` can be beyond ``limit``.
    """

    number: int
    limit: int
    pause_s: float
    """How long the first pause lasts; each further one is twice as long, up to ``LONGEST_PAUSE_S``."""
    spent: int = 0

    @property
    def pause_after_failure_s(self) -> float | None:
        """How long the agent pauses once the next attempt has failed; None if that was its last."""
        if self.spent + 1 >= self.limit:
            return None
        return pause_s(self.spent, self.pause_s, LONGEST_PAUSE_S)

    def after_failure(self) -> Attempts:
        """What is left once the next attempt has failed."""
        return replace(self, number=self.number + 1, spent=self.spent + 1)
