"""ADK agents whose result is none."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.spec import AgentSpec
from troublesome.findings import finding


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

WITHOUT_OUTCOME = saying("ending_without_outcome", None)
SHAPELESS = saying("shapeless_outcome", {"findings": "none", "counts": COUNTS})
BOUNDLESS_CONFIDENCE = saying("boundless_confidence", {"findings": [UNSURE], "counts": COUNTS})
