"""What ADK puts off until its first run is done before anybody is served."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.waiting import DEADLINE_S

PROGRAM = """
import asyncio, json, sys
from typing import Any, cast

from service.agents.attempts import Attempts
from service.agents.run import rehearse, run_agents
from service.agents.spec import Brief


class Pool:
    async def run(self, function: str, argument: bytes, limit_s: float, told: Any, sender: str, *, large: Any) -> bytes:
        raise OSError("nothing is checked here")


async def main() -> None:
    await rehearse()
    before = set(sys.modules)
    brief = Brief("a", b"", cast("Any", Pool()), 60)
    running = run_agents(brief, {"numeric_validation": Attempts(1, 1, 0)})
    said = [type(told.event).__name__ async for told in running]
    json.dump([said, sorted(set(sys.modules) - before)], sys.stdout)

asyncio.run(main())
"""


def test_the_first_run_after_the_rehearsal_imports_nothing_but_the_agent() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=DEADLINE_S, check=False
    )

    assert done.returncode == 0, done.stderr
    said, imported = json.loads(done.stdout)
    assert said == ["AgentStarted", "AgentErrored"]
    assert [name for name in imported if not name.startswith("service.")] == []
