"""The promise: every event once, in order, byte for byte, whatever breaks in between, the server's death included."""

from __future__ import annotations

import asyncio
import json
import random
from contextlib import aclosing
from pathlib import Path

from service.client import follow
from tests.acceptance.clients.handing_in import TERMINAL, all_events, api, hand_in, types, until
from tests.acceptance.clients.raw_client import Received, dropping_client
from tests.acceptance.processes.server_process import PATIENCE_S, SAFE_LEASE_S, ServerProcess, served, tickmark

CLIENTS = 20
SEED = 20_251_123


async def test_twenty_dropping_clients_and_a_late_one_read_the_same_log_through_a_killed_server(tmp_path: Path) -> None:
    # Given a running audit, of which one agent has completed and the others are in the middle of their work,
    gate = tmp_path / "gate"
    settings = {
        "TICKMARK_LEASE_S": SAFE_LEASE_S,
        "TICKMARK_WORKERS": 4,  # one for each agent: the slow ones keep theirs until the gate opens
        "TROUBLESOME_GATE": gate,
        "TROUBLESOME_STEPS": 24,
        "TROUBLESOME_STEP_S": 0.1,
    }
    with served(tmp_path / "data", **settings) as server:
        audit_id = await hand_in(server.url, "quick", "slow_a", "slow_b", "slow_c")
        clients = [
            asyncio.create_task(dropping_client(server.websockets, audit_id, random.Random(SEED + number), 7))
            for number in range(CLIENTS)
        ]
        following = asyncio.create_task(followed(server.url, audit_id))
        watching = asyncio.create_task(
            asyncio.to_thread(tickmark, tmp_path / "none", "watch", audit_id, "--server", server.url, "--json")
        )
        await until(server.url, audit_id, "agent_completed")
        await until(server.url, audit_id, "agent_progress", count=8)

        # when the server is killed and started again where it was, and the agents may go on,
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        await until(server.url, audit_id, "audit_resumed")
        gate.touch()
        received = await asyncio.wait_for(asyncio.gather(*clients), PATIENCE_S)
        late = await dropping_client(server.websockets, audit_id, random.Random(SEED), 1000)

        # then every client has read the log: the same bytes, every event once, in order.
        log = await stored_texts(server, audit_id)
        for client in [*received, late, await following]:
            assert client.texts == log
        assert (await watching).stdout.splitlines() == log
        assert max(client.connections for client in received) > 3
        audit_was_resumed_and_nothing_done_twice(types(await all_events(server.url, audit_id)))
        verified = await asyncio.to_thread(tickmark, server.data_dir, "verify", audit_id)
        assert (verified.returncode, verified.stdout.split()[1:]) == (0, ["ok,", str(len(log)), "events"])


def audit_was_resumed_and_nothing_done_twice(said: list[str]) -> None:
    assert said.count("audit_resumed") == 1
    assert said.count("audit_started") == 1
    assert said.count("document_extracted") == 1
    assert said.count("agent_completed") == 4
    assert said.count("agent_started") == 4 + 3
    assert "agent_error" not in said
    assert [kind for kind in said if kind in TERMINAL] == ["audit_complete"]
    assert said[-1] == "audit_complete"


async def stored_texts(server: ServerProcess, audit_id: str) -> list[str]:
    """The log by way of GET, event by event, the texts as they were spliced in."""
    texts: list[str] = []
    async with api(server.url) as http:
        while True:
            page = (await http.get(f"/audits/{audit_id}/events", params={"after": len(texts), "limit": 1})).text
            text, _, rest = page.removeprefix('{"events":[').rpartition('],"head":')
            if not text:
                assert json.loads(page)["head"] == len(texts)
                assert rest.endswith('"terminal":true}')
                return texts
            texts.append(text)


async def followed(url: str, audit_id: str) -> Received:
    received = Received()
    async with aclosing(follow(url, audit_id)) as messages:
        async for message in messages:
            received.take(message.text)
    return received
