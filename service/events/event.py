"""What all events share, and how long what they carry may be."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

MAX_EVENT_BYTES = 512 * 1024
"""So that the text of one event always fits a WebSocket message of common clients (1 MiB) with room to spare."""
ENVELOPE_BYTES = 512
"""More of it than the envelope ever takes: two numbers, a UUID, a type, a time and a hash."""
MAX_SAID_CHARACTERS = 4000
"""Messages can carry the text of a report, of a model or of a foreign agent; the log keeps what a person can read."""


def _sayable(text: object) -> object:
    return text.encode(errors="replace").decode()[:MAX_SAID_CHARACTERS] if isinstance(text, str) else text


Said = Annotated[str, BeforeValidator(_sayable)]
"""Text for a person, of bounded length, and without what UTF-8 cannot hold (half of a surrogate pair)."""


class Event(BaseModel):
    """What all events share. Fields that a later version added are kept out of an older one's way."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    schema_version: ClassVar[int] = 1


class UnknownEvent(Event):
    """An event of a type that only a newer version knows. It keeps its place in the log; the rest of it is ignored."""

    type: str
