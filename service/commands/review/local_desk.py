"""The review of an audit in the configured database."""

from __future__ import annotations

import json

from service.audits.reviewing.deciding import decide
from service.audits.reviewing.requested import RequestedDecision
from service.commands.review.desk import Said
from service.log.store import EventStore
from service.projections.found import found_json
from service.projections.review_json import review_json
from service.projections.reviews import Reviews
from service.projections.views import Views


class LocalDesk:
    """Reads and writes the log itself; a server beside it on the same database notices at once."""

    def __init__(self, store: EventStore, audit_id: str) -> None:
        self._store = store
        self._audit_id = audit_id
        self._reviews = Reviews(store, Views(store))

    async def findings(self) -> list[Said]:
        found = await self._reviews.findings(self._audit_id)
        return found_json(found, (await self._reviews.state(self._audit_id)).added)

    async def review(self) -> Said:
        reviewed = await self._reviews.reviewed(self._audit_id)
        return review_json(reviewed, await self._reviews.scope(reviewed))

    async def decide(self, requested: RequestedDecision, expected_seq: int) -> Said:
        return json.loads((await decide(self._store, self._reviews, self._audit_id, requested, expected_seq)).body)
