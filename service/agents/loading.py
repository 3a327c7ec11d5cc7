"""Importing an agent, which is foreign code: it may raise, leave, or never come back."""

from __future__ import annotations

import asyncio
import contextlib
import threading

from service.agents.installed import load
from service.agents.spec import AgentSpec
from service.errors import AgentMisbehaved, AgentTimeout


async def load_within(agent_id: str, timeout_s: float) -> AgentSpec:
    """The agent's spec. Importing foreign code can take forever, so it is not waited for any longer than its work.

    In a thread that does not keep the process alive, unlike those of asyncio.

    Raises:
        AgentTimeout: it took longer.
        Exception: whatever importing it raises.
    """
    loop = asyncio.get_running_loop()
    loaded: asyncio.Future[AgentSpec] = loop.create_future()
    threading.Thread(target=_load_into, args=(agent_id, loop, loaded), daemon=True).start()
    try:
        async with asyncio.timeout(timeout_s):
            return await loaded
    except TimeoutError as error:
        raise AgentTimeout(agent_id, timeout_s) from error


def _load_into(agent_id: str, loop: asyncio.AbstractEventLoop, loaded: asyncio.Future[AgentSpec]) -> None:
    """Runs in a thread: import the agent and tell the loop, unless nobody waits any more."""

    def tell(spec: AgentSpec | None, error: BaseException | None) -> None:
        if loaded.done():
            return
        if spec is not None:
            loaded.set_result(spec)
        elif error is not None:
            loaded.set_exception(error)

    try:
        told = (_loaded(agent_id), None)
    except Exception as error:  # noqa: BLE001  the edge of a thread: the loop hears of it
        told = (None, error)
    with contextlib.suppress(RuntimeError):  # the loop has been closed meanwhile
        loop.call_soon_threadsafe(tell, *told)


def _loaded(agent_id: str) -> AgentSpec:
    try:
        return load(agent_id)
    except SystemExit as error:
        raise AgentMisbehaved(agent_id, "tried to end the whole process when it was imported") from error
