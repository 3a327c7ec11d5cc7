"""Where a page of the list of audits goes on: when the last audit shown was created, and its id."""

from __future__ import annotations

from datetime import datetime


def audits_cursor(said: str | None) -> str | None:
    """A cursor as a page named it.

    Raises:
        ValueError: no page ever named that one.
    """
    if said is None:
        return None
    created_at, _, audit_id = said.partition("~")
    try:
        datetime.fromisoformat(created_at)
    except ValueError:
        created_at = ""
    if not created_at or not audit_id or not audit_id.isprintable():
        raise ValueError("this is not the `next` of any page")
    return said
