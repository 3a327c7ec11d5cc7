"""Whatever happens between an agent's attempts, it is tried no more often than the limit, and no less."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import Literal

import pytest

from service.agents.attempts import Attempts
from service.audits.attempt_limit import attempts_left, given_up
from service.events import (
    AgentCompleted,
    AgentErrored,
    AgentStarted,
    AnyEvent,
    AuditResumed,
    AuditStarted,
    Checks,
    Producer,
)
from service.log.codec import draft, place
from service.projections.audit_state import AgentState, AuditState, fold
from tests.log_events import created

AGENT = "numeric_validation"
AUDIT = "0f8fad5b-d9cb-469f-a165-70867728950e"

Fate = Literal["completes", "fails", "crashes", "is shut down"]
"""What becomes of an attempt, or of a pause, which is over in time or cut off."""
FATES: tuple[Fate, ...] = ("fails", "crashes", "is shut down", "completes")
PAUSES: tuple[Fate, ...] = ("completes", "crashes", "is shut down")
COUNTED = {"fails", "crashes"}


@dataclass
class Life:
    """One agent under one process after another, as the processor and the supervisor treat it."""

    limit: int
    attempts: list[Fate]
    pauses: list[Fate]
    state: AuditState = field(default_factory=AuditState)
    made: list[Fate] = field(default_factory=list)

    @property
    def agent(self) -> AgentState:
        return self.state.agents[AGENT]

    def tell(self, event: AnyEvent) -> None:
        self.state = fold(self.state, [place(AUDIT, self.state.seq + 1, None, draft(AUDIT, event))])

    def run(self) -> None:
        """From the upload to the agent's end, or to the end of what was drawn."""
        self.tell(created())
        self.tell(AuditStarted(attempt=1))
        while not self.agent.settled and self.attempts:
            for error in given_up(self.state, self.limit):
                self.tell(error)
            if not self.agent.settled:
                self.resume(self.supervised())

    def resume(self, ended: Fate) -> None:
        if not self.agent.settled:
            self.tell(AuditResumed(attempt=2, reason=ended, crashed=ended == "crashes"))

    def supervised(self) -> Fate:
        """Attempt after attempt in one process; how it ended."""
        left = attempts_left(self.agent, self.limit, 1.0)
        while self.attempts:
            fate = self.attempts.pop()
            self.made.append(fate)
            self.tell(AgentStarted(agent_id=AGENT, attempt=left.number, producer=Producer(version="1", rules="1")))
            if fate != "fails":
                if fate == "completes":
                    self.tell(completed())
                return fate
            if (pause := self.failed(left)) != "completes":
                return pause
            if self.agent.settled:
                return "fails"
            left = left.after_failure()
        return "is shut down"

    def failed(self, left: Attempts) -> Fate:
        """The agent's attempt has failed; what becomes of the pause after it."""
        will_retry = left.pause_after_failure_s is not None
        self.tell(AgentErrored(agent_id=AGENT, error="e", error_type="E", attempt=left.number, will_retry=will_retry))
        return self.pauses.pop() if will_retry and self.pauses else "completes"


def completed() -> AgentCompleted:
    return AgentCompleted(
        agent_id=AGENT, findings=(), findings_total=0, by_severity={}, checks=Checks(passed=1), duration_ms=1
    )


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_failed_attempts_and_crashes_together_are_the_limit_and_never_beyond(limit: int) -> None:
    for attempts, pauses in product(product(FATES, repeat=4), product(PAUSES, repeat=2)):
        life = Life(limit, list(attempts), list(pauses))

        life.run()

        counted = sum(fate in COUNTED for fate in life.made)
        assert counted <= limit, life
        assert life.agent.attempts == len(life.made), life
        assert counted == limit or life.agent.status != "error", life
        assert life.made[-1] == "completes" or life.agent.status != "complete", life
