"""Agents whose result is none, and entry points that name no agent."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.spec import AgentSpec
from service.checks.outcome import Counts, Outcome, Tell
from service.reports.model import Report
from troublesome.findings import finding


def a_dict(report: Report, tell: Tell) -> Any:
    return {"findings": []}


def for_another(report: Report, tell: Tell) -> Outcome:
    return Outcome((finding("numeric_validation"),), Counts(failed=1))


class Saying(BaseAgent):
    """Ends with ``said`` as its output, or with nothing."""

    said: Any = None

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        if self.said is not None:
            yield Event(author=self.name, partial=True, output=self.said)


def saying(agent_id: str, said: Any) -> AgentSpec:
    return AgentSpec(agent_id=agent_id, version="1.0", rules="1", build=lambda _: Saying(name=agent_id, said=said))


COUNTS = {"passed": 0, "failed": 1, "not_possible": 0}
UNSURE = finding("boundless_confidence").model_dump() | {"confidence": float("nan")}

A_DICT = AgentSpec(agent_id="returning_a_dict", version="1.0", rules="1", check="troublesome.nonsense:a_dict")
FOR_ANOTHER = AgentSpec(
    agent_id="finding_for_another", version="1.0", rules="1", check="troublesome.nonsense:for_another"
)
WITHOUT_OUTCOME = saying("ending_without_outcome", None)
SHAPELESS = saying("shapeless_outcome", {"findings": "none", "counts": COUNTS})
BOUNDLESS_CONFIDENCE = saying("boundless_confidence", {"findings": [UNSURE], "counts": COUNTS})
MISNAMED = AgentSpec(agent_id="somebody_else", version="1.0", rules="1", check="troublesome.quick:check")
NOT_A_SPEC = {"agent_id": "not_a_spec"}
