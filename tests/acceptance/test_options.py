"""What an audit is told to check, by HTTP: refused by name, kept in its log, and followed."""

from __future__ import annotations

import httpx
import pytest

from service.checks.rules.examples import examples_of
from service.checks.rules.registry import rules
from tests.acceptance.clients.handing_in import REPORT, assert_problem, audit_ids, ended
from tests.acceptance.processes.server_process import ServerProcess

BROKEN = next(example for example in examples_of("cash_tie") if example.broken).report.encode()


async def test_an_audit_does_what_it_is_told_and_its_log_keeps_what_that_was(
    http: httpx.AsyncClient, shared_server: ServerProcess
) -> None:
    asked = {"framework": "us gaap", "materiality": "0.5% of revenue", "select": ["cash", "tie"], "ignore": "tie"}
    form = {"agents": ["numeric_validation", "logic_consistency"], **asked}
    accepted = (await http.post("/audits", files={"file": ("a.md", BROKEN)}, data=form)).raise_for_status().json()
    audit_id = accepted["audit_id"]

    events = await ended(shared_server.url, audit_id)
    said = (await http.get(f"/audits/{audit_id}")).json()
    findings = (await http.get(f"/audits/{audit_id}/findings")).json()["findings"]

    kept = {"materiality": "0.5% of revenue", "framework": "US GAAP", "select": ["cash", "tie"], "ignore": ["tie"]}
    assert said["options"] == events[0]["options"] == kept
    assert [(found["check"], found["reference"]) for found in findings] == [("cash_tie", "ASC 230-10-45-4")]
    (numeric,) = [one for one in events if one["type"] == "agent_completed" and one["agent_id"] == "numeric_validation"]
    assert "The report is taken to follow US GAAP, as set." in numeric["basis"]
    assert numeric["basis"][-1].startswith("As asked for, only these rules were applied: cash, tie, and these rules")


@pytest.mark.parametrize(
    ("asked", "kind", "words"),
    [
        ({"ignore": "horoscope"}, "UnknownRule", "there is no rule 'horoscope'; there are: balance_identity"),
        ({"ignore": "nothing_checked"}, "RuleNotIgnorable", "it says what was not checked"),
        ({"materiality": "much"}, "BadOption", "give an amount in whole currency units"),
        ({"framework": "HGB"}, "BadOption", "give one of IFRS, US GAAP, UK GAAP"),
    ],
)
async def test_what_cannot_be_asked_is_refused_by_name_and_leaves_nothing(
    http: httpx.AsyncClient, asked: dict[str, str], kind: str, words: str
) -> None:
    before = await audit_ids(http)

    answer = await http.post("/audits", files={"file": ("a.md", REPORT)}, data=asked)

    assert words in assert_problem(answer, 422, f"urn:tickmark:{kind}")["detail"]
    assert await audit_ids(http) == before


async def test_the_rules_are_listed_each_with_its_words_and_examples(http: httpx.AsyncClient) -> None:
    listed = (await http.get("/rules")).raise_for_status().json()["rules"]

    assert [rule["id"] for rule in listed] == list(rules())
    one = (await http.get("/rules/cash_tie")).raise_for_status().json()
    assert one in listed
    assert one["references"] == {"IFRS": "IAS 7.45", "US GAAP": "ASC 230-10-45-4", "UK GAAP": "FRS 102.7.20"}
    assert {example["broken"] for example in one["examples"]} == {True, False}
    assert_problem(await http.get("/rules/astrology"), 404, "urn:tickmark:UnknownRule")
