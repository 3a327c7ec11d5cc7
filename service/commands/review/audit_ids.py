"""Which audit is meant by the beginning of an id."""

from __future__ import annotations

from collections.abc import AsyncIterator

import typer

from service.counting import counted
from service.log.store import EventStore

WHOLE = 36
"""Characters of an id: what is as long is not looked for among others."""
MOST_NAMED = 5
"""What is named where a beginning fits several."""
PAGE = 100
"""As many audits as a server lists at once."""


async def whole_id(beginning: str, ids: AsyncIterator[str]) -> str:
    """The one of ``ids`` that begins so; ``beginning`` itself where none does, for whoever is asked for it to say so.

    Raises:
        typer.BadParameter: several begin so.
    """
    if len(beginning) >= WHOLE or not beginning:
        return beginning
    fit = [each async for each in ids if each.startswith(beginning)]
    if beginning in fit:
        return beginning
    if len(fit) > 1:
        raise typer.BadParameter(several(fit, "audit", beginning))
    return fit[0] if fit else beginning


def several(fit: list[str], what: str, beginning: str) -> str:
    """That several ids begin so, and which."""
    named = ", ".join(fit[:MOST_NAMED]) + (", ..." if len(fit) > MOST_NAMED else "")
    return f"{counted(len(fit), what)} begin with {beginning!r}: {named}; give more of the id"


async def local_ids(store: EventStore) -> AsyncIterator[str]:
    """The ids of all audits in a database, newest first."""
    cursor: str | None = None
    while True:
        page = await store.audits(PAGE, cursor)
        for each in (*page.audits, *page.damaged):
            yield each.audit_id
        if (cursor := page.next) is None:
            return
