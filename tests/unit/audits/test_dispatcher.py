"""The dispatcher: what waits in the log is run, a few at a time, and no audit keeps the others waiting."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from service.audits.dispatcher import Dispatcher
from service.audits.processor import DocumentProcessor
from tests.unit.audits.conftest import Stage, types

PATIENCE_S = 30
LOOK_S = 0.02


class Choosy(DocumentProcessor):
    """A processor with a defect that shows with certain audits only; counts how often it was asked."""

    defective: frozenset[str] = frozenset()
    asked: list[str]

    async def process_document(self, audit_id: str) -> None:
        self.asked.append(audit_id)
        if audit_id in self.defective:
            raise ZeroDivisionError(audit_id)
        await super().process_document(audit_id)


@asynccontextmanager
async def dispatching(stage: Stage, concurrent: int, *defective: str) -> AsyncIterator[Choosy]:
    processor = Choosy(stage.store, stage.pool, stage.settings, "this test")
    processor.defective, processor.asked = frozenset(defective), []
    dispatcher = Dispatcher(stage.store, processor, concurrent)
    dispatcher.start()
    try:
        yield processor
    finally:
        await dispatcher.stop(0, asyncio.Event())


async def all_end(stage: Stage, *audit_ids: str) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not all([(await stage.head(audit_id)).ended for audit_id in audit_ids]):
            await asyncio.sleep(LOOK_S)


async def test_audits_that_wait_in_the_log_are_run_oldest_first(stage: Stage) -> None:
    audit_ids = [await stage.accepted("flooding_adk") for _ in range(4)]

    async with dispatching(stage, 1) as processor:
        await all_end(stage, *audit_ids)

    assert processor.asked == audit_ids


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
