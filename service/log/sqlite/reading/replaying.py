"""Reading a long history: the database joins a page of texts, and the interpreter is needed for nothing else of it."""

from __future__ import annotations

import hashlib
import sqlite3
from typing import Any

from service.errors import AuditDamaged
from service.events import TERMINAL_TYPES
from service.log.marks import Marks
from service.log.rows import PAGE_BYTES
from service.log.sqlite import queries
from service.log.store import MAX_SEQ
from service.log.values import Head, Texts

AS_BYTES = bytearray
"""The ``text_factory`` of the connection that reads. Not bytes: those are what a BLOB comes as."""
MOST_BYTES = 2 * PAGE_BYTES
"""What the database may join. It stops there and says so, and the page is read row by row, each of which is counted."""
FIRST = 64
"""Texts in the first page of a stream, whose sizes nobody knows yet."""
STREAMS = 1024
"""Streams whose sizes are remembered."""
Stream = tuple[str, str]
"""An audit and one of its streams."""
ROWS_AT_ONCE = 32
"""Rows fetched in one call. As many at most are read in vain, where texts are large."""


class Replaying:
    """Pages of texts, each as long as the page before it lets expect."""

    def __init__(self) -> None:
        self._fit: dict[Stream, int] = {}
        """How many texts of a stream are about as large as a page, going by those that were read last."""

    def page(self, raw: sqlite3.Connection, place: Stream, after: int, limit: int, marks: Marks) -> Texts | None:
        """The texts after ``after``; None where there are none.

        Raises:
            AuditDamaged: what stands there is no text.
        """
        after = min(after, MAX_SEQ)
        fit = min(limit, self._fit.get(place, FIRST))
        texts = _joined(raw, place, after, fit, marks) or _by_rows(raw, place, after, limit, marks)
        if texts is not None:
            if len(self._fit) >= STREAMS:
                self._fit.clear()
            self._fit[place] = max(1, PAGE_BYTES * texts.count // max(1, len(texts.joined)))
        return texts


def _joined(raw: sqlite3.Connection, place: Stream, after: int, limit: int, marks: Marks) -> Texts | None:
    """The next ``limit`` texts as the database joins them; None unless they are as texts are nearly always."""
    audit_id, stream = place
    values = {
        "audit_id": audit_id,
        "stream": stream,
        "after": after,
        "until": min(after + limit, MAX_SEQ),
        "marks": marks.table,
        "least": marks.least,
        "width": marks.width,
    }
    as_large_as_any = raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BYTES)
    try:
        row = raw.execute(queries.JOIN_TEXTS, values).fetchone()
    except sqlite3.DataError:  # larger than it may be
        return None
    finally:
        raw.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, as_large_as_any)
    count, joined, bare, seq, kind, text_hash, last = row
    if count == 0 or count != seq - after:  # none, or not all: some are no texts, or not there
        return None
    if len(joined) != len(bare) - (count - 1) + marks.width * count:  # some have sizes that the table has no mark of
        return None
    # The rows of an audit stand in its order in the table and in the index. Whichever of them is read, and whatever a
    # version of SQLite does without being told an order, it reads forwards, or else the last text is not at the end.
    # Its hash shows that what is joined are the bytes that were hashed: a database can keep its texts as UTF-16.
    if not joined.endswith(last) or hashlib.sha256(last).hexdigest().encode() != text_hash:
        return None
    if not _is_utf8(bare):  # a comma between two texts completes no character, so each is UTF-8 if all of it is
        return None
    return Texts(audit_id, after + 1, count, joined, _head(seq, kind, text_hash))


def _by_rows(raw: sqlite3.Connection, place: Stream, after: int, limit: int, marks: Marks) -> Texts | None:
    audit_id, stream = place
    rows = _page(raw.execute(queries.SELECT_TEXTS, (audit_id, stream, after, limit)))
    last = raw.execute(queries.SELECT_EVENT, (audit_id, stream, rows[-1][0])).fetchone() if rows else None
    if last is None:  # nothing, or erased in this moment
        return None
    for seq, body in rows:  # SQLite keeps anything in any column
        if type(body) is not AS_BYTES or not _is_utf8(body):
            raise AuditDamaged(audit_id, f"event {seq} is not text")
    joined = marks.joined(row[1] for row in rows)
    return Texts(audit_id, rows[0][0], len(rows), joined, _head(rows[-1][0], *last))


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


def _is_utf8(text: bytes | bytearray) -> bool:
    if text.isascii():
        return True
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _head(seq: int, kind: bytearray, text_hash: bytearray) -> Head:
    return Head(seq, text_hash.decode(), kind.decode() in TERMINAL_TYPES)
