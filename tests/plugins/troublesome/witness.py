"""Agents that look into the log themselves: has their own start been committed before they began to work?

TROUBLESOME_DATABASE is the path of the database.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import closing

from google.adk.agents import BaseAgent
from google.adk.agents.invocation_context import InvocationContext
from google.adk.events import Event

from service.agents.messages import outcome_event
from service.agents.spec import AgentSpec
from service.checks.outcome import Counts, Outcome, Tell
from service.reports.model import Report

SELECT = "SELECT count(*) FROM events WHERE type = 'agent_started' AND agent_id = ?"


def look(agent_id: str) -> Outcome:
    """One passed check for each start in the log; one failed if there is none."""
    with closing(sqlite3.connect(f"file:{os.environ['TROUBLESOME_DATABASE']}?mode=ro", uri=True)) as database:
        (starts,) = database.execute(SELECT, (agent_id,)).fetchone()
    return Outcome((), Counts(passed=starts, failed=int(not starts)))


def check(report: Report, tell: Tell) -> Outcome:
    return look("witness_check")


class Witness(BaseAgent):
    async def _run_async_impl(self, ctx: InvocationContext) -> AsyncGenerator[Event, None]:
        yield outcome_event(self.name, look(self.name))


CHECK = AgentSpec(agent_id="witness_check", version="1.0", rules="1", check="troublesome.witness:check")
ADK = AgentSpec(agent_id="witness_adk", version="1.0", rules="1", build=lambda _: Witness(name="witness_adk"))
