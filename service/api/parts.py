"""What the routes are given; bootstrap puts it together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from service.api.edge.addresses import network_of
from service.api.middleware.large_answer import LargeAnswers
from service.api.uploads import LargeUploads
from service.api.watching.broadcasting import Broadcasts
from service.api.watching.connection_manager import ConnectionManager
from service.audits.drawings import Drawings
from service.audits.queue import Queue
from service.errors import ServerClosing
from service.log.store import EventStore
from service.projections.reviews import Reviews
from service.projections.views import Views
from service.settings import Settings
from service.tail.feed import Feed


@dataclass(frozen=True, slots=True)
class Parts:
    """The running parts behind the API."""

    settings: Settings
    store: EventStore
    views: Views
    reviews: Reviews
    feed: Feed
    broadcasts: Broadcasts
    connections: ConnectionManager
    queue: Queue
    answers: LargeAnswers = field(default_factory=LargeAnswers)
    drawings: Drawings = field(default_factory=Drawings)
    large_uploads: LargeUploads = field(default_factory=LargeUploads)


async def parts_of(connection: HTTPConnection) -> Parts:
    """The parts of the application that answers; there while its lifespan lasts.

    Not a plain function: those are run in a thread, which costs more than most answers do.
    """
    return connection.app.state.parts


RunningParts = Annotated[Parts, Depends(parts_of)]


async def sender_of(connection: HTTPConnection) -> str:
    """Who asks, as far as it is known: a network address."""
    return network_of(connection.client.host) if connection.client else ""


Sender = Annotated[str, Depends(sender_of)]


def taking_parts(parts: RunningParts) -> Parts:
    """The parts of an application that still takes new audits.

    Raises:
        ServerClosing: it shuts down. A connection that is kept alive can still ask, and would have its audit wait for
            the next start.
    """
    if parts.connections.closing.is_set():
        raise ServerClosing
    return parts


TakingParts = Annotated[Parts, Depends(taking_parts)]
