"""The bundled sample through reader and checks: every planted error is found at its place, and nothing else."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from service.checks.consistency.check import check as check_consistency
from service.checks.disclosures.check import check as check_disclosures
from service.checks.numeric.check import check as check_numbers
from service.checks.outcome import Outcome, Progress
from service.findings import Finding, Location, count_by_severity
from service.reports.reading import read
from service.samples import PLANTED_ERRORS, sample_path
from tools.sample_report import clean, company, markdown, word

ROOT = Path(__file__).parents[2]
FORMATS = ("markdown", "docx")
NAMES = {"markdown": f"{company.FILE_STEM}.md", "docx": f"{company.FILE_STEM}.docx"}
ERRORS: list[dict[str, Any]] = json.loads(sample_path(PLANTED_ERRORS).read_bytes())["errors"]


def unheard(_: Progress) -> None:
    """Takes the progress that nobody watches here."""


@cache
def audited(kind: str, planted: bool) -> tuple[Outcome, ...]:
    name = NAMES[kind]
    clean_bytes = markdown if kind == "markdown" else word
    report = read(name, sample_path(name).read_bytes() if planted else clean_bytes(clean()))
    return check_numbers(report, unheard), check_consistency(report, unheard), check_disclosures(report, unheard)


def grave(outcomes: tuple[Outcome, ...]) -> list[Finding]:
    return [finding for outcome in outcomes for finding in outcome.findings if finding.severity != "info"]


def stands_at(location: Location, place: dict[str, Any]) -> bool:
    if "quote" in place:
        return location.section == place["section"] and location.quote in place["quote"]
    return (location.table, location.row, location.column) == (place["table"], place["row"], place["column"])


def about(findings: list[Finding], place: dict[str, Any]) -> list[Finding]:
    return [finding for finding in findings if stands_at(finding.locations[0], place)]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error["id"])
def test_a_planted_error_is_found_once_and_at_its_place(error: dict[str, Any], kind: str) -> None:
    found = about(grave(audited(kind, planted=True)), error["place"][kind])

    assert [finding.agent_id for finding in found] == [error["expected_agent"]]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error["id"])
def test_the_figure_that_a_finding_expects_is_the_right_one(error: dict[str, Any], kind: str) -> None:
    (found,) = about(grave(audited(kind, planted=True)), error["place"][kind])

    assert plain(found.expected) == plain(error["correct"])
    assert plain(found.reported) == plain(error["printed"])


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_is_found_but_what_was_planted(kind: str) -> None:
    findings = grave(audited(kind, planted=True))
    known = [finding for error in ERRORS for finding in about(findings, error["place"][kind])]

    assert [finding.title for finding in findings if finding not in known] == []


@pytest.mark.parametrize("kind", FORMATS)
def test_the_clean_report_gives_no_finding(kind: str) -> None:
    assert [finding.title for finding in grave(audited(kind, planted=False))] == []


@pytest.mark.parametrize("kind", FORMATS)
def test_the_clean_report_passes_many_tests_and_fails_none(kind: str) -> None:
    numbers, sentences, disclosures = (outcome.counts for outcome in audited(kind, planted=False))

    assert (numbers.failed, sentences.failed, disclosures.failed) == (0, 0, 0)
    assert numbers.passed > 500
    assert sentences.passed > 30
    assert disclosures.passed > 250


def test_both_formats_give_the_same_findings() -> None:
    ids = [sorted(finding.id for finding in grave(audited(kind, planted=True))) for kind in FORMATS]

    assert ids[0] == ids[1]


def plain(figure: str | None) -> str:
    """Digits and sign only: "(8,735)" and "-8735" are the same, and so are "€40.4 million" and "40.4"."""
    assert figure is not None
    digits = "".join(char for char in figure if char.isdigit() or char == ".")
    return f"-{digits}" if figure.startswith(("(", "-")) else digits


def test_the_picture_of_the_readme_shows_what_an_audit_of_the_sample_finds() -> None:
    shown = json.loads((ROOT / "docs" / "audit.json").read_text(encoding="utf-8"))
    outcomes = audited("docx", planted=True)
    numeric, logic, disclosures = (outcome.findings for outcome in outcomes)
    found, by_severity = len(grave(outcomes)), count_by_severity(numeric + logic + disclosures)

    told = [f"{by_severity[severity]} {severity}" for severity in ("high", "medium")]
    assert shown == {
        "report": NAMES["docx"],
        "findings": f"{found} findings",
        "by_severity": [*told, f"{by_severity['info']} notes"],
        "by_agent": {
            "Numeric validation": f"{len(numeric)} findings",
            "Logic consistency": f"{len(logic)} findings",
            "Disclosure compliance": f"{len(disclosures)} notes",
            "External signal": "Not run",
        },
    }, "take the picture anew: make screenshots"
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"{found} findings, {' and '.join(told)}; {by_severity['info']} notes" in readme
