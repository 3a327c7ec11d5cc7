"""A log is backed up while audits run, and restored: they go on, and who had read further is told, not deceived."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

import pytest

from service.client import LogChangedError, Message, StreamRefusedError, follow
from tests.acceptance.clients.handing_in import all_events, api, ended, hand_in, types, until
from tests.acceptance.clients.raw_client import messages
from tests.acceptance.logs.keeping import EmbeddedKeeping, Keeping, PostgresKeeping
from tests.acceptance.processes.server_process import PATIENCE_S, SAFE_LEASE_S, ServerProcess, served, tickmark
from tests.waiting import until_now

STEPS = 6


@pytest.mark.parametrize("kind", [EmbeddedKeeping, PostgresKeeping], ids=["sqlite", "postgres"])
async def test_what_ran_when_it_was_backed_up_goes_on_after_a_restore_and_who_read_further_notices(
    tmp_path: Path, kind: type[EmbeddedKeeping] | type[PostgresKeeping]
) -> None:
    # Given a server that runs one audit at a time: the first is in the middle of its work, the second waits,
    keeping, gate = kind(tmp_path), tmp_path / "gate"
    settings: dict[str, object] = {
        "TICKMARK_CONCURRENT_AUDITS": 1,
        "TICKMARK_LEASE_S": SAFE_LEASE_S,
        "TROUBLESOME_GATE": gate,
        "TROUBLESOME_STEPS": STEPS,
        "TROUBLESOME_STEP_S": 0.3,  # slower than what is told at most, so that each step is in the log
    }
    with served(tmp_path / "data", **settings, **keeping.settings) as server:
        running = await hand_in(server.url, "slow_a")
        await until(server.url, running, "agent_progress")
        waiting = await hand_in(server.url, "slow_a")

        # when it is backed up, goes on with the second, of which a client reads all there is, dies, and is restored,
        await asyncio.to_thread(keeping.back_up, server)
        until_s = time.monotonic() + SAFE_LEASE_S
        async with api(server.url) as http:
            await http.post(f"/audits/{running}/cancel")
        async with aclosing(follow(server.url, waiting)) as following:
            read = await read_up_to(following, "agent_progress")
            await asyncio.to_thread(restored, server, keeping, until_s)

            # then what ran at the time of the backup goes on, and the second waits as it did then;
            await until(server.url, running, "audit_resumed")
            assert types(await all_events(server.url, waiting)) == ["audit_created"]

            # a client with a cursor from after the backup is told so,
            _, code, reason = await messages(server.websockets, waiting, read)
            assert (code, reason.startswith(f"your cursor {read} is beyond the head 1")) == (4409, True)
            with pytest.raises(StreamRefusedError, match="another log") as refused:
                await anext(follow(server.url, waiting, read))
            assert refused.value.code == 4409

            # everything ends as if nothing had happened,
            gate.touch()
            first, second = await ended(server.url, running), await ended(server.url, waiting)
            assert types(first)[-1] == types(second)[-1] == "audit_complete"
            assert {"agent_error", "audit_cancelled"}.isdisjoint(types(first) + types(second))
            assert types(first).count("document_extracted") == types(first).count("audit_resumed") == 1

            # and the client that was there all the time, whose place is now taken by other events, notices.
            assert len(second) > read
            with pytest.raises(LogChangedError):
                await asyncio.wait_for(read_to_the_end(following), timeout=PATIENCE_S)
        verified = await asyncio.to_thread(tickmark, server.data_dir, "verify", "--all", **server.settings)
        assert (verified.returncode, verified.stdout.split(",")[0]) == (0, "2 audits")


async def read_to_the_end(following: AsyncGenerator[Message]) -> None:
    """Whatever comes, what had come before the server died first."""
    async for _ in following:
        pass


async def read_up_to(following: AsyncGenerator[Message], kind: str) -> int:
    """Read until an event of ``kind``; its seq."""
    async for message in following:
        if message.event["type"] == kind:
            return int(message.event["seq"])
    raise AssertionError(kind)


def restored(server: ServerProcess, keeping: Keeping, until_s: float) -> None:
    """The server dies; what was backed up takes the place of its log; it is started again once the lease in it has
    ended, ``until_s`` of the monotonic clock at the latest: before that, only the audit that waited would be free."""
    server.kill()
    keeping.restore(server)
    for command in (("db", "check"), ("verify", "--all")):
        done = tickmark(server.data_dir, *command, **server.settings)
        assert done.returncode == 0, done.stdout + done.stderr
    until_now(lambda: time.monotonic() > until_s)
    server.start()
