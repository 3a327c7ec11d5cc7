"""How many attempts each agent has left, by what the log says, and which agents have none."""

from __future__ import annotations

from collections.abc import Iterator

from service.agents.attempts import Attempts
from service.events import AgentErrored
from service.projections.audit_state import AgentState, AuditState


def attempts_left(agent: AgentState, limit: int, pause_s: float) -> Attempts:
    """The attempts that an agent has left. Whoever takes over does not wait for the end of another's pause."""
    return Attempts(agent.attempts + 1, limit, pause_s, agent.spent)


def given_up(state: AuditState, limit: int) -> Iterator[AgentErrored]:
    """The last event of each agent that has used up its ``limit`` of attempts.

    A crash counts as an attempt of the agents that were running, together with those that failed: none can kill its
    process forever. A process that dies before any agent has begun was killed by one that was about to begin; which,
    nobody knows.
    """
    for agent in state.agents.values():
        if agent.settled:
            continue
        if state.crashes_in_a_row >= limit:
            yield _errored(agent, _died(agent, state.crashes_in_a_row), "ProcessDied")
        elif agent.spent >= limit and agent.crashes:
            yield _errored(agent, _died(agent, agent.crashes), "ProcessDied")
        elif agent.spent >= limit:
            # Only a limit that was lowered in between leaves this to be found.
            said = f"it failed {_times(agent.failures)} and is not tried again; the last error was: {agent.error}"
            yield _errored(agent, said, agent.error_type or "ProcessDied")


def _died(agent: AgentState, crashes: int) -> str:
    failed = f" and {agent.failures} of its attempts failed" if agent.failures else ""
    return f"the process that ran {agent.agent_id} died {_times(crashes)}{failed}; it is not tried again"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _errored(agent: AgentState, error: str, error_type: str) -> AgentErrored:
    return AgentErrored(
        agent_id=agent.agent_id, error=error, error_type=error_type, attempt=agent.attempts, will_retry=False
    )
