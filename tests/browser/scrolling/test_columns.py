"""Long columns: what is near the view is drawn wherever it goes, and few of their chunks are watched."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.served.long_audit import long_audit
from tests.browser.served.scripted_server import ScriptedServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

COUNTED = """
  const watching = IntersectionObserver.prototype;
  const { observe, unobserve } = watching;
  window.watched = new Set();
  watching.observe = function (node) { window.watched.add(node); observe.call(this, node); };
  watching.unobserve = function (node) { window.watched.delete(node); unobserve.call(this, node); };
"""
FEW = 60
"""Of the seven hundred chunks of the report and its list."""
EMPTY = """() => [...document.querySelectorAll(".paper .chunk")].filter((chunk) => {
  const { top, bottom } = chunk.getBoundingClientRect();
  return bottom > 0 && top < innerHeight && chunk.children.length === 0;
}).length"""


async def nothing_is_missing(page: Page) -> None:
    await page.wait_for_function(f"() => ({EMPTY})() === 0")


async def test_what_is_in_view_is_drawn_after_jumps_and_while_its_part_was_left_and_few_chunks_are_watched(
    page: Page, server: ScriptedServer
) -> None:
    await page.add_init_script(COUNTED)
    audit_id = long_audit(server)
    await page.goto(f"{server.address}/#/audits/{audit_id}/report")
    await expect(page.locator(".paper .grid").first).to_be_visible()
    for share in (0.5, 0.9, 0.1, 1, 0):
        await page.evaluate("(share) => window.scrollTo(0, share * document.body.scrollHeight)", share)
        await nothing_is_missing(page)
    assert await page.evaluate("window.watched.size") < FEW

    await page.evaluate("window.scrollTo(0, 0.7 * document.body.scrollHeight)")
    await nothing_is_missing(page)
    await page.evaluate("(id) => { location.hash = `#/audits/${id}`; }", audit_id)
    await expect(page.locator(".paper")).to_be_hidden()
    await page.evaluate("(id) => { location.hash = `#/audits/${id}/report`; }", audit_id)
    await expect(page.locator(".paper")).to_be_visible()
    await page.evaluate("window.scrollTo(0, 0.3 * document.body.scrollHeight)")
    await nothing_is_missing(page)


async def test_a_card_that_is_open_is_there_when_its_reader_comes_back(page: Page, server: ScriptedServer) -> None:
    await page.goto(f"{server.address}/#/audits/{long_audit(server)}/report")
    await page.locator(".paper .fig").first.click()
    await page.locator("h1").focus()
    await page.evaluate("document.activeElement.blur()")
    await page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    await expect(page.get_by_text("Page 300", exact=True)).to_have_count(1)

    await page.evaluate("window.scrollTo(0, 0)")

    await expect(page.locator(".card")).to_be_in_viewport()
