"""Pages that SQLite joins: every size, every alphabet, and whatever else a database may hold in their place."""

from __future__ import annotations

import hashlib
import sqlite3
import weakref
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.api.watching.frames import HEADERS
from service.errors import AuditDamaged
from service.log.rows import PAGE_BYTES
from service.log.sqlite.reading.replaying import AS_BYTES, MOST_BYTES, Replaying
from service.log.streams import AUDIT
from service.log.values import Texts

B = "b", AUDIT
"""The audit that is read, beside others."""

EDGES = (0, 1, 125, 126, 127, 128, 16383, 16384, 65535, 65536, 512 * 1024)


class Database:
    """Tables in memory with the texts of an audit, between those of two others."""

    def __init__(self, texts: Sequence[str], encoding: str = "UTF-8") -> None:
        self.raw = sqlite3.connect(":memory:", isolation_level=None)
        weakref.finalize(self, self.raw.close)
        self.raw.execute(f"PRAGMA encoding = '{encoding}'")
        self.raw.execute(
            "CREATE TABLE events (audit_id TEXT, stream TEXT, seq BIGINT, type TEXT, body TEXT, hash TEXT, "
            "PRIMARY KEY (audit_id, stream, seq))"
        )
        for seq, text in enumerate(texts, 1):
            digest = hashlib.sha256(text.encode()).hexdigest()
            for audit_id in "abc":
                row = (audit_id, seq, text if audit_id == "b" else "another's", digest)
                self.raw.execute("INSERT INTO events VALUES (?, 'audit', ?, 'x', ?, ?)", row)
        self.raw.text_factory = AS_BYTES
        self.said: list[str] = []
        self.raw.set_trace_callback(self.said.append)

    def pages(self, limit: int = 512) -> list[Texts]:
        """All of them."""
        replaying, pages = Replaying(), list[Texts]()
        while page := replaying.page(self.raw, B, pages[-1].head.seq if pages else 0, limit, HEADERS):
            pages.append(page)
        return pages

    @property
    def read_rows(self) -> bool:
        """Whether any page was read row by row."""
        return any(statement.lstrip().startswith("SELECT seq, body") and "'b'" in statement for statement in self.said)


def assert_framed(pages: Sequence[Texts], texts: Sequence[str]) -> None:
    assert b"".join(page.joined for page in pages) == HEADERS.joined(text.encode() for text in texts)
    at = 0
    for page in pages:
        assert (page.first, page.head.seq) == (at + 1, at + page.count)
        at = page.head.seq
        assert page.head.hash == hashlib.sha256(texts[at - 1].encode()).hexdigest()


@given(
    st.lists(st.text(max_size=3) | st.integers(0, 300).map("x".__mul__) | st.integers(50, 150).map("é".__mul__)),
    st.integers(1, 9),
)
def test_texts_of_all_kinds_are_joined_as_they_stand(texts: list[str], limit: int) -> None:
    assert_framed(Database(texts).pages(limit), texts)


@pytest.mark.parametrize("size", EDGES)
@pytest.mark.parametrize("letter", ["x", "é"])
def test_a_text_of_any_size_has_the_header_of_its_size(size: int, letter: str) -> None:
    width = len(letter.encode())
    texts = [letter * (size // width) + "." * (size % width), "x" * 200, letter * 150]

    for limit in (1, 2, 3):
        assert_framed(Database(texts).pages(limit), texts)


def test_ordinary_texts_are_joined_by_the_database_alone() -> None:
    texts = ["x" * (126 + n % 4000) for n in range(3000)]
    texts[1000] = "ü" * 600

    database = Database(texts)
    pages = database.pages()

    assert_framed(pages, texts)
    assert len(pages) < 40
    # The question after the last page is the only one that rows answer: there are none.
    assert sum(statement.lstrip().startswith("SELECT seq, body") for statement in database.said) == 1


def test_texts_that_grow_beyond_a_page_are_never_held_together() -> None:
    texts = ["x" * 200] * 2000 + ["y" * 16000] * 400 + ["z" * 300] * 2000

    pages = Database(texts).pages()

    assert_framed(pages, texts)
    assert max(len(page.joined) for page in pages) <= MOST_BYTES
    assert len(pages) < 50
    assert len(pages[-2].joined) > PAGE_BYTES / 2


@pytest.mark.parametrize("rank", [1, 2, 5, 9])
@pytest.mark.parametrize(
    "forged",
    ["CAST(body AS BLOB)", "CAST(x'7bff7d' AS TEXT)", "CAST(CAST(body AS BLOB) || x'c3' AS TEXT)", "NULL"],
)
def test_what_is_no_text_is_named_and_what_stands_before_it_is_still_given(rank: int, forged: str) -> None:
    texts = ["x" * 200] * 9
    database = Database(texts)
    database.raw.execute(f"UPDATE events SET body = {forged} WHERE audit_id = 'b' AND seq = {rank}")
    replaying = Replaying()

    with pytest.raises(AuditDamaged, match=f"audit b is damaged: event {rank} is not text"):
        replaying.page(database.raw, B, 0, 9, HEADERS)

    before = replaying.page(database.raw, B, 0, rank - 1, HEADERS) if rank > 1 else None
    assert before is None or before.joined == HEADERS.joined([b"x" * 200] * (rank - 1))


def test_a_character_begun_in_one_text_is_not_completed_by_the_next() -> None:
    database = Database(["x" * 200] * 2)
    for seq, forged in ((1, "x'c3'"), (2, "x'a9'")):
        pair = f"{forged} || CAST(body AS BLOB)" if seq == 2 else f"CAST(body AS BLOB) || {forged}"
        database.raw.execute(f"UPDATE events SET body = CAST({pair} AS TEXT) WHERE audit_id = 'b' AND seq = {seq}")

    with pytest.raises(AuditDamaged, match="audit b is damaged: event 1 is not text"):
        database.pages()


def test_a_hole_is_never_bridged() -> None:
    database = Database(["x" * 200] * 9)
    database.raw.execute("DELETE FROM events WHERE audit_id = 'b' AND seq = 4")

    page = Replaying().page(database.raw, B, 0, 9, HEADERS)

    assert page is not None
    assert page.count < page.head.seq - page.first + 1


def test_an_sqlite_that_reads_backwards_unless_it_is_told_an_order_makes_no_difference() -> None:
    texts = [f"{n:0200}" for n in range(50)]
    database = Database(texts)
    database.raw.execute("PRAGMA reverse_unordered_selects = ON")

    assert_framed(database.pages(), texts)
    assert database.read_rows


@pytest.mark.parametrize("encoding", ["UTF-16le", "UTF-16be"])
def test_a_database_that_keeps_its_texts_in_another_encoding_gives_the_same_bytes(encoding: str) -> None:
    texts = ["x" * 200, "ü" * 200, "z" * 200]

    assert_framed(Database(texts, encoding).pages(), texts)


def test_the_limit_of_the_connection_is_left_as_it_was() -> None:
    database = Database(["x" * 400_000] * 3)
    before = database.raw.getlimit(sqlite3.SQLITE_LIMIT_LENGTH)

    database.pages()

    assert database.raw.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == before
