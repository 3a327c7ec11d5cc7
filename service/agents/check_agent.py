"""The ADK agent around a pure check: runs it in a worker process and passes its progress on."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncGenerator, Callable
from typing import Any

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents import checking
from service.agents.messages import ResultEvent, progress_event
from service.agents.result import Result, decoded
from service.agents.spec import Brief
from service.checks.outcome import Progress
from service.errors import AgentTimeout, WorkerCrashed, WorkerOutOfMemory, WorkerTimeout
from service.events import AgentSkipped
from service.workers.large import in_memory


class CheckAgent(BaseAgent):
    """Runs ``check`` ("module:function") over the brief's report, with those of the brief's settings that it takes.

    Where there is a model, ``judge`` adds to the result what that sees.
    """

    check: str
    takes: tuple[str, ...] = ()
    judge: str | None = None
    brief: Any  # a Brief; ADK's agents are pydantic models, which would copy its bytes and pool

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        brief: Brief = self.brief
        told: asyncio.Queue[Progress | None] = asyncio.Queue()
        taken = {name: brief.settings[name] for name in self.takes if name in brief.settings}
        argument = checking.argument(self.name, self.check, taken)
        work = asyncio.create_task(self._result(brief, argument, told.put_nowait))
        work.add_done_callback(lambda _: told.put_nowait(None))
        try:
            while (progress := await told.get()) is not None:
                yield progress_event(self.name, progress)
            yield ResultEvent.of(self.name, await work)
        except WorkerTimeout as error:
            raise AgentTimeout(self.name, error.limit_s) from error
        except WorkerCrashed as error:
            raise WorkerCrashed(self.name, error.exit_code) from error
        except WorkerOutOfMemory as error:
            raise WorkerOutOfMemory(self.name, error.limit_bytes) from error
        finally:
            work.cancel()

    async def _result(self, brief: Brief, argument: bytes, tell: Callable[[Progress], None]) -> Result:
        """What the check finds, and where there is a model what that adds to it."""

        def told(data: bytes) -> None:
            tell(checking.progress(data))

        computed = await brief.pool.run(
            checking.FUNCTION, argument, brief.timeout_s, told, brief.sender, large=in_memory(brief.report)
        )
        result = decoded(self.name, computed)
        if self.judge is None or brief.asking is None or isinstance(result.event, AgentSkipped):
            return result
        module, _, name = self.judge.partition(":")
        judging = await asyncio.to_thread(importlib.import_module, module)  # the first import takes its time
        return await getattr(judging, name)(brief, brief.asking, result, tell)
