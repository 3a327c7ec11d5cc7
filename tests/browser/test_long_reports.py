"""A report of 300 pages and 2,000 findings: only what is near is on the page, and everything can be reached."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page, expect

from service import events as e
from service.findings import Location
from tests.browser.served.scripted_server import ScriptedServer
from tests.browser.served.story import AGENTS, Story, complete, completed, finding, reading

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NUMERIC, LOGIC, *_ = AGENTS
PAGES, ROWS, FINDINGS = 300, 20, 2000
NODES = 12_000
"""More than what is near ever takes; all of it would be ten times as many."""


def long_report() -> dict[str, Any]:
    """A page is a sentence and a table of two columns."""
    cells = [
        {"row": row, "column": column, "text": text, **kind}
        for row in range(ROWS)
        for column, text, kind in ((0, f"Line {row}", {}), (1, f"{row},100", {"kind": "number"}))
    ]
    return {
        "format": "pdf",
        "pages": PAGES,
        "sections": [],
        "paragraphs": [{"index": p, "text": f"Note {p} explains its lines.", "page": p + 1} for p in range(PAGES)],
        "tables": [
            {
                "index": p,
                "paragraph": p + 1,
                "title": f"Note {p}",
                "rows": ROWS,
                "width": 2,
                "page": p + 1,
                "cells": cells,
            }
            for p in range(PAGES)
        ],
    }


def states() -> dict[str, Any]:
    """Each figure of the first 100 tables is in a finding, the others in no relation."""
    at = [(table, row) for table in range(PAGES) for row in range(ROWS)]
    places = [
        {"place": {"table": table, "row": row, "column": 1}, "state": "unrelated", "relations": []} for table, row in at
    ]
    relations: list[dict[str, Any]] = []
    for index in range(FINDINGS):
        said = {"kind": "fails", "agent_id": NUMERIC, "check": "column_total", "words": "It is off"}
        relations.append({**said, "places": [index], "finding": f"f{index:04d}"})
        places[index] = {**places[index], "state": "finding", "relations": [index]}
    counts = {"finding": FINDINGS, "holds": 0, "untested": 0, "unrelated": len(places) - FINDINGS}
    return {"agents": [NUMERIC], "figures": len(places), "counts": counts, "places": places, "relations": relations}


async def open_report(page: Page, server: ScriptedServer, part: str = "report") -> str:
    story = Story()
    server.findings = [
        finding(number, "low" if number % 4 else "high", locations=(Location(table=number // ROWS, row=number % ROWS),))
        for number in range(FINDINGS)
    ]
    story.tell(*reading(), completed(NUMERIC, tuple(server.findings[:5]), e.Checks(failed=FINDINGS), FINDINGS))
    story.tell(complete(FINDINGS))
    server.add(story)
    server.documents[story.audit_id] = long_report()
    server.figures[story.audit_id] = states()
    await page.goto(f"{server.address}/#/audits/{story.audit_id}/{part}")
    await expect(page.locator(".work-count")).to_have_text("2,000 findings")
    return story.audit_id


async def nodes(page: Page) -> int:
    return await page.evaluate("document.querySelectorAll('*').length")


async def test_only_what_is_near_is_on_the_page(page: Page, server: ScriptedServer) -> None:
    await open_report(page, server)
    await expect(page.locator(".paper .grid").first).to_be_visible()

    assert await nodes(page) < NODES
    await page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    await expect(page.get_by_text("Page 300", exact=True)).to_have_count(1)
    await expect(page.get_by_text("Page 1", exact=True)).to_have_count(0)
    assert await nodes(page) < NODES


async def test_a_finding_far_down_is_reached_from_its_address(page: Page, server: ScriptedServer) -> None:
    await open_report(page, server, "findings/f1999")

    await expect(page.locator(".work-open .work-row")).to_have_attribute("data-id", "f1999")
    await expect(page.locator(".work-open")).to_be_in_viewport()
    await expect(page.locator(".fig[aria-expanded]")).to_be_in_viewport()
    await expect(page.locator(".fig[aria-expanded]")).to_have_attribute("data-place", "1999")


async def test_the_list_is_searched_filtered_sorted_and_grouped(page: Page, server: ScriptedServer) -> None:
    await open_report(page, server)

    await page.keyboard.press("/")
    await expect(page.get_by_label("Search the findings")).to_be_focused()
    await page.keyboard.type("assets 1234 parts")
    await expect(page.locator(".work-count")).to_have_text("1 of 2,000 findings")
    await expect(page.locator(".work-title")).to_have_text("Total assets 1234 is not the sum of its parts")
    await page.get_by_label("Search the findings").fill("no such thing")
    await expect(page.get_by_text("No finding matches.")).to_be_visible()
    await page.get_by_label("Search the findings").fill("")

    await page.locator(".work-chips button").filter(has_text="high").click()
    await expect(page.locator(".work-count")).to_have_text("500 of 2,000 findings")
    await page.locator(".work-chips button").filter(has_text="high").click()
    await page.locator(".work-more summary").click()
    await page.get_by_label("Group by").select_option("severity")
    await page.get_by_label("Sort").select_option("place")
    await expect(page.locator(".work-group").first).to_have_text("high")
    await expect(page.locator(".work-row").first).to_have_attribute("data-id", "f0000")
    await page.get_by_label("Group by").select_option("none")
    await expect(page.locator(".work-row").nth(1)).to_have_attribute("data-id", "f0001")
    await expect(page.locator(".work-group")).to_have_count(0)


async def test_the_keys_are_named_and_go_up_and_down(page: Page, server: ScriptedServer) -> None:
    await open_report(page, server)

    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Keys")).to_contain_text("next finding")
    await page.keyboard.press("Escape")
    for key, expected in (("j", "f0000"), ("j", "f0004"), ("k", "f0000")):
        await page.keyboard.press(key)
        await expect(page.locator(".work-open .work-row")).to_have_attribute("data-id", expected)
    await expect(page.locator(".fig[aria-expanded]")).to_have_attribute("data-place", "0")


async def test_figures_whose_states_cannot_be_read_are_not_passed_over_in_silence(
    page: Page, server: ScriptedServer
) -> None:
    audit_id = await open_report(page, server)
    del server.figures[audit_id]

    await page.reload()

    await expect(page.locator(".count-line")).to_have_text(
        "The states of the figures could not be read: the report has not been read (yet)"
    )
