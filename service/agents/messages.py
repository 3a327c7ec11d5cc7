"""What an agent says while it works, as ADK events: progress, and in the end one outcome."""

from __future__ import annotations

from typing import Any

from google.adk.events import Event
from pydantic import TypeAdapter, ValidationError

from service.agents.result import OUTCOME, Result, result_of
from service.checks.outcome import Outcome, Progress
from service.errors import AgentMisbehaved, ModelFailed

PROGRESS_KEY = "tickmark_progress"
RESULT_KEY = "tickmark_result"
"""A result as it stands: saying it in plain values and reading those takes longer than the event loop has time."""
PROGRESS: TypeAdapter[Progress] = TypeAdapter(Progress)


def progress_event(author: str, progress: Progress) -> Event:
    """``progress`` as an event; partial, so that the session does not keep it."""
    said = {PROGRESS_KEY: PROGRESS.dump_python(progress, mode="json")}
    return Event(author=author, partial=True, custom_metadata=said)


def outcome_event(author: str, outcome: Outcome) -> Event:
    """``outcome`` as the event that ends an agent's work."""
    return Event(author=author, partial=True, output=OUTCOME.dump_python(outcome, mode="json"))


def result_event(author: str, result: Result) -> Event:
    """``result``, which has been looked at already, as the event that ends an agent's work."""
    return Event(author=author, partial=True, custom_metadata={RESULT_KEY: result})


def read_message(agent_id: str, event: Event) -> Progress | Result | None:
    """What an agent said with ``event``; None where it is neither progress nor an outcome.

    Raises:
        ModelFailed: it reports an error of its model.
        AgentMisbehaved: it reports something that is not an outcome.
    """
    if event.error_code:
        raise ModelFailed(agent_id, str(event.error_code), event.error_message or "")
    said: dict[str, Any] = event.custom_metadata or {}
    try:
        if PROGRESS_KEY in said:
            return PROGRESS.validate_python(said[PROGRESS_KEY])
        if isinstance(result := said.get(RESULT_KEY), Result):
            return result
        if event.output is not None:
            return result_of(agent_id, OUTCOME.validate_python(event.output))
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        what = f"returned something that is not an outcome ({where}: {error.errors()[0]['msg']})"
        raise AgentMisbehaved(agent_id, what) from error
    return None
