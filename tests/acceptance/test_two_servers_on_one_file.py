"""Two servers on one embedded database: who watches through one sees at once what is done through the other."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from websockets.asyncio.client import connect

from tests.acceptance.clients.handing_in import api, hand_in, types
from tests.acceptance.clients.raw_client import until_closed
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess, served

NEVER_S = 3600


async def followed(server: ServerProcess, audit_id: str) -> list[dict[str, object]]:
    """All that a watcher of the audit is sent until its end."""
    async with asyncio.timeout(PATIENCE_S), connect(f"{server.websockets}/{audit_id}") as watcher:
        said = [json.loads(text) async for text in until_closed(watcher)]
    assert watcher.close_code == 1000
    return [message for message in said if "seq" in message]


async def test_watchers_of_each_see_what_is_handed_in_at_the_other(tmp_path: Path) -> None:
    # Given two servers on one file, neither of which ever polls the heads,
    with (
        served(tmp_path, TICKMARK_POLL_S=NEVER_S) as one,
        served(tmp_path, TICKMARK_POLL_S=NEVER_S) as other,
    ):
        for here, there in ((one, other), (other, one)):
            # when a report is handed in at one of them and watched through both,
            audit_id = await hand_in(here.url, "numeric_validation")
            seen_here, seen_there = await asyncio.gather(followed(here, audit_id), followed(there, audit_id))

            # then both watchers have seen the same log, whole.
            assert seen_here == seen_there
            assert types(seen_there)[-1] == "audit_complete"


async def test_a_server_that_was_killed_leaves_nothing_that_holds_up_the_other(tmp_path: Path) -> None:
    with served(tmp_path) as one, served(tmp_path) as other:
        first = await hand_in(one.url, "numeric_validation")
        await asyncio.gather(followed(one, first), followed(other, first))
        bells = tmp_path / "tickmark.db.bells"
        assert len(list(bells.iterdir())) == 2

        other.kill()
        second = await hand_in(one.url, "numeric_validation")

        assert types(await followed(one, second))[-1] == "audit_complete"
        assert len(list(bells.iterdir())) == 1
        async with api(one.url) as http:
            assert (await http.get("/audits")).status_code == 200
        assert one.terminate() == 0
    assert not bells.exists()
