"""A batch of appends as one statement, which is their whole transaction: one round trip, and no locks between two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from service.log.appends import Append
from service.log.known_heads import KnownHeads
from service.log.postgres.faults import IN_DOUBT, OWN_FAULTS, in_doubt
from service.log.postgres.operations import write
from service.log.settling import AnswerLost, Tried

if TYPE_CHECKING:
    from service.log.postgres.transaction import Connection


async def append_at_once(connection: Connection, appends: Sequence[Append], known: KnownHeads) -> list[Tried] | None:
    """What became of ``appends``, all of which are written; None where not all can be: then nothing is.

    Raises:
        AnswerLost: the connection was lost; whether they are written is unknown.
        asyncpg.PostgresError: nothing was written.
    """
    decided = known.decided(appends)
    if decided is None:
        return None
    before, attempts = decided
    try:
        return attempts if await write(connection, before, appends, attempts) else None
    except OWN_FAULTS:
        return None  # one by one it shows whose fault it is
    except IN_DOUBT as error:
        raise AnswerLost(in_doubt(error), attempts) from error
