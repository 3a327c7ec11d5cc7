"""The client with types: the events of an audit as today's classes, whatever version wrote them.

    async for message in follow_typed("http://127.0.0.1:8000", audit_id):
        match message.event:
            case AgentCompleted(findings=findings): ...

A module of its own, so that ``service.client`` knows only the wire and can be used, or copied, without the rest.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

from service.client import Message, OnState, StreamRefusedError, follow
from service.events import AnyEvent, UnknownEvent, parse


@dataclass(frozen=True, slots=True)
class TypedMessage:
    """One event: its place, when it was recorded, its text as stored, and what it says in today's shape."""

    seq: int
    timestamp: str
    text: str
    event: AnyEvent | UnknownEvent


def typed(message: Message) -> TypedMessage:
    """``message`` with its event upcast and checked.

    Raises:
        ValueError: it lacks what events of its type have.
    """
    said = message.event
    return TypedMessage(said["seq"], str(said.get("timestamp", "")), message.text, parse(message.text))


async def follow_typed(
    server: str, audit_id: str, after: int = 0, on_state: OnState = lambda _: None, stream: str | None = None
) -> AsyncGenerator[TypedMessage, None]:
    """As ``service.client.follow``: every event after ``after``, once, in order, until the audit ends.

    Raises:
        StreamRefusedError: as there, or the server sent an event that lacks what events of its type have.
        LogChangedError: as there.
    """
    async with aclosing(follow(server, audit_id, after, on_state, stream)) as messages:
        async for message in messages:
            try:
                said = typed(message)
            except ValueError as error:
                reason = f"event {message.event['seq']} cannot be read: {error}"
                raise StreamRefusedError(audit_id, 0, reason) from error
            yield said
