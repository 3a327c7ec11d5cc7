"""Asking a source: bounded, repeated where that helps, kept for a day, and on no other host."""

from __future__ import annotations

import json
import stat
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from service.artifacts import artifact_sha256
from service.checks.external.source import Request
from service.errors import SourceFailed
from service.external import fetching
from service.external.cache import Cache
from service.external.fetching import Fetcher, SourceAccess
from tests.unit.external.given.answering import Answering, Reply, answering
from tests.waiting import DEADLINE_S

PATH = "/company/09876543"
REQUEST = Request("register", PATH)
NOW = datetime(2032, 3, 2, 9, 30, tzinfo=UTC)
SECRET = "kept-to-ourselves"


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest_asyncio.fixture
async def source() -> AsyncIterator[Answering]:
    async with answering() as told:
        yield told


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def fetcher(source: Answering, tmp_path: Path, clock: Clock) -> AsyncIterator[Fetcher]:
    access = {"register": SourceAccess(source.address, {"Accept": "application/json"}, SECRET)}
    made = Fetcher(access, Cache(tmp_path / "sources", 60, clock), DEADLINE_S, pause_s=0, now=lambda: NOW)
    yield made
    await made.close()


async def test_an_answer_comes_with_where_when_and_its_digest(fetcher: Fetcher, source: Answering) -> None:
    source.answers(PATH, Reply(b'{"company_name": "X"}'))

    answer = await fetcher.ask(REQUEST)

    assert (answer.url, answer.asked_at, answer.status) == (f"{source.address}{PATH}", "2032-03-02T09:30:00Z", 200)
    assert (answer.body, answer.kept) == (b'{"company_name": "X"}', False)
    assert answer.sha256 == artifact_sha256(answer.body)


async def test_a_query_is_written_into_the_address(fetcher: Fetcher, source: Answering) -> None:
    asked = replace(REQUEST, path="/records", query=(("filter[name]", "A & B plc"),))
    source.answers("/records?filter%5Bname%5D=A%20%26%20B%20plc", Reply(b"[]"))

    assert (await fetcher.ask(asked)).body == b"[]"


async def test_what_was_answered_is_not_asked_again_until_it_is_old(
    fetcher: Fetcher, source: Answering, clock: Clock
) -> None:
    source.answers(PATH, Reply(b"1"), Reply(b"2"))
    first = await fetcher.ask(REQUEST)
    clock.at += 59
    again = await fetcher.ask(REQUEST)
    clock.at += 2
    later = await fetcher.ask(REQUEST)

    assert again == replace(first, kept=True)
    assert (later.body, later.kept, len(source.asked)) == (b"2", False, 2)


async def test_answers_are_kept_for_their_owner_alone_and_old_ones_are_deleted(
    fetcher: Fetcher, source: Answering, clock: Clock, tmp_path: Path
) -> None:
    source.answers(PATH, Reply(b"1"))
    source.answers("/other", Reply(b"2"))
    await fetcher.ask(REQUEST)
    (kept,) = (tmp_path / "sources").iterdir()
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (kept.parent, kept)]
    clock.at += 61
    await fetcher.ask(replace(REQUEST, path="/other"))

    assert modes == [0o700, 0o600]
    assert len(list((tmp_path / "sources").iterdir())) == 1
    assert not kept.exists()


async def test_a_kept_answer_that_was_altered_is_asked_for_again(
    fetcher: Fetcher, source: Answering, tmp_path: Path, clock: Clock
) -> None:
    source.answers(PATH, Reply(b"told"))
    await fetcher.ask(REQUEST)
    (kept,) = (tmp_path / "sources").iterdir()
    Cache(kept.parent, 60, clock).put(kept.name, kept.read_bytes().replace(b"told", b"lied"))

    assert (await fetcher.ask(REQUEST)).body == b"told"
    assert len(source.asked) == 2


async def test_a_folder_that_cannot_be_written_to_costs_only_the_question(source: Answering, tmp_path: Path) -> None:
    (tmp_path / "sources").write_text("no folder")
    made = Fetcher(
        {"register": SourceAccess(source.address)}, Cache(tmp_path / "sources", 60), DEADLINE_S, now=lambda: NOW
    )
    source.answers(PATH, Reply(b"told"))

    assert [(await made.ask(REQUEST)).kept for _ in range(2)] == [False, False]
    await made.close()


