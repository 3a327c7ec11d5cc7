"""Checks that raise: an error of their own, one of ours, and what is no error at all."""

from __future__ import annotations

import sys

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


RAISING, MISBEHAVING, EXITING = (
    AgentSpec(agent_id=agent_id, version="1.0", rules="1", check=f"troublesome.raising:{function}")
    for agent_id, function in (
        ("raising_check", "check"),
        ("misbehaving_check", "misbehave"),
        ("exiting_check", "leave"),
    )
)
