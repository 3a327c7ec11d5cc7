"""The ADK agent around a pure check: runs it in a worker process and passes its progress on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents import checking
from service.agents.messages import ResultEvent, progress_event
from service.agents.result import decoded
from service.agents.spec import Brief
from service.checks.outcome import Progress
from service.errors import AgentTimeout, WorkerCrashed, WorkerOutOfMemory, WorkerTimeout


class CheckAgent(BaseAgent):
    """Runs ``check`` ("module:function") over the brief's report, with those of the brief's settings that it takes."""

    check: str
    takes: tuple[str, ...] = ()
    brief: Any  # a Brief; ADK's agents are pydantic models, which would copy its bytes and pool

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        brief: Brief = self.brief
        told: asyncio.Queue[Progress | None] = asyncio.Queue()
        taken = {name: brief.settings[name] for name in self.takes if name in brief.settings}
        argument = checking.argument(self.name, self.check, taken, brief.report)
        work = asyncio.create_task(
            brief.pool.run(
                checking.FUNCTION,
                argument,
                brief.timeout_s,
                lambda data: told.put_nowait(checking.progress(data)),
                brief.sender,
            )
        )
        work.add_done_callback(lambda _: told.put_nowait(None))
        try:
            while (progress := await told.get()) is not None:
                yield progress_event(self.name, progress)
            yield ResultEvent.of(self.name, decoded(self.name, await work))
        except WorkerTimeout as error:
            raise AgentTimeout(self.name, error.limit_s) from error
        except WorkerCrashed as error:
            raise WorkerCrashed(self.name, error.exit_code) from error
        except WorkerOutOfMemory as error:
            raise WorkerOutOfMemory(self.name, error.limit_bytes) from error
        finally:
            work.cancel()
