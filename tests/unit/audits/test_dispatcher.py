"""The dispatcher: what waits in the log is run, a few at a time, and no audit keeps the others waiting."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from service.audits import backoff
from service.audits.dispatcher import MOST_MACHINE_FAILURES, Dispatcher
from service.audits.processor import DocumentProcessor
from service.errors import DatabaseFailed
from service.workers.process import WorkerProcess
from tests.unit.audits.conftest import Stage, types
from tests.waiting import DEADLINE_S, until

LOOK_S = 0.02


class Choosy(DocumentProcessor):
    """A processor with a defect that shows with certain audits only; counts how often it was asked."""

    defective: frozenset[str] = frozenset()
    asked: list[str]
    dispatcher: Dispatcher

    async def process_document(self, audit_id: str, sender: str = "") -> None:
        self.asked.append(audit_id)
        if audit_id in self.defective:
            raise ZeroDivisionError(audit_id)
        await super().process_document(audit_id, sender)


def choosy(stage: Stage, *defective: str) -> Choosy:
    processor = Choosy(stage.store, stage.pool, stage.settings, "this test")
    processor.defective, processor.asked = frozenset(defective), []
    return processor


@asynccontextmanager
async def dispatching(stage: Stage, concurrent: int, *defective: str) -> AsyncGenerator[Choosy]:
    processor = choosy(stage, *defective)
    processor.dispatcher = Dispatcher(stage.store, processor, concurrent)
    processor.dispatcher.start()
    try:
        yield processor
    finally:
        await processor.dispatcher.stop(0, asyncio.Event())


async def all_end(stage: Stage, *audit_ids: str) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while not all([(await stage.head(audit_id)).ended for audit_id in audit_ids]):
            await asyncio.sleep(LOOK_S)


async def test_audits_that_wait_in_the_log_are_run_oldest_first(stage: Stage) -> None:
    audit_ids = [await stage.accepted("flooding_adk") for _ in range(4)]

    async with dispatching(stage, 1) as processor:
        await all_end(stage, *audit_ids)

    assert processor.asked == audit_ids


@pytest.fixture
def never_ending(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The check slow_a does not come to its end."""
    monkeypatch.setenv("TROUBLESOME_GATE", str(tmp_path / "never"))


@pytest.mark.usefixtures("never_ending")
async def test_who_has_handed_in_one_waits_for_nobody_who_has_handed_in_many(stage: Stage) -> None:
    flood = [await stage.accepted("slow_a", sender="192.0.2.1") for _ in range(4)]
    honest = await stage.accepted("quick", sender="198.51.100.7")

    async with dispatching(stage, 2) as processor:
        await all_end(stage, honest)

    assert types(await stage.log(honest))[-1] == "audit_complete"
    assert not [audit_id for audit_id in flood if (await stage.head(audit_id)).ended]
    assert processor.asked[:2] == [flood[0], honest]


@pytest.mark.usefixtures("never_ending")
async def test_one_that_comes_while_another_has_all_places_has_one_of_its_own(stage: Stage) -> None:
    flood = [await stage.accepted("slow_a", sender="192.0.2.1") for _ in range(4)]

    async with dispatching(stage, 2) as processor:
        async with asyncio.timeout(DEADLINE_S):
            while len(processor.asked) < 2:
                await asyncio.sleep(LOOK_S)
        honest = await stage.accepted("quick", sender="198.51.100.7")
        await all_end(stage, honest)

    assert processor.asked == [*flood[:2], honest]


async def test_an_audit_accepted_without_a_hint_is_found_by_the_next_look(stage: Stage) -> None:
    async with dispatching(stage, 2):
        audit_id = await stage.accepted("flooding_adk")
        await all_end(stage, audit_id)

    assert types(await stage.log(audit_id))[-1] == "audit_complete"


