"""A forger who owns the database and has dropped its rules: ``verify`` names the first event that is not as written."""

from __future__ import annotations

import json

import pytest

from service.artifacts import artifact_sha256
from service.log.codec import text_hash
from service.log.store import EventStore
from service.log.verifying.verdict import Verdict
from service.log.verifying.whole import verify_all as verify_all_now
from tests.contract.databases.kinds import Tamperer
from tests.log_events import complete, completed, new_audit, progress, progresses, read_all
from tests.verdicts import verify, verify_all


@pytest.fixture
async def audit_id(store: EventStore, tamperer: Tamperer) -> str:
    """An ended audit of eight events, in a database without rules."""
    audit_id = await new_audit(store, events=7)
    await store.append(audit_id, [complete()], 7)
    tamperer.drop_rules()
    return audit_id


def alter(tamperer: Tamperer, seq: int, *, rehash: bool, changes: dict[str, object] | None = None) -> None:
    """Change what the text of an event says, and its hash with it."""
    ((body,),) = tamperer.execute("SELECT body FROM events WHERE seq = ?", seq)
    forged = json.dumps(json.loads(body) | (changes or {"message": "forged"}), separators=(",", ":"))
    tamperer.execute("UPDATE events SET body = ? WHERE seq = ?", forged, seq)
    if rehash:
        tamperer.execute("UPDATE events SET hash = ? WHERE seq = ?", text_hash(forged), seq)


def swap(tamperer: Tamperer, columns: str, one: int, two: int) -> None:
    (first,) = tamperer.execute(f"SELECT {columns} FROM events WHERE seq = ?", one)
    (second,) = tamperer.execute(f"SELECT {columns} FROM events WHERE seq = ?", two)
    for values, seq in ((first, two), (second, one)):
        marks = ", ".join(f"{column} = ?" for column in columns.split(", "))
        tamperer.execute(f"UPDATE events SET {marks} WHERE seq = ?", *values, seq)


async def verdict_of(store: EventStore, audit_id: str) -> Verdict:
    verdict = await verify(store, audit_id)
    assert verdict in [found async for found in verify_all(store)]
    assert (verdict.seq is None) == (verdict.problem is None)
    return verdict


async def test_an_honest_log_is_as_it_was_written(store: EventStore, audit_id: str) -> None:
    assert await verdict_of(store, audit_id) == Verdict(audit_id, 8)


@pytest.mark.parametrize("rehash", [False, True], ids=["text only", "hash too"])
@pytest.mark.parametrize("seq", [1, 2, 4, 7, 8])
async def test_an_altered_event_is_named(
    store: EventStore, tamperer: Tamperer, audit_id: str, seq: int, rehash: bool
) -> None:
    alter(tamperer, seq, rehash=rehash)

    verdict = await verdict_of(store, audit_id)

    assert verdict.seq == seq
    assert str(seq) in (verdict.problem or "")


@pytest.mark.parametrize("rehash", [False, True], ids=["text only", "hash too"])
async def test_of_two_altered_events_the_first_is_named(
    store: EventStore, tamperer: Tamperer, audit_id: str, rehash: bool
) -> None:
    alter(tamperer, 6, rehash=rehash)
    alter(tamperer, 3, rehash=rehash)

    assert (await verdict_of(store, audit_id)).seq == 3


async def test_an_altered_hash_alone_is_named(store: EventStore, tamperer: Tamperer, audit_id: str) -> None:
    tamperer.execute("UPDATE events SET hash = ? WHERE seq = 4", "0" * 64)

    assert (await verdict_of(store, audit_id)).seq == 4


@pytest.mark.parametrize("seq", [1, 4, 7])
async def test_a_missing_event_is_named(store: EventStore, tamperer: Tamperer, audit_id: str, seq: int) -> None:
    tamperer.execute("DELETE FROM events WHERE seq = ?", seq)

    assert (await verdict_of(store, audit_id)).seq == seq


async def test_a_missing_event_whose_place_was_closed_is_named(
    store: EventStore, tamperer: Tamperer, audit_id: str
) -> None:
    tamperer.execute("DELETE FROM events WHERE seq = 4")
    for seq in range(5, 9):
        tamperer.execute("UPDATE events SET seq = ? WHERE seq = ?", seq - 1, seq)

    assert (await verdict_of(store, audit_id)).seq == 4


async def test_swapped_events_are_named(store: EventStore, tamperer: Tamperer, audit_id: str) -> None:
    swap(tamperer, "body, hash, type", 3, 5)

    assert (await verdict_of(store, audit_id)).seq == 3


async def test_swapped_events_that_say_their_new_place_are_named(
    store: EventStore, tamperer: Tamperer, audit_id: str
) -> None:
    swap(tamperer, "body, hash, type", 3, 4)
    alter(tamperer, 3, rehash=True, changes={"seq": 3})
    alter(tamperer, 4, rehash=True, changes={"seq": 4})

    assert (await verdict_of(store, audit_id)).seq == 3


@pytest.mark.parametrize("kept", [0, 1, 5, 7])
async def test_a_tail_that_was_cut_off_is_missed(
    store: EventStore, tamperer: Tamperer, audit_id: str, kept: int
) -> None:
    tamperer.execute("DELETE FROM events WHERE seq > ?", kept)

    assert (await verdict_of(store, audit_id)).seq == kept + 1


async def test_a_head_moved_back_with_its_tail_left_is_named(
    store: EventStore, tamperer: Tamperer, audit_id: str
) -> None:
    tamperer.execute("UPDATE audits SET head_seq = 5, head_hash = (SELECT hash FROM events WHERE seq = 5)")

    assert (await verdict_of(store, audit_id)).seq == 6


