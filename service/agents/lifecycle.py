"""The events of an agent's life, checked so that the log can always store them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

from service.checks.outcome import Progress
from service.errors import AgentMisbehaved, TickmarkError, WorkerTaskFailed
from service.events import (
    ENVELOPE_BYTES,
    MAX_EVENT_BYTES,
    AgentCompleted,
    AgentErrored,
    AgentProgress,
    AgentSkipped,
    AgentStarted,
    ModelAnswered,
    ModelErrored,
    Producer,
    SourceAsked,
)

Said = TypeVar("Said", AgentStarted, AgentProgress, SourceAsked, AgentCompleted, AgentSkipped)
Lifecycle = (
    AgentStarted
    | AgentProgress
    | SourceAsked
    | AgentCompleted
    | AgentSkipped
    | AgentErrored
    | ModelAnswered
    | ModelErrored
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event for the log, and the artifacts that it names and the log does not have yet."""

    event: Lifecycle
    artifacts: tuple[bytes, ...] = ()


class Tell(Protocol):
    """Comes back once the event, and the artifacts that it names, are committed."""

    async def __call__(self, event: Lifecycle, *artifacts: bytes) -> None: ...


def writable(event: Said) -> Said:
    """``event``, once it is sure that the log can hold it and read it back: that must not fail when it is appended.

    Raises:
        AgentMisbehaved: it holds what JSON cannot, what no event may, or more than one can.
    """
    try:
        text = event.model_dump_json()
        read = event.model_validate_json(text)
    except ValueError as error:
        raise AgentMisbehaved(event.agent_id, f"said what cannot be written down: {error}") from error
    if len(text.encode()) > MAX_EVENT_BYTES - ENVELOPE_BYTES:
        raise AgentMisbehaved(event.agent_id, f"said more than the {MAX_EVENT_BYTES} bytes that an event can hold")
    return read


def started(agent_id: str, attempt: int, producer: Producer) -> AgentStarted:
    """An attempt begins, of what ``producer`` says its agent is.

    Raises:
        AgentMisbehaved: that cannot be written down.
    """
    return writable(AgentStarted(agent_id=agent_id, attempt=attempt, producer=producer))


def progressed(agent_id: str, said: Progress) -> AgentProgress:
    """The progress of an agent.

    Raises:
        AgentMisbehaved: it cannot be written down.
    """
    return writable(AgentProgress(agent_id=agent_id, completed=said.completed, total=said.total, message=said.message))


def errored(agent_id: str, attempt: int, error: Exception, pause_s: float | None) -> AgentErrored:
    """An attempt that failed, and how long the agent pauses before the next one; None if there is none."""
    text = error.public if isinstance(error, TickmarkError) else str(error)
    kind, text = type(error).__name__, text or type(error).__name__
    if isinstance(error, WorkerTaskFailed):
        kind, text = error.error_type, error.message or error.error_type
    return AgentErrored(
        agent_id=agent_id,
        error=text,
        error_type=kind,
        attempt=attempt,
        will_retry=pause_s is not None,
        retry_after_ms=None if pause_s is None else round(pause_s * 1000),
    )
