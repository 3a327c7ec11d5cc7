"""The audits of this database, searched for reports that name the same entity."""

from __future__ import annotations

import asyncio

from service.errors import TickmarkError
from service.external.outside import Earlier
from service.log.store import EventStore
from service.projections.views import Views

LOOKED_AT = 500
"""Audits, the newest first, whose reports are searched: a second or two of reading."""
FOUND = 12
"""Reports that are given back: a company's of some years, each audited more than once."""
PAGE = 100


class PastAudits:
    """Searches the reports as extracted, byte for byte. It keeps nothing: what is erased is not found any more.

    There are no owners of audits yet, so all that is in the database may be compared with; once there are, an audit may
    see its own owner's only, and this is where that is decided.
    """

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self._views = Views(store)

    async def mentioning(self, audit_id: str, needles: tuple[str, ...]) -> list[Earlier]:
        """Other complete audits whose reports say one of ``needles``, the newest first, each report once.

        An audit that is erased meanwhile, or damaged, is passed over: it is another's to complain of.
        """
        wanted = tuple(needle.encode().lower() for needle in needles if needle)
        found: dict[str, Earlier] = {}
        looked, cursor = 0, None
        while wanted and looked < LOOKED_AT and len(found) < FOUND:
            page = await self._store.audits(PAGE, cursor)
            for record in page.audits:
                if record.audit_id != audit_id and len(found) < FOUND:
                    earlier = await self._mentioning(record.audit_id, wanted, found)
                    found |= {} if earlier is None else {earlier.sha256: earlier}
            looked, cursor = looked + len(page.audits), page.next
            if cursor is None:
                break
        return list(found.values())

    async def _mentioning(self, audit_id: str, wanted: tuple[bytes, ...], found: dict[str, Earlier]) -> Earlier | None:
        try:
            state = await self._views.state(audit_id)
            if state.status != "complete" or state.report is None or state.report in found:
                return None
            report = await self._store.artifact(state.report)
        except TickmarkError:
            return None
        if not await asyncio.to_thread(_says, report, wanted):
            return None
        return Earlier(audit_id, state.name, state.created_at, state.report, report)


def _says(report: bytes, wanted: tuple[bytes, ...]) -> bool:
    low = report.lower()
    return any(needle in low for needle in wanted)
