"""A check that looks into the log itself: was its own start committed before it began to work?

TROUBLESOME_DATABASE is the path of the database.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

from service.agents.spec import AgentSpec
from service.checks.outcome import Counts, Outcome, Tell
from service.reports.model import Report

SELECT = "SELECT count(*) FROM events WHERE type = 'agent_started' AND agent_id = ?"
SPEC = AgentSpec(agent_id="witness_check", version="1.0", rules="1", check="troublesome.witness:check")


def look(agent_id: str) -> Outcome:
    """One passed check for each start in the log; one failed if there is none."""
    with closing(sqlite3.connect(f"file:{os.environ['TROUBLESOME_DATABASE']}?mode=ro", uri=True)) as database:
        (starts,) = database.execute(SELECT, (agent_id,)).fetchone()
    return Outcome((), Counts(passed=starts, failed=int(not starts)))


def check(report: Report, tell: Tell) -> Outcome:
    return look("witness_check")
