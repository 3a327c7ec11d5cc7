"""Two hostile reports of one sender take all the time that there is; another sender's report is audited meanwhile."""

from __future__ import annotations

from pathlib import Path

from tests.acceptance.clients.handing_in import all_events, hand_in, types, until
from tests.acceptance.processes.server_process import served

HOSTILE, HONEST = "127.0.0.2", "127.0.0.3"
"""Two addresses of this machine, from which nobody else speaks."""


async def test_an_honest_report_is_audited_while_hostile_ones_take_all_the_time_there_is(tmp_path: Path) -> None:
    # Given a server with two places, both taken by reports that a check never comes to an end with, and more of them,
    with served(tmp_path / "data", TROUBLESOME_GATE=tmp_path / "never", TICKMARK_SHUTDOWN_GRACE_S=0) as server:
        hostile = [await hand_in(server.url, "slow_a", "slow_b", address=HOSTILE) for _ in range(5)]
        for audit_id in hostile[:2]:
            await until(server.url, audit_id, "agent_started")

        # when somebody else hands in a report,
        honest = await hand_in(server.url, "quick", address=HONEST)

        # then it is audited to its end, and not one of theirs has ended.
        assert types(await until(server.url, honest, "audit_complete"))[-1] == "audit_complete"
        ends = [types(await all_events(server.url, audit_id))[-1] for audit_id in hostile]
        assert ends[2:] == ["audit_created"] * 3
        assert not {"audit_complete", "audit_failed"} & set(ends)


async def test_turns_are_the_same_after_a_restart(tmp_path: Path) -> None:
    # Given a server that was stopped while much of one sender waited, and one report of another,
    settings = {"TROUBLESOME_GATE": tmp_path / "never", "TICKMARK_SHUTDOWN_GRACE_S": 0}
    with served(tmp_path / "data", **settings) as server:
        for _ in range(4):
            await hand_in(server.url, "slow_a", "slow_b", address=HOSTILE)
        server.kill()
        server.start()

        # when another sender's report has been handed in, and the server is killed again,
        honest = await hand_in(server.url, "quick", address=HONEST)
        server.kill()
        server.start()

        # then it need not wait for them.
        await until(server.url, honest, "audit_complete")
