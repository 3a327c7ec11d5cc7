"""What an agent says while it works, as ADK events: progress, and in the end one outcome."""

from __future__ import annotations

from google.adk.events import Event
from pydantic import SkipValidation, TypeAdapter, ValidationError

from service.agents.lifecycle import Entry
from service.agents.result import Result, result_of
from service.checks.outcome import Outcome, Progress
from service.errors import AgentMisbehaved, ModelFailed
from service.events import SourceAsked

OUTCOME: TypeAdapter[Outcome] = TypeAdapter(Outcome)


class ProgressEvent(Event):
    """An agent is on its way."""

    progress: Progress


class AskedEvent(Event):
    """An agent has asked a source; what follows does so once that is committed, with the answer's bytes."""

    asked: SkipValidation[Entry]

    @classmethod
    def of(cls, author: str, asked: SourceAsked, *answers: bytes) -> AskedEvent:
        """The event of a source that was asked, and the artifact that it names, if it names one."""
        return cls(author=author, partial=True, asked=Entry(asked, answers))


class ResultEvent(Event):
    """An agent of our own has ended. Its result was looked at already: to do so again would hold up the event loop."""

    result: SkipValidation[Result]

    @classmethod
    def of(cls, author: str, result: Result) -> ResultEvent:
        """The event of ``result``; partial, so that the session does not keep it."""
        return cls(author=author, partial=True, result=result)


def progress_event(author: str, progress: Progress) -> Event:
    """``progress`` as an event; partial, so that the session does not keep it."""
    return ProgressEvent(author=author, partial=True, progress=progress)


def outcome_event(author: str, outcome: Outcome) -> Event:
    """``outcome`` as the event that ends an agent's work."""
    return Event(author=author, partial=True, output=OUTCOME.dump_python(outcome, mode="json"))


def read_message(agent_id: str, event: Event) -> Progress | Entry | Result | None:
    """What an agent said with ``event``; None where it is neither progress, nor about a source, nor an outcome.

    Raises:
        ModelFailed: it reports an error of its model.
        AgentMisbehaved: it reports something that is not an outcome.
    """
    if event.error_code:
        raise ModelFailed(agent_id, str(event.error_code), event.error_message or "")
    if isinstance(event, ProgressEvent):
        return event.progress
    if isinstance(event, AskedEvent):
        return event.asked
    if isinstance(event, ResultEvent):
        return event.result
    if event.output is None:
        return None
    try:
        return result_of(agent_id, OUTCOME.validate_python(event.output))
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        what = f"returned something that is not an outcome ({where}: {error.errors()[0]['msg']})"
        raise AgentMisbehaved(agent_id, what) from error
