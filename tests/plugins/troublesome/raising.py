"""Agents that raise: an error of their own, one of ours, one with text that is no text, and what is no error at all."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.messages import progress_event
from service.agents.spec import AgentSpec
from service.checks.outcome import Outcome, Progress, Tell
from service.errors import AgentMisbehaved
from service.reports.model import Report

MESSAGE = "the index of the ledger is upside down"


class LedgerUpsideDownError(Exception):
    """An error that only this package knows."""


def check(report: Report, tell: Tell) -> Outcome:
    tell(Progress(1, 2, "before it breaks"))
    raise LedgerUpsideDownError(MESSAGE)


def misbehave(report: Report, tell: Tell) -> Outcome:
    raise AgentMisbehaved("misbehaving_check", "says so itself")


def leave(report: Report, tell: Tell) -> Outcome:
    sys.exit(3)


class Raising(BaseAgent):
    """Raises ``error`` after one word of progress."""

    error: BaseException

    model_config = {"arbitrary_types_allowed": True}

    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        yield progress_event(self.name, Progress(1, 2, "before it breaks"))
        raise self.error


def raising(agent_id: str, error: BaseException) -> AgentSpec:
    return AgentSpec(agent_id=agent_id, version="1.0", rules="1", build=lambda _: Raising(name=agent_id, error=error))


CHECK = AgentSpec(agent_id="raising_check", version="1.0", rules="1", check="troublesome.raising:check")
MISBEHAVING_CHECK = AgentSpec(
    agent_id="misbehaving_check", version="1.0", rules="1", check="troublesome.raising:misbehave"
)
EXITING_CHECK = AgentSpec(agent_id="exiting_check", version="1.0", rules="1", check="troublesome.raising:leave")
ADK = raising("raising_adk", LedgerUpsideDownError(MESSAGE))
EXITING_ADK = raising("exiting_adk", SystemExit(3))
CANCELLING_ADK = raising("cancelling_adk", asyncio.CancelledError())
GARBLING_ADK = raising("garbling_adk", ValueError("half a pair: \ud83d"))