async def test_audits_that_can_not_even_be_claimed_are_tried_once_and_keep_nobody_waiting(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    defective = [await stage.accepted("flooding_adk") for _ in range(3)]
    sound = await stage.accepted("flooding_adk")

    with caplog.at_level(logging.CRITICAL):
        async with dispatching(stage, 2, *defective) as processor:
            await all_end(stage, sound)

    assert sorted(processor.asked) == sorted([*defective, sound])


async def test_an_audit_that_was_asked_for_goes_first_and_whoever_asked_hears_when_it_has_ended(stage: Stage) -> None:
    earlier = [await stage.accepted("flooding_adk") for _ in range(3)]
    asked = await stage.accepted("flooding_adk")
    processor = choosy(stage)
    dispatcher = Dispatcher(stage.store, processor, 1)

    asking = asyncio.create_task(dispatcher.run(asked))
    await asyncio.sleep(0)
    dispatcher.start()
    await asyncio.wait_for(asking, DEADLINE_S)

    assert (await stage.head(asked)).ended
    await all_end(stage, *earlier)
    await dispatcher.stop(0, asyncio.Event())
    assert processor.asked == [asked, *earlier]


async def test_asking_for_an_audit_that_another_process_runs_returns_at_once(stage: Stage) -> None:
    audit_id = await stage.accepted("flooding_adk")
    await stage.store.claim(audit_id, "another process", DEADLINE_S)

    async with dispatching(stage, 1) as processor:
        await asyncio.wait_for(processor.dispatcher.run(audit_id), DEADLINE_S)

    assert types(await stage.log(audit_id)) == ["audit_created", "audit_started"]


async def test_one_audit_asked_for_twice_and_found_by_the_sweep_runs_once(stage: Stage) -> None:
    audit_id = await stage.accepted("flooding_adk")

    async with dispatching(stage, 2) as processor:
        asking = [processor.dispatcher.run(audit_id) for _ in range(3)]
        await asyncio.wait_for(asyncio.gather(*asking), DEADLINE_S)

    assert types(await stage.log(audit_id)).count("audit_started") == 1
    assert (await stage.head(audit_id)).ended


async def test_who_gives_up_asking_does_not_stop_the_audit(stage: Stage) -> None:
    audit_id = await stage.accepted("flooding_adk")

    async with dispatching(stage, 1) as processor:
        asking = asyncio.create_task(processor.dispatcher.run(audit_id))
        while not processor.asked:
            await asyncio.sleep(LOOK_S)
        asking.cancel()
        await all_end(stage, audit_id)

    assert types(await stage.log(audit_id))[-1] == "audit_complete"


async def test_a_dispatcher_that_stops_keeps_nobody_waiting(stage: Stage) -> None:
    running, waiting = [await stage.accepted("slow_a") for _ in range(2)]

    async with dispatching(stage, 1) as processor:
        asking = [asyncio.create_task(processor.dispatcher.run(audit_id)) for audit_id in (running, waiting)]
        while not processor.asked:
            await asyncio.sleep(LOOK_S)

    await asyncio.wait_for(asyncio.gather(*asking), DEADLINE_S)
    await processor.dispatcher.run(waiting)
    assert not (await stage.head(waiting)).ended


async def test_a_machine_that_never_goes_on_ends_the_audit_and_says_why(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def none_left(*_: object) -> WorkerProcess:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(WorkerProcess, "start", none_left)
    monkeypatch.setattr(backoff, "FIRST_S", 0.0)
    audit_id = await stage.accepted("quick")

    async with dispatching(stage, 1):
        await until(lambda: _ended(stage, audit_id))

    log = await stage.log(audit_id)
    assert types(log).count("audit_resumed") == MOST_MACHINE_FAILURES + 1
    assert types(log)[-1] == "audit_failed"
    assert "11 times in a row" in log[-1]["error"]
    assert "Resource temporarily unavailable" in log[-1]["error"]
    assert log[-1]["error_type"] == "BlockingIOError"


class Troubled(DocumentProcessor):
    """A processor that meets these troubles, one each time, before it goes on."""

    troubles: list[Exception]

    async def process_document(self, audit_id: str, sender: str = "") -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        await super().process_document(audit_id, sender)


class Desperate(Troubled):
    """A processor with a defect that shows when it gives up."""

    desperate = False

    async def give_up(self, audit_id: str, error: OSError, times: int) -> None:
        self.desperate = True
        raise ZeroDivisionError(audit_id, times) from error

    async def is_desperate(self) -> bool:
        return self.desperate


async def test_a_database_that_was_away_for_long_does_not_count_against_the_machine(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backoff, "FIRST_S", 0.0)
    audit_id = await stage.accepted("flooding_adk")
    processor = Troubled(stage.store, stage.pool, stage.settings, "this test")
    away = [DatabaseFailed("write", "it does not answer") for _ in range(MOST_MACHINE_FAILURES + 1)]
    processor.troubles = [*away, BlockingIOError(11, "Resource temporarily unavailable")]
    dispatcher = Dispatcher(stage.store, processor, 1)
    dispatcher.start()

    await until(lambda: _ended(stage, audit_id))
    await dispatcher.stop(0, asyncio.Event())

    assert types(await stage.log(audit_id))[-1] == "audit_complete"


async def test_an_audit_that_can_not_even_be_given_up_is_not_taken_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(backoff, "FIRST_S", 0.0)
    defective = await stage.accepted("flooding_adk")
    processor = Desperate(stage.store, stage.pool, stage.settings, "this test")
    processor.troubles = [OSError(24, "Too many open files") for _ in range(MOST_MACHINE_FAILURES + 1)]
    dispatcher = Dispatcher(stage.store, processor, 1)

    with caplog.at_level(logging.CRITICAL):
        dispatcher.start()
        await until(processor.is_desperate)
        sound = await stage.accepted("flooding_adk")
        await all_end(stage, sound)
        await dispatcher.stop(0, asyncio.Event())

    assert types(await stage.log(defective)) == ["audit_created"]


async def _ended(stage: Stage, audit_id: str) -> bool:
    return (await stage.head(audit_id)).ended
