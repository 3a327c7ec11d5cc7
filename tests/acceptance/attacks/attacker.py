"""A process that attacks: reads what to make from its standard input, one attack a line, and says how each ended.

``python -m tests.acceptance.attacks.attacker PORT AUDIT_ID``; a line is the attack's place in the table. The answer is
``done``, or what the server answered instead.

An attacker has a machine of its own. This one shares the server's, so it takes only what no other wants of the
processor: what its bytes cost the server is measured, not what they cost to send. Linux shares processors among
sessions before it does among the processes of each, so it has a session of its own that comes last.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path

from tests.acceptance.attacks.attack import Target
from tests.acceptance.attacks.table import ATTACKS

LAST_SESSION = Path("/proc/self/autogroup")


def main(port: str, audit_id: str) -> None:
    """Until there are no more lines."""
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    os.setsid()
    with suppress(FileNotFoundError):  # where Linux does not share by sessions
        LAST_SESSION.write_text("19", encoding="ascii")
    target = Target(int(port), audit_id)
    for line in sys.stdin:
        print(asyncio.run(_ending(target, int(line))), flush=True)


async def _ending(target: Target, place: int) -> str:
    try:
        await ATTACKS[place].run(target)
    except Exception as error:  # noqa: BLE001  the edge of the process, which goes on with the next attack
        return repr(error).replace("\n", " ")
    return "done"


if __name__ == "__main__":
    main(*sys.argv[1:])