async def test_nothing_found_is_an_answer(fetcher: Fetcher, source: Answering) -> None:
    source.answers(PATH, Reply(b'{"errors": []}', 404))
    assert (await fetcher.ask(REQUEST)).status == 404


@pytest.mark.parametrize("trouble", [Reply(status=429), Reply(status=503), Reply(b"cut off", drops=True)])
async def test_what_may_pass_is_tried_again(fetcher: Fetcher, source: Answering, trouble: Reply) -> None:
    source.answers(PATH, trouble, trouble, Reply(b"at last"))

    assert (await fetcher.ask(REQUEST)).body == b"at last"
    assert len(source.asked) == 3


async def test_what_does_not_pass_is_given_up(fetcher: Fetcher, source: Answering) -> None:
    source.answers(PATH, Reply(status=500))

    with pytest.raises(SourceFailed, match="register answered with status 500, 3 times"):
        await fetcher.ask(REQUEST)
    assert len(source.asked) == fetching.TRIES


async def test_a_refusal_is_not_tried_again_and_says_what_to_look_at(fetcher: Fetcher, source: Answering) -> None:
    source.answers(PATH, Reply(status=401))

    with pytest.raises(SourceFailed, match=r"answered with status 401; check what it knows us by \(docs/operations"):
        await fetcher.ask(REQUEST)
    assert len(source.asked) == 1


async def test_a_source_that_hangs_is_given_up_in_time(source: Answering, tmp_path: Path) -> None:
    source.answers(PATH, Reply(hangs=True))
    made = Fetcher({"register": SourceAccess(source.address)}, Cache(tmp_path, 60), timeout_s=0.2)

    with pytest.raises(SourceFailed, match=r"did not answer within 0\.2 s|could not be reached"):
        await made.ask(REQUEST)
    await made.close()


async def test_nobody_there_is_said(tmp_path: Path) -> None:
    async with answering() as gone:
        address = gone.address
    made = Fetcher({"register": SourceAccess(address)}, Cache(tmp_path, 60), DEADLINE_S, pause_s=0)

    with pytest.raises(SourceFailed, match="could not be reached"):
        await made.ask(REQUEST)
    await made.close()


async def test_an_answer_without_an_end_is_cut_off(
    fetcher: Fetcher, source: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 1000)
    source.answers(PATH, Reply(b"x" * 1001))

    with pytest.raises(SourceFailed, match="more than 1,000 bytes"):
        await fetcher.ask(REQUEST)


async def test_another_path_of_the_same_host_is_followed(fetcher: Fetcher, source: Answering) -> None:
    source.answers(PATH, Reply(status=301, headers=("Location: /moved",)))
    source.answers("/moved", Reply(b"here"))

    answer = await fetcher.ask(REQUEST)

    assert (answer.body, answer.url) == (b"here", f"{source.address}/moved")


async def test_another_host_is_not_asked(fetcher: Fetcher, source: Answering) -> None:
    async with answering() as other:
        source.answers(PATH, Reply(status=302, headers=(f"Location: {other.address}/",)))

        with pytest.raises(SourceFailed, match=r"sent on to another host \(127\.0\.0\.1\), which is not asked"):
            await fetcher.ask(REQUEST)
        assert other.asked == []


async def test_a_round_of_addresses_has_an_end(fetcher: Fetcher, source: Answering) -> None:
    source.answers(PATH, Reply(status=302, headers=(f"Location: {PATH}",)))

    with pytest.raises(SourceFailed, match="from address to address, 3 times"):
        await fetcher.ask(REQUEST)


async def test_the_secret_goes_to_the_source_and_into_no_text(
    fetcher: Fetcher, source: Answering, tmp_path: Path
) -> None:
    source.answers(PATH, Reply(json.dumps({"ok": True}).encode()))
    answer = await fetcher.ask(REQUEST)
    source.answers("/refused", Reply(status=403))
    with pytest.raises(SourceFailed) as refused:
        await fetcher.ask(replace(REQUEST, path="/refused"))

    assert "authorization: basic " in source.asked[0].lower()
    kept = b"".join(path.read_bytes() for path in (tmp_path / "sources").iterdir())
    for text in (repr(answer), str(refused.value), kept.decode(), repr(SourceAccess("", {}, SECRET))):
        assert SECRET not in text
