"""The supervisor of one agent: attempt after attempt, with pauses in between, until it completes or is given up."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace

from google.adk.agents.invocation_context import InvocationContext

from service.agents.attempt import Attempt
from service.agents.attempts import Attempts, may_pass
from service.agents.lifecycle import Tell, errored, started
from service.agents.loading import load_within
from service.agents.models.audit_model import AuditModel
from service.agents.result import Result
from service.agents.spec import AgentSpec, Brief
from service.errors import AgentTimeout
from service.events import Producer


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Runs ``agent_id`` and records each attempt. Cancelling it stops the agent, or ends its pause at once."""

    agent_id: str
    brief: Brief
    context: InvocationContext
    tell: Tell
    audit_model: AuditModel | None = None

    async def run(self, attempts: Attempts) -> None:
        """Try the agent until it completes, an error cannot pass, or ``attempts`` are used up."""
        while (pause_s := await self._try(attempts)) is not None:
            await asyncio.sleep(pause_s)
            attempts = attempts.after_failure()

    async def _try(self, attempts: Attempts) -> float | None:
        """Make one attempt; how long to pause before the next one, None if there is nothing left to try.

        An agent that cannot be imported is final at once: the same packages are installed in a second's time. Only
        an import that took too long may have come to its end by then.
        """
        pause_s = attempts.pause_after_failure_s
        try:
            spec = await load_within(self.agent_id, self.brief.timeout_s)
        except Exception as error:  # noqa: BLE001  the edge of an agent: whatever it raises is its agent_error
            return await self._failed(attempts, error, pause_s if isinstance(error, AgentTimeout) else None)
        try:
            await self._run(spec, attempts.number)
        except Exception as error:  # noqa: BLE001  as above
            return await self._failed(
                attempts, error, pause_s if may_pass(error, pure=spec.check is not None) else None
            )
        return None

    async def _run(self, spec: AgentSpec, number: int) -> None:
        asked = self.audit_model.configured.said if self.audit_model and spec.judge else None
        producer = Producer(version=spec.version, rules=spec.rules, model=spec.model or asked)
        await self.tell(started(self.agent_id, number, producer))
        begun = time.monotonic()
        result = await self._result(spec)
        duration_ms = int((time.monotonic() - begun) * 1000)
        await self.tell(result.after(duration_ms), *result.artifacts)

    async def _result(self, spec: AgentSpec) -> Result:
        """What an attempt finds; what it still asks a model once it has ended, or was stopped, is cut."""
        if self.audit_model is None:
            return await Attempt(spec, self.brief, self.context, self.tell).result()
        asking = self.audit_model.asked_by(self.agent_id, self.tell)
        try:
            brief = replace(self.brief, asking=asking)
            return await Attempt(spec, brief, self.context, self.tell, asking.time_granted_s).result()
        finally:
            asking.close()

    async def _failed(self, attempts: Attempts, error: Exception, pause_s: float | None) -> float | None:
        await self.tell(errored(self.agent_id, attempts.number, error, pause_s))
        return pause_s
