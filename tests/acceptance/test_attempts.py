"""A server that is killed while an agent rests between two attempts."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.acceptance.clients.handing_in import ended, hand_in, types, until
from tests.acceptance.processes.server_process import SAFE_LEASE_S, served


async def test_a_server_killed_in_a_rest_is_followed_by_one_that_makes_only_the_attempts_left(tmp_path: Path) -> None:
    # Given an agent that has failed once and rests for a minute,
    with served(tmp_path / "data", TICKMARK_AGENT_RETRY_PAUSE_S=60, TICKMARK_LEASE_S=SAFE_LEASE_S) as server:
        audit_id = await hand_in(server.url, "raising_adk", "quick")
        await until(server.url, audit_id, "agent_error")
        await until(server.url, audit_id, "agent_completed")

        # when the server is killed and the next one does not rest,
        await asyncio.to_thread(server.kill)
        server.settings["TICKMARK_AGENT_RETRY_PAUSE_S"] = 0
        await asyncio.to_thread(server.start)
        log = await ended(server.url, audit_id)

    # then the agent is tried as often as if nothing had happened, and nothing is done twice.
    tries = [(e["attempt"], e["will_retry"], e["retry_after_ms"]) for e in log if e["type"] == "agent_error"]
    assert tries == [(1, True, 60_000), (2, True, 0), (3, False, None)]
    assert types(log).count("agent_completed") == types(log).count("document_extracted") == 1
    assert (log[-1]["type"], log[-1]["agents_failed"]) == ("audit_complete", ["raising_adk"])
