"""The past of an audit: any moment of it, folded by the same code as live, while what can be done is done now."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from service import events as e
from tests.browser.served.scripted_server import ScriptedServer
from tests.browser.served.story import AGENTS, Story, complete, completed, finding, progress, reading, skipped, started

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NUMERIC, LOGIC, DISCLOSURE, EXTERNAL = AGENTS


def told() -> Story:
    """Nine events: the numeric agent runs to its finding, the others are not run."""
    story = Story()
    story.tell(*reading(), started(NUMERIC), progress(NUMERIC, 2, 5))
    story.tell(completed(NUMERIC, (finding(1),), e.Checks(passed=4, failed=1)))
    story.tell(*(skipped(agent) for agent in (LOGIC, DISCLOSURE)), complete(1))
    return story


async def replaying(page: Page, server: ScriptedServer) -> None:
    story = told()
    server.add(story)
    await page.goto(f"{server.address}/#/audits/{story.audit_id}")
    await expect(page.locator(".audit-head .status")).to_have_text("Complete")
    await page.get_by_role("button", name="Replay", exact=True).click()
    await expect(page.get_by_role("button", name="Play")).to_be_visible()
    await expect(page.locator(".replay-said")).to_contain_text("Event 9 of 9")


async def to(page: Page, seq: int) -> None:
    line = page.get_by_role("slider", name="Moment of the audit")
    await line.fill(str(seq))
    await expect(page.locator(".replay-said")).to_contain_text(f"Event {seq} of 9")


async def test_any_moment_is_shown_as_it_was(page: Page, server: ScriptedServer) -> None:
    await replaying(page, server)
    numeric = page.locator(f".lane[data-agent={NUMERIC}]")

    await to(page, 5)
    await expect(page.locator(".audit-head .status")).to_have_text("Running")
    await expect(numeric.locator(".lane-progress")).to_contain_text("2 of 5")
    await expect(numeric.locator(".finding")).to_have_count(0)
    await to(page, 6)
    await expect(numeric.locator(".finding")).to_have_count(1)
    await to(page, 1)
    await expect(page.locator(".audit-head .status")).to_have_text("Queued")
    await expect(numeric.locator(".finding")).to_have_count(0)

    await page.get_by_role("button", name="Back to now").click()
    await expect(page.locator(".audit-head .status")).to_have_text("Complete")
    await expect(page.get_by_role("button", name="Replay", exact=True)).to_be_focused()


async def test_played_to_its_end_the_past_is_the_picture_of_now(page: Page, server: ScriptedServer) -> None:
    await replaying(page, server)
    await page.get_by_label("Speed").select_option("100")

    await page.get_by_role("button", name="Play").click()

    await expect(page.locator(".replay-said")).to_contain_text("Event 9 of 9")
    await expect(page.get_by_role("button", name="Play")).to_be_visible()
    played = await page.locator(".lanes").inner_text()
    await page.get_by_role("button", name="Back to now").click()
    assert await page.locator(".lanes").inner_text() == played


async def test_what_can_be_done_is_done_now_and_not_in_the_past(page: Page, server: ScriptedServer) -> None:
    await replaying(page, server)

    await to(page, 5)

    await expect(page.get_by_role("button", name="Erase")).to_be_visible()
    await expect(page.get_by_role("button", name="Cancel")).to_be_hidden()