async def test_a_head_that_names_another_text_is_named(store: EventStore, tamperer: Tamperer, audit_id: str) -> None:
    tamperer.execute("UPDATE audits SET head_hash = ?", "0" * 64)

    assert (await verdict_of(store, audit_id)).seq == 8


async def test_an_event_of_another_audit_is_named(store: EventStore, tamperer: Tamperer) -> None:
    one, two = await new_audit(store, events=4), await new_audit(store, events=4)
    tamperer.drop_rules()
    others = await read_all(store, two)

    tamperer.execute(
        "UPDATE events SET body = ?, hash = ? WHERE audit_id = ? AND seq = 1", others[0].body, others[0].hash, one
    )

    assert (await verdict_of(store, one)).seq == 1
    assert (await verdict_of(store, two)).problem is None


@pytest.mark.parametrize("column", ["type", "seq", "audit_id"])
async def test_a_text_that_does_not_say_its_own_place_is_named(
    store: EventStore, tamperer: Tamperer, audit_id: str, column: str
) -> None:
    alter(tamperer, 8, rehash=True, changes={column: "other"})
    tamperer.execute("UPDATE audits SET head_hash = (SELECT hash FROM events WHERE seq = 8)")

    assert (await verdict_of(store, audit_id)).seq == 8


@pytest.mark.parametrize("text", ["", "[]", "7", "{", "null", "[" * 100_000])
async def test_a_text_that_is_no_event_is_named_even_with_its_hash(
    store: EventStore, tamperer: Tamperer, audit_id: str, text: str
) -> None:
    tamperer.execute("UPDATE events SET body = ?, hash = ? WHERE seq = 4", text, text_hash(text))

    assert (await verdict_of(store, audit_id)).seq == 4


@pytest.mark.parametrize("seq", [255, 256, 257, 512, 513, 700])
async def test_a_long_log_is_verified_in_pages(store: EventStore, tamperer: Tamperer, seq: int) -> None:
    audit_id = await new_audit(store, events=700)
    assert (await verdict_of(store, audit_id)).events == 700
    tamperer.drop_rules()

    alter(tamperer, seq, rehash=True)

    assert (await verdict_of(store, audit_id)).seq == seq


async def test_an_altered_link_accuses_the_event_that_holds_it(
    store: EventStore, tamperer: Tamperer, audit_id: str
) -> None:
    alter(tamperer, 5, rehash=True, changes={"prev": "0" * 64})

    assert (await verdict_of(store, audit_id)).seq == 5


async def test_all_audits_are_verified_whatever_is_wrong_with_some(store: EventStore, tamperer: Tamperer) -> None:
    audits = [await new_audit(store, events=3) for _ in range(103)]
    tamperer.drop_rules()
    for audit_id in audits[::50]:
        tamperer.execute("UPDATE events SET body = 'x' WHERE audit_id = ? AND seq = 2", audit_id)

    verdicts = {verdict.subject: verdict async for verdict in verify_all(store)}

    assert set(verdicts) == set(audits)
    assert [audit_id for audit_id in audits if verdicts[audit_id].seq == 2] == audits[::50]


async def test_a_running_audit_may_move_on_while_it_is_verified(store: EventStore) -> None:
    """And others may come and go: what is verified is what there was at one moment."""
    audits = [await new_audit(store, events=600) for _ in range(2)]
    proof = verify_all_now(store.place)
    first = next(proof)

    (other,) = set(audits) - {first.subject}
    await store.append(other, [*progresses(300), complete()], 600)
    await store.erase(first.subject, "somebody")
    await new_audit(store)

    assert [(verdict.subject, verdict.events, verdict.problem) for verdict in proof] == [(other, 600, None)]
    after = {(verdict.events, verdict.problem) async for verdict in verify_all(store)}
    assert after == {(901, None), (1, None)}


async def test_an_altered_document_shows(store: EventStore, tamperer: Tamperer) -> None:
    audit_id = await new_audit(store, events=3)
    tamperer.drop_rules()
    tamperer.execute("UPDATE artifacts SET data = ?", b"another report")

    verdict = await verify(store, audit_id)

    assert verdict.seq == 1
    assert "was altered" in (verdict.problem or "")


async def test_a_row_that_points_at_another_sound_document_shows(store: EventStore, tamperer: Tamperer) -> None:
    audit_id = await new_audit(store, events=3)
    other = b"another report"
    tamperer.drop_rules()
    tamperer.execute(
        "INSERT INTO artifacts (sha256, size_bytes, data) VALUES (?, ?, ?)", artifact_sha256(other), len(other), other
    )
    tamperer.execute("UPDATE audits SET document_sha256 = ?", artifact_sha256(other))

    verdict = await verify(store, audit_id)

    assert verdict.seq == 1
    assert "the audit's row has document_sha256" in (verdict.problem or "")


@pytest.mark.parametrize("lost", [False, True], ids=["altered", "lost"])
async def test_an_altered_or_lost_result_accuses_the_event_that_names_it(
    store: EventStore, tamperer: Tamperer, lost: bool
) -> None:
    audit_id = await new_audit(store, events=3)
    sha256 = artifact_sha256(b"result")
    result = completed().model_copy(update={"artifact": sha256})
    await store.append(audit_id, [result, progress()], 3, artifacts=[b"result"])
    tamperer.drop_rules()
    if lost:
        tamperer.execute("DELETE FROM artifacts WHERE sha256 = ?", sha256)
    else:
        tamperer.execute("UPDATE artifacts SET data = ? WHERE sha256 = ?", b"another result", sha256)

    verdict = await verdict_of(store, audit_id)

    assert verdict.seq == 4
    assert sha256 in (verdict.problem or "")
