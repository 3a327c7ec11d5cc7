"""Reading a long history: the bytes of its texts as they stand, and nothing else of each event."""

from __future__ import annotations

import sqlite3
from typing import Any

from service.errors import DatabaseFailed
from service.events import TERMINAL_TYPES
from service.log.rows import PAGE_BYTES
from service.log.sqlite import queries
from service.log.store import MAX_SEQ
from service.log.values import Head, Texts

AS_BYTES = bytearray
"""The ``text_factory`` of the connection that ``texts`` takes. Not bytes: those are what a BLOB comes as."""
ROWS_AT_ONCE = 32
"""Rows fetched in one call. As many at most are read in vain, where texts are large."""


def texts(raw: sqlite3.Connection, audit_id: str, after: int, limit: int) -> Texts | None:
    """A page of the texts after ``after``; None where there are none.

    Raises:
        DatabaseFailed: what stands there is no text.
    """
    rows = _page(raw.execute(queries.SELECT_TEXTS, (audit_id, min(after, MAX_SEQ), limit)))
    last = raw.execute(queries.SELECT_EVENT, (audit_id, rows[-1][0])).fetchone() if rows else None
    if last is None:  # nothing, or erased in this moment
        return None
    bodies = [row[1] for row in rows]
    if set(map(type, bodies)) != {AS_BYTES} or not all(map(bytearray.isascii, bodies)):
        _check(audit_id, rows)
    kind, text_hash = (value.decode() for value in last)
    head = Head(rows[-1][0], text_hash, kind in TERMINAL_TYPES)
    return Texts(audit_id, rows[0][0], bodies, head)


def _page(cursor: sqlite3.Cursor) -> list[Any]:
    """As many rows as the size of their texts allows, one at least if there is one."""
    page: list[Any] = []
    size = 0
    while size < PAGE_BYTES and (rows := cursor.fetchmany(ROWS_AT_ONCE)):
        page += rows
        size += sum(_size(row) for row in rows)
    cursor.close()
    while size > PAGE_BYTES and len(page) > 1:
        size -= _size(page.pop())
    return page


def _size(row: Any) -> int:
    return len(row[1]) if isinstance(row[1], bytes | bytearray) else 0


def _check(audit_id: str, rows: list[Any]) -> None:
    """Refuse values of other types, and texts that are not UTF-8: SQLite keeps anything in any column."""
    for seq, body in rows:
        said = f"event {seq} of audit {audit_id} is not text"
        if type(body) is not AS_BYTES:
            raise DatabaseFailed("read", said)
        try:
            body.decode()
        except UnicodeDecodeError as error:
            raise DatabaseFailed("read", said) from error
