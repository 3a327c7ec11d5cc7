"""What each attack of docs/security.md takes from others, on a real server: not their memory, not their audits."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acceptance.attacks.attack import MOST_BYTES, SETTINGS, Attack, Target
from tests.acceptance.attacks.memory import Peak, memory_of_tree
from tests.acceptance.attacks.table import ATTACKS
from tests.acceptance.clients.handing_in import hand_in, types, until
from tests.acceptance.clients.raw_client import messages
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess, served

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory and a stranger's address are had as on Linux")


@dataclass(frozen=True)
class Attacked:
    """A server, its memory before the first attack, and the file that lets honest audits end."""

    server: ServerProcess
    pid: int
    idle_bytes: int
    gate: Path


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    folder = tmp_path_factory.mktemp("attacked")
    with served(folder / "data", **SETTINGS, TROUBLESOME_GATE=folder / "gate") as server:
        assert server.process is not None
        pid = server.process.pid
        yield Attacked(server, pid, memory_of_tree(pid), folder / "gate")


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
async def test_an_attack_takes_neither_the_memory_nor_the_audits_of_others(attack: Attack, attacked: Attacked) -> None:
    # Given an audit that is under way, and somebody who watches it,
    attacked.gate.unlink(missing_ok=True)
    audit_id = await hand_in(attacked.server.url, "slow_a")
    watching = asyncio.create_task(messages(attacked.server.websockets, audit_id))
    await until(attacked.server.url, audit_id, "agent_started")

    # when somebody else makes an attack, which has the answer that it should,
    async with asyncio.timeout(PATIENCE_S):
        with Peak(attacked.pid) as peak:
            await attack.run(Target(attacked.server.port, audit_id))

    # then it took no more memory than there is for it, and the audit went on where it was, as its watcher saw.
    attacked.gate.touch()
    said, code, _ = await watching
    log = [message for message in said if "seq" in message]
    assert 0 < peak.bytes < attacked.idle_bytes + MOST_BYTES
    assert (log[-1]["type"], code) == ("audit_complete", 1000)
    assert "audit_resumed" not in types(log)
