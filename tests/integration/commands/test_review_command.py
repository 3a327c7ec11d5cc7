"""tickmark review: showing a review, and deciding."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from service.artifacts import artifact_sha256
from service.commands.review.scope_lines import scope_lines
from service.commands.review.view import review_lines, with_findings
from service.events import DocumentExtracted
from service.log.sqlite.store import open_store
from service.reports import codec
from service.reports.reading import read
from tests.integration.asked.console import Answer, tickmark
from tests.log_events import DOCUMENT, complete, completed, new_audit

BY = ("--by", "A. Reviewer")


async def write_audit(path: Path) -> str:
    store = await open_store(path)
    audit_id = await new_audit(store)
    result = completed("one", "two", "three")
    ids = ("c0ffee01", "c0ffee02", "decade03")
    findings = tuple(
        finding.model_copy(update={"id": finding_id}) for finding, finding_id in zip(result.findings, ids, strict=True)
    )
    kept = codec.encode(read("report.md", DOCUMENT))
    extracted = DocumentExtracted(sections=1, paragraphs=1, tables=1, pages=None, artifact=artifact_sha256(kept))
    await store.append(audit_id, [extracted], 1, artifacts=[kept])
    await store.append(audit_id, [result.model_copy(update={"findings": findings}), complete()], 2)
    await store.close()
    return audit_id


@pytest.fixture
def data_dir(database_path: Path) -> Path:
    return database_path.parent


@pytest.fixture
def audit_id(database_path: Path) -> str:
    """An audit that has ended with three findings."""
    return asyncio.run(write_audit(database_path))


def said(answer: Answer) -> str:
    assert (answer.exit_code, answer.err) == (0, "")
    return answer.out.decode()


def test_a_review_is_worked_through_and_signed_off(audit_id: str, data_dir: Path) -> None:
    def review(*arguments: str) -> str:
        return said(tickmark("review", audit_id, *arguments, data_dir=data_dir))

    assert "3 findings open; not signed off" in review()
    assert review("accept", "c0ffee01", *BY) == "finding c0ffee01 accepted by A. Reviewer, decision 1\n"
    review("dismiss", "dec", "--reason", "immaterial", *BY)
    review("accept", "c0ffee02", "--note", "agreed with the preparer", *BY)
    review("rename", "Second reading", *BY)
    assert review("sign-off", *BY) == "review signed off by A. Reviewer, decision 5\n"

    shown = review()
    assert shown.startswith(f"Second reading  ({audit_id})\n0 findings open; signed off by A. Reviewer, ")
    assert "dismissed by A. Reviewer" in shown
    assert "immaterial" in shown
    assert "agreed with the preparer" in shown
    verified = said(tickmark("verify", audit_id, data_dir=data_dir))
    assert verified == f"{audit_id}  ok, 4 events, 5 decisions of reviews\n"


def test_the_object_for_programs_lists_every_finding_with_its_state(audit_id: str, data_dir: Path) -> None:
    tickmark("review", audit_id, "accept", "c0ffee01", *BY, data_dir=data_dir)

    (shown,) = tickmark("review", audit_id, "--json", data_dir=data_dir).objects
    (event,) = tickmark("review", audit_id, "reopen", "c0ffee01", *BY, "--json", data_dir=data_dir).objects

    assert (shown["head"], shown["undecided"], shown["signed_off"]) == (1, 2, None)
    assert [(each["finding_id"], each["state"]) for each in shown["findings"]] == [
        ("c0ffee01", "accepted"),
        ("c0ffee02", "open"),
        ("decade03", "open"),
    ]
    assert (event["type"], event["seq"], event["by"]) == ("finding_reopened", 2, "A. Reviewer")


def test_an_error_of_ones_own_is_added_where_the_page_says_it_is_and_withdrawn(audit_id: str, data_dir: Path) -> None:
    def review(*arguments: str) -> str:
        return said(tickmark("review", audit_id, *arguments, data_dir=data_dir))

    new = ("--title", "Last year's revenue", "--severity", "high", "--at", "Table 1, row 2, column 2")
    line = review("add", *new, "--description", "The ledger has 14.", *BY)
    own = line.split()[1]
    assert line == f"finding {own} added by A. Reviewer, decision 1\n"

    shown = review()
    assert f"{own}  accepted   high    Last year's revenue\n    A report › Revenue › 2025\n" in shown
    assert "    added by A. Reviewer, " in shown
    (as_object,) = tickmark("review", audit_id, "--json", data_dir=data_dir).objects
    (listed,) = [one for one in as_object["findings"] if one["finding_id"] == own]
    assert (listed["state"], listed["agent_id"], listed["added"]["by"]) == ("accepted", "reviewer", "A. Reviewer")

    review("withdraw", own, *BY)
    assert own not in review()
    review("accept", own, *BY)
    assert own in review()


def test_an_audit_is_meant_by_the_beginning_of_its_id(audit_id: str, data_dir: Path) -> None:
    assert audit_id in said(tickmark("review", audit_id[:8], data_dir=data_dir))

    unknown = tickmark("review", "nothing", data_dir=data_dir)
    assert (unknown.exit_code, unknown.err) == (2, "tickmark: there is no audit nothing\n")


def test_a_beginning_that_fits_several_audits_names_them(database_path: Path, data_dir: Path) -> None:
    several = [asyncio.run(write_audit(database_path)) for _ in range(17)]  # of 17 two begin with one hexadecimal digit
    first = next(each[0] for each in several if sum(other[0] == each[0] for other in several) > 1)

    answer = tickmark("review", first, data_dir=data_dir, COLUMNS="300")

    assert answer.exit_code == 2
    assert f"audits begin with '{first}': " in answer.err
    assert "give more of the id" in answer.err


def test_what_a_sign_off_covers_and_what_came_after_it_is_said(audit_id: str, data_dir: Path) -> None:
    def review(*arguments: str) -> str:
        return said(tickmark("review", audit_id, *arguments, data_dir=data_dir))

    assert (
        "  a sign-off now is about:\n    1 figure: 0 hold, 0 in findings, 0 could not be checked, 1 in no" in review()
    )
    for finding_id in ("c0ffee01", "c0ffee02", "decade03"):
        review("accept", finding_id, *BY)
    review("sign-off", *BY)

    signed = review()
    covered = "  it covers the audit up to event 4, and the review up to event 3\n  1 figure: 0 hold, "
    assert covered in signed
    assert "a sign-off now" not in signed
    review("reopen", "decade03", "--by", "B. Reviewer")

    changed = review()
    assert "changed since, which that does not cover\n" + covered in changed
    assert "  since then:\n    B. Reviewer opened “A sum”, 20" in changed
    (shown,) = tickmark("review", audit_id, "--json", data_dir=data_dir).objects
    assert shown["signed_off"]["scope"] == shown["scope"]
    (after,) = shown["signed_off"]["since"]
    assert (after["type"], after["finding_id"], after["by"]) == ("finding_reopened", "decade03", "B. Reviewer")


def test_what_was_not_checked_is_said_with_the_largest_reasons() -> None:
    scope = {
        "figures": 1733,
        "counts": {"holds": 1411, "finding": 2, "dismissed": 1, "untested": 23, "unrelated": 296},
        "reasons": [{"reason": "no lines give it", "figures": 17}],
        "other_reasons": 6,
        "tests_not_made": ["equity_closes"],
        "agents_failed": ["logic_consistency"],
        "agents_not_run": ["external_signal"],
    }

    assert list(scope_lines(scope)) == [
        "1,733 figures: 1,411 hold, 2 in findings, 1 in dismissed findings, 23 could not be checked, "
        "296 in no relation",
        "could not be checked: 17: no lines give it; 6: for other reasons",
        "tests not made: equity closes",
        "agents that failed: logic_consistency",
        "agents that were not run: external_signal",
    ]


def test_findings_of_one_place_stand_under_each_other_and_name_their_agents() -> None:
    place = {"section": "Notes", "table_title": None, "row_label": "Stock", "column_label": "2031", "page": None}
    both = {"title": "Wrong", "check": "sum", "locations": [place | {"table": 1, "quote": "7"}]}
    findings: list[dict[str, Any]] = [
        both | {"id": "a", "severity": "medium", "agent_id": "one", "same_place": ["c"]},
        both | {"id": "b", "severity": "medium", "agent_id": "one"},
        both | {"id": "c", "severity": "high", "agent_id": "two", "same_place": ["a"]},
    ]
    review: dict[str, Any] = {"name": "n", "audit_id": "x", "undecided": 3, "signed_off": None, "findings": []}

    assert list(review_lines(review, findings))[2:] == [
        "c  open       high    Wrong",
        "    Notes › Stock › 2031",
        "a  open       medium  same place, one: Wrong",
        "b  open       medium  Wrong",
        "    Notes › Stock › 2031",
    ]


def test_the_gravest_are_listed_first_whichever_agent_found_them() -> None:
    def one(finding_id: str, severity: str) -> dict[str, Any]:
        told: dict[str, Any] = {"id": finding_id, "severity": severity, "title": finding_id, "locations": []}
        return told | {"agent_id": "numeric_validation", "check": "column_sum"}

    findings = [one("a", "medium"), one("b", "low"), one("c", "high"), one("d", "medium")]
    review: dict[str, Any] = {"name": "n", "audit_id": "x", "undecided": 4, "signed_off": None, "findings": []}

    lines = list(review_lines(review, findings))
    assert [line[0] for line in lines[2:]] == ["c", "a", "d", "b"]
    assert [each["finding_id"] for each in with_findings(review, findings)["findings"]] == ["c", "a", "d", "b"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("accept", "c0ffee01"), "name who decides"),
        (("accept", *BY), "accept takes a finding"),
        (("dismiss", "c0ffee01", *BY), "dismiss takes --reason"),
        (("approve", "c0ffee01", *BY), "'approve' is no decision"),
        (("accept", "c0ffee", *BY), "2 findings begin with 'c0ffee'"),
        (("accept", "beef", *BY), "no finding's id is 'beef'"),
        (("sign-off", *BY), "cannot be signed off: 3 findings are open; accept or dismiss them first"),
        (("reopen", "c0ffee01", *BY), "is open already"),
        (("withdraw", "c0ffee01", *BY), "is an agent's; dismiss it, with the reason, instead"),
        (("add", *BY), "add takes --title"),
        (("add", "--title", "T", "--severity", "grave", "--at", "paragraph 1", *BY), "not 'grave'"),
        (("add", "--title", "T", "--severity", "low", "--at", "page 7", *BY), "not 'page 7'"),
        (("add", "--title", "T", "--severity", "low", "--at", "table 0 row 1 column 1", *BY), "counts from 1"),
        (("add", "--title", "T", "--severity", "low", "--at", "table 9 row 1 column 1", *BY), "the report has 1 table"),
        (("accept", "c0ffee01", "--title", "T", *BY), "--title goes with add, not with accept"),
    ],
    ids=lambda given: given if isinstance(given, str) else given[0],
)
def test_what_cannot_be_decided_is_said_and_nothing_is_written(
    audit_id: str, data_dir: Path, arguments: tuple[str, ...], words: str
) -> None:
    answer = tickmark("review", audit_id, *arguments, data_dir=data_dir, COLUMNS="300")

    assert answer.exit_code == 2
    assert words in answer.err
    (shown,) = tickmark("review", audit_id, "--json", data_dir=data_dir).objects
    assert shown["head"] == 0


def test_no_text_is_lost_without_a_word(audit_id: str, data_dir: Path) -> None:
    def refused(*arguments: str) -> str:
        answer = tickmark("review", audit_id, *arguments, *BY, data_dir=data_dir)
        assert answer.exit_code == 2
        return answer.err

    both = ("--reason", "immaterial", "--note", "ask again")
    assert "note is not kept with a decision to dismiss; leave it out" in refused("dismiss", "dec", *both)
    assert "note is not kept with a decision to sign off" in refused("sign-off", "--note", "all of it")
    assert "note is not kept with a decision to rename" in refused("rename", "Another", "--note", "why")
    assert "note holds a NUL character, or bytes that are no text" in refused("note", "dec", "--note", "f\udcfcr")
