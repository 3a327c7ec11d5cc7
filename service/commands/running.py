"""Runs a command to its end, even if an agent in it refuses to stop."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

LoopFactory = Callable[[], asyncio.AbstractEventLoop]
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LAST_TASKS_S = 2
"""How long what still runs may take to stop once the command itself has ended."""


def log_to_stderr() -> None:
    """What an operator should know goes to standard error, a line each."""
    logging.basicConfig(level=logging.WARNING, format=LOG_FORMAT, stream=sys.stderr)


def serving_loop() -> asyncio.AbstractEventLoop:
    """The event loop for many connections: uvloop, which there is none of on Windows."""
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop  # noqa: PLC0415

    return uvloop.new_event_loop()


def run_to_end(command: Coroutine[Any, Any, T], loop_factory: LoopFactory | None = None) -> T:
    """``asyncio.run``, which does not wait forever for a task that takes no notice of being cancelled.

    Foreign agents run in this process, and one of them must not be able to keep it from ending. Such a task is left
    where it is, with its loop, and goes when the process does.
    """
    runner = asyncio.Runner(loop_factory=loop_factory)
    try:
        return runner.run(command)
    finally:
        loop = runner.get_loop()
        if loop.run_until_complete(_others_stop()):
            runner.close()
        else:
            loop.set_exception_handler(_unheard)


def _unheard(_loop: asyncio.AbstractEventLoop, _context: dict[str, Any]) -> None:
    """What the end of the process makes of tasks that are left; nobody can do anything about it."""


async def _others_stop() -> bool:
    """Cancel all other tasks; whether they have ended."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    if not others:
        return True
    _, left = await asyncio.wait(others, timeout=LAST_TASKS_S)
    return not left
