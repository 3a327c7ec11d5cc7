"""Audits of small reports that have ended, with their findings, ticks and the states of their figures."""

from __future__ import annotations

import json

from playwright.async_api import Page, expect

from service import events as e
from service.checks.numeric.check import check
from service.findings import Finding
from service.projections.figures.states_json import Kept, figures_told
from service.reports import codec
from service.reports.reading import read
from service.ticks import encode_ticks, tick_list
from tests.browser.served.scripted_server import ScriptedAudit, ScriptedServer
from tests.browser.served.story import AGENTS, Story, complete, completed, reading, skipped

NUMERIC, LOGIC, DISCLOSURE, EXTERNAL = AGENTS
REPORT = b"""# Annual report 2031

## Income statement

| GBP m | 2031 | 2030 | 2029 |
|---|---|---|---|
| Licences | 4,310 | 4,120 | 3,977 |
| Services | 900 | 860 | 756 |
| Revenue | 5,201 | 4,980 | 4,733 |
| Offices | 12 | 11 | 9 |

We hired 37 engineers.
"""
"""One wrong total."""


def with_wrong_totals(count: int) -> bytes:
    """A report of so many tables, each with one total that is ten too high."""
    notes = [
        f"## {name}\n\n| GBP m | 2031 | 2030 |\n|---|---|---|\n| {name} at home | {at + 1040} | {at + 931} |\n"
        f"| {name} abroad | {at + 212} | {at + 309} |\n| Total {name} | {2 * at + 1262} | {2 * at + 1240} |\n"
        for at, name in enumerate(("Licences", "Wages", "Freight", "Timber", "Leases", "Pensions")[:count])
    ]
    return ("# Annual report 2031\n\n" + "\n".join(notes)).encode()


def audit_of(server: ScriptedServer, content: bytes, *, seen_twice: bool = False) -> ScriptedAudit:
    """An ended audit of a report: one agent has findings, the others were not run.

    With ``seen_twice`` a second agent has found the same figures, in words of its own.
    """
    report = read("report.md", content)
    outcome = check(report, lambda _: None)
    again = tuple(map(_again, outcome.findings)) if seen_twice else ()
    server.findings = [*outcome.findings, *again]
    listed = encode_ticks(tick_list(outcome.ticks, outcome.untested, outcome.coverage))
    story = Story()
    checks = e.Checks(passed=len(outcome.ticks), failed=len(outcome.findings))
    story.tell(*reading(), completed(NUMERIC, outcome.findings, checks))
    story.tell(completed(LOGIC, again) if seen_twice else skipped(LOGIC))
    story.tell(*(skipped(agent) for agent in (DISCLOSURE, EXTERNAL)), complete(len(server.findings)))
    kept = codec.encode(report)
    server.documents[story.audit_id] = json.loads(kept)
    said = [Kept(NUMERIC, listed, outcome.findings), *([Kept(LOGIC, None, again)] if seen_twice else ())]
    server.figures[story.audit_id] = json.loads(figures_told(kept, said).json)
    return server.add(story)


def _again(finding: Finding) -> Finding:
    words = {"title": "The text contradicts this figure", "description": "A sentence says otherwise.", "relations": ()}
    own = {"id": f"again-{finding.id}", "agent_id": LOGIC, "severity": "medium", "check": "text_to_table"}
    return finding.model_copy(update={**words, **own, "source": "model"})


async def audited(
    page: Page, server: ScriptedServer, part: str, content: bytes = REPORT, *, seen_twice: bool = False
) -> ScriptedAudit:
    """Opens a part of such an audit."""
    audit = audit_of(server, content, seen_twice=seen_twice)
    await page.goto(f"{server.address}/#/audits/{audit.story.audit_id}{part}")
    await expect(page.locator(".count-line")).to_be_visible()
    await expect(page.locator(".is-opening")).to_have_count(0)
    return audit


async def known_as(page: Page, server: ScriptedServer, name: str) -> None:
    """The browser keeps the name of who decides in it."""
    await page.goto(f"{server.address}/static/tickmark.svg")
    await page.evaluate("(name) => localStorage.setItem('tickmark.reviewer', name)", name)
