"""A report of 300 pages and 2,000 findings: only what is near is on the page, and everything can be reached."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.served.long_audit import long_audit
from tests.browser.served.scripted_server import ScriptedServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NODES = 12_000
"""More than what is near ever takes; all of it would be ten times as many."""


async def open_report(page: Page, server: ScriptedServer, part: str = "report") -> str:
    audit_id = long_audit(server)
    await page.goto(f"{server.address}/#/audits/{audit_id}/{part}")
    await expect(page.locator(".work-count")).to_have_text("2,000 findings")
    return audit_id


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
