"""A worker process that fails while answers are held against the report: what is computed is kept, and it is said."""

from __future__ import annotations

import importlib
from typing import Any, cast

import pytest

from service.agents.judging import disclosing, judge
from service.agents.judging.disclosed import Disclosures
from service.agents.models.question import Question
from service.agents.result import Result, result_of
from service.agents.spec import Brief
from service.checks.claims.claim import Claims
from service.checks.outcome import Counts, Outcome
from service.errors import WorkerCrashed
from service.events import AgentCompleted
from service.reports import codec
from service.reports.model import Report
from service.reports.reading import read
from tests.unit.agents.given.scripted_asking import ScriptedAsking
from tests.unit.checks.claims.given.ferries import ferries
from tests.unit.checks.disclosures.given.sets import COMPLETE


class HereButFor:
    """A pool that runs each function in this process, but for the one whose name ends so: its process dies."""

    def __init__(self, dying: str) -> None:
        self._dying = dying

    async def run(self, function: str, argument: bytes, limit_s: float, **sender: str) -> bytes:
        if function.endswith(self._dying):
            raise WorkerCrashed(function, -9)
        module, _, name = function.partition(":")
        return getattr(importlib.import_module(module), name)(argument, lambda _: None)


def computed(agent_id: str) -> Result:
    return result_of(agent_id, Outcome((), Counts(passed=3), basis=("As computed.",)))


def brief(report: Report, dying: str) -> Brief:
    return Brief("an-audit", codec.encode(report), cast("Any", HereButFor(dying)), 30)


def assert_said(result: Result) -> None:
    event = result.event
    assert isinstance(event, AgentCompleted)
    assert (event.checks.passed, event.basis[0]) == (3, "As computed.")
    [incomplete] = event.findings
    assert (incomplete.check, incomplete.severity) == ("judgement_incomplete", "medium")
    assert "holding the answers against the report" in incomplete.description
    assert event.judgement is not None
    assert not event.judgement.complete


@pytest.mark.parametrize("dying", ["split", "sift", "compose"])
async def test_a_process_that_dies_while_claims_are_judged_costs_nothing_computed(dying: str) -> None:
    asking = ScriptedAsking(lambda _: Claims())

    result = await judge.judge(brief(ferries(), dying), asking, computed("logic_consistency"), lambda _: None)

    assert_said(result)


@pytest.mark.parametrize("dying", ["batches", "verify", "compose"])
async def test_a_process_that_dies_while_disclosures_are_judged_costs_nothing_computed(dying: str) -> None:
    def script(question: Question) -> Disclosures:
        return Disclosures()

    gap = read("set.md", COMPLETE.replace("Payments to pensioners have an average duration of 13 years.", "").encode())
    agent_id = "disclosure_compliance"

    result = await disclosing.judge(brief(gap, dying), ScriptedAsking(script), computed(agent_id), lambda _: None)

    assert_said(result)
