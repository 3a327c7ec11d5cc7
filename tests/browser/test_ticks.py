"""What was checked and holds, on the page: counted in the lane, read table by table when it is opened."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from service import events as e
from tests.browser.served.scripted_server import ScriptedServer
from tests.browser.served.story import AGENTS, Story, complete, completed, finding, reading

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NUMERIC, LOGIC, *_ = AGENTS
TOTAL = {"table": 3, "row": 9, "column": 2, "row_label": "Total assets", "column_label": "2025", "page": 61}
SENTENCE = {"paragraph": 7, "quote": "Total assets came to €1.5 million."}
MARKUP = "<img src=x onerror=alert(1)>"
TICKS: dict[str, Any] = {
    "left_out": 0,
    "tables": [
        {
            "table": 3,
            "title": "Balance sheet",
            "figures": 1040,
            "ticked": 36,
            "failed": 1,
            "ticks": [
                {"check": "column_total", "relation": "1,200 + 300 = 1,500", "exact": True, "locations": [TOTAL]},
                {"check": "tie", "relation": "1,500 ≈ 1,501", "exact": False, "locations": [TOTAL, TOTAL]},
            ],
            "untested": [{"check": "arithmetic", "reason": MARKUP, "location": {"table": 3, "row_label": "Total"}}],
        },
        {
            "ticks": [{"check": "tie", "relation": "€1.5 million = 1,500", "exact": True, "locations": [SENTENCE]}],
            "untested": [],
        },
    ],
}


async def watch(page: Page, server: ScriptedServer) -> Locator:
    """The numeric lane's list of ticks, in an audit that has ended."""
    story = Story()
    checks = e.Checks(passed=1204, failed=1, not_possible=3)
    ticked = completed(NUMERIC, (finding(1),), checks).model_copy(update={"ticks": "ab" * 32})
    story.tell(*reading(), ticked, completed(LOGIC), complete(1))
    server.add(story)
    await page.goto(f"{server.address}/#/audits/{story.audit_id}")
    listed = page.locator(f".lane[data-agent={NUMERIC}] .ticks")
    await expect(listed).to_be_visible()
    return listed


async def test_what_holds_is_counted_and_read_when_it_is_opened(page: Page, server: ScriptedServer) -> None:
    server.ticks = {NUMERIC: TICKS}
    listed = await watch(page, server)
    await expect(listed.locator("> summary")).to_have_text("1,204 checked and hold, 3 could not be checked")
    assert server.ticks_asked == 0

    await listed.locator("> summary").click()
    tables = listed.locator(".ticks-tables > li")
    await expect(tables).to_have_count(2)
    await expect(listed.locator(".ticks-said")).to_have_text("36 of 1,040 figures ticked")
    await expect(tables.nth(0)).to_contain_text(
        "Balance sheettable 4, page 612 relations hold, 1 fails, 1 not checked, 36 of 1,040 figures ticked"
    )
    await expect(tables.nth(1)).to_contain_text("Sentences1 relation holds")
    await tables.nth(0).locator("summary").click()

    rows = tables.nth(0).locator(".tick-rows > li")
    await expect(rows).to_have_count(3)
    await expect(rows.nth(0)).to_have_text("Holds: Total assets, 20251,200 + 300 = 1,500")
    await expect(rows.nth(1)).to_have_text("Holds within rounding: 1,500 ≈ 1,501")
    await expect(rows.nth(2)).to_have_text(f"Not checked: Total{MARKUP}")
    assert server.ticks_asked == 1


async def test_a_sentence_is_named_by_its_words(page: Page, server: ScriptedServer) -> None:
    server.ticks = {NUMERIC: TICKS}
    listed = await watch(page, server)

    await listed.locator("> summary").click()
    await listed.locator(".ticks-tables summary").nth(1).click()

    row = listed.locator(".tick-rows > li")
    await expect(row).to_have_text("Holds: “Total assets came to €1.5 million.”€1.5 million = 1,500")


async def test_an_agent_that_lists_nothing_offers_no_list(page: Page, server: ScriptedServer) -> None:
    await watch(page, server)

    await expect(page.locator(f".lane[data-agent={LOGIC}] .ticks")).to_be_hidden()


async def test_a_list_that_can_not_be_read_says_so_and_is_asked_for_again(page: Page, server: ScriptedServer) -> None:
    server.ticks = {NUMERIC: {**TICKS, "left_out": 12_000}}
    listed = await watch(page, server)
    server.problems.append((503, "The database cannot be used now", "it is locked"))

    await listed.locator("> summary").click()
    await expect(listed.locator(".ticks-said")).to_have_text("What was checked could not be read: it is locked")
    await listed.locator("> summary").click()
    await listed.locator("> summary").click()

    await expect(listed.locator(".ticks-tables > li")).to_have_count(2)
    await expect(listed.locator(".ticks-said")).to_have_text(
        "36 of 1,040 figures ticked. 12,000 more are counted and not listed: there are too many."
    )


async def test_a_sum_that_holds_in_one_column_of_three_is_not_told_as_one_that_holds(
    page: Page, server: ScriptedServer
) -> None:
    columns = {1: (1, 2, 3), 2: (1, 2, 3), 3: (1,)}  # by the row of the total
    held = [
        {"check": "column_total", "relation": "1 + 2 = 3", "exact": True, "locations": places}
        for row, some in columns.items()
        for column in some
        for places in [[{"table": 3, "row": at, "column": column} for at in (10 * row, 10 * row - 1, 10 * row - 2)]]
    ]
    table = {"table": 3, "title": "Segments", "figures": 27, "ticked": 21, "failed": 0, "ticks": held, "untested": []}
    server.ticks = {NUMERIC: {"left_out": 0, "tables": [table]}}
    listed = await watch(page, server)

    await listed.locator("> summary").click()

    await expect(listed.locator(".tick-counts")).to_have_text(
        "7 relations hold, 1 of them in fewer than half of the 3 columns, 21 of 27 figures ticked"
    )
