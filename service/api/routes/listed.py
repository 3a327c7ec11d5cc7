"""The list of audits, a page at a time: those that are asked for, and those that are damaged."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.api.parts import Parts
from service.api.routes.audit_json import audit_json, damaged_json
from service.errors import AuditDamaged, AuditErased
from service.projections.audit_state import AuditState, Status

MOST_PAGES_SEARCHED = 10
"""By one request, so that a search in which nothing is found answers too, with the cursor to go on from."""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Which audits are listed: those with ``words`` in the name or the file's name, in whatever case."""

    words: str = ""
    status: Status | None = None

    def has(self, name: str, state: AuditState) -> bool:
        """Whether an audit of this name is asked for."""
        names = (name, state.document.filename if state.document else "")
        named = any(self.words.strip().casefold() in name.casefold() for name in names)
        return named and self.status in {None, state.status}


@dataclass(slots=True)
class Listed:
    """Pages of the list, read one after the other."""

    parts: Parts
    asked: AskedFor
    audits: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    damaged: list[dict[str, object]] = field(default_factory=list[dict[str, object]])

    async def read(self, limit: int, cursor: str | None) -> str | None:
        """Take what is asked for of the next ``limit`` audits; the cursor of those after them, None at the end."""
        page = await self.parts.store.audits(limit, cursor)
        self.damaged += [damaged_json(each.audit_id, each.problem) for each in page.damaged]
        for record in page.audits:
            try:
                state = await self.parts.views.state(record.audit_id)
                review = await self.parts.reviews.at(record.audit_id, record.review)
            except AuditErased:  # since the page was read
                continue
            except AuditDamaged as error:
                self.damaged.append(damaged_json(error.audit_id, error.problem))
                continue
            if self.asked.has(review.name or state.name, state):
                self.audits.append(audit_json(record.audit_id, state, review))
        return page.next
