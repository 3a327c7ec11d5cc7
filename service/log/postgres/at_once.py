"""A batch of appends as one statement, which is their whole transaction: one round trip, and no locks between two."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from service.log.appending.appends import Standing, Standings
from service.log.appending.known_heads import PreparedAppend, as_tried
from service.log.appending.settling import AnswerLost
from service.log.postgres.faults import IN_DOUBT, OWN_FAULTS, in_doubt
from service.log.postgres.operations import write

if TYPE_CHECKING:
    from service.log.postgres.transaction import Connection


async def write_at_once(connection: Connection, prepared: Sequence[PreparedAppend]) -> bool:
    """Write all that is prepared. False where not all of it can be: then nothing is.

    Raises:
        AnswerLost: the connection was lost; whether it is written is unknown.
        asyncpg.PostgresError: nothing was written.
    """
    before = _standings(prepared)
    if before is None:
        return False
    try:
        return await write(connection, before, list(chain.from_iterable(each.rows for each in prepared)))
    except OWN_FAULTS:
        return False  # one by one it shows whose fault it is
    except IN_DOUBT as error:
        raise AnswerLost(in_doubt(error), as_tried(prepared)) from error


def _standings(prepared: Sequence[PreparedAppend]) -> Standings | None:
    """Where the audits must stand. None if there are two leases of one audit, of which one is over."""
    standings: dict[str, Standing] = {}
    for each in prepared:
        append = each.append
        epoch = append.lease.epoch if append.lease else None
        known = standings.get(append.audit_id)
        if known is None:
            standings[append.audit_id] = Standing(each.before, epoch)
        elif known.epoch is None:
            standings[append.audit_id] = Standing(known.head, epoch)
        elif epoch not in (None, known.epoch):
            return None
    return dict(standings)
