"""What a reader is told and shown while deciding: what to do, what was taken back, and what has been dealt with."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.served.audited import audited, known_as, with_wrong_totals
from tests.browser.served.review_story import decision
from tests.browser.served.scripted_server import ScriptedServer
from tests.browser.served.story import AGENTS, Story, reading, skipped

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.mark.parametrize("key", ["a", "d", "n"])
async def test_a_key_that_needs_an_open_finding_says_so(page: Page, server: ScriptedServer, key: str) -> None:
    await audited(page, server, "/report", with_wrong_totals(1))
    said = page.locator(".review-bar .review-said")

    await page.keyboard.press(key)
    await expect(said).to_have_text("No finding is open: j opens the first, or choose one from the list.")

    await page.keyboard.press("j")
    await expect(said).to_be_hidden()


async def test_what_is_taken_back_is_announced(page: Page, server: ScriptedServer) -> None:
    await known_as(page, server, "Jane Doe")
    await audited(page, server, "/report", with_wrong_totals(2))
    title = str(await page.locator(".work-title").first.text_content())
    await page.keyboard.press("j")
    await page.keyboard.press("a")
    await expect(page.locator("#announcer")).to_contain_text("Saved. 1 of 2 decided.")

    await page.keyboard.press("u")

    await expect(page.locator("#announcer")).to_have_text(f"Taken back: {title}. 0 of 2 decided.")


async def test_an_accepted_finding_is_calm_in_the_list_on_its_figure_and_on_its_card(
    page: Page, server: ScriptedServer
) -> None:
    audit = await audited(page, server, "/report", with_wrong_totals(2))
    await page.locator(".work-row").first.click()
    accepted = str(await page.locator(".work-row").first.get_attribute("data-id"))
    figures = page.locator(".paper .fig[data-state=finding]")
    wrong, other = figures.filter(has_text="1262"), figures.filter(has_text="1264")
    colour = "(node) => getComputedStyle(node).color"
    open_colour = await other.evaluate(colour)

    await audit.review.tell(decision("accept", "Ann Lee", accepted))

    await expect(wrong).to_have_attribute("aria-label", "1262, named by an accepted finding")
    assert await wrong.evaluate(colour) != open_colour
    assert await other.evaluate(colour) == open_colour
    card = page.get_by_role("dialog", name="1262: named by an accepted finding")
    await expect(card.locator("li[data-kind=accepted]")).to_contain_text("accepted")
    row_colour = await page.locator(".work-row").first.locator(".severity").evaluate(colour)
    assert row_colour != await page.locator(".work-row").nth(1).locator(".severity").evaluate(colour)
    await expect(page.locator(".count-line")).to_contain_text("2 named by findings, 4 in relations that fail")


async def test_on_a_phone_enter_opens_an_entry_and_again_goes_to_its_figure(page: Page, server: ScriptedServer) -> None:
    await page.set_viewport_size(PHONE)
    await audited(page, server, "/report", with_wrong_totals(4))
    await page.locator(".work-row").nth(2).focus()
    figure = page.locator(".fig[aria-expanded]")

    await page.keyboard.press("Enter")
    await expect(page.locator(".work-row").nth(2)).to_have_attribute("aria-expanded", "true")
    await expect(figure).not_to_be_in_viewport()
    await expect(page.locator(".work-row").nth(2)).to_be_focused()

    await page.keyboard.press("Enter")
    await expect(figure).to_be_in_viewport()
    await expect(figure).to_be_focused()


async def test_a_setting_in_a_text_is_broken_behind_a_sign(page: Page, server: ScriptedServer) -> None:
    story = Story()
    reason = "none is enabled; TICKMARK_SOURCES=previous,gleif,ecb,sec,companies_house enables some of 1,200"
    story.tell(*reading(), skipped(AGENTS[3], reason))
    server.add(story)
    await page.set_viewport_size(PHONE)
    await page.goto(f"{server.address}/#/audits/{story.audit_id}")
    detail = page.locator(f".lane[data-agent={AGENTS[3]}] .lane-detail")
    await expect(detail).to_have_text(reason)

    ends = await detail.evaluate(
        """(node) => {
          const words = [...node.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE);
          const isBroken = (text) => {
            const range = document.createRange();
            return [...text.data.matchAll(/[A-Za-z_]+/g)].some(({ 0: word, index }) => {
              range.setStart(text, index);
              range.setEnd(text, index + word.length);
              return range.getClientRects().length > 1;
            });
          };
          return words.filter(isBroken).map((text) => text.data);
        }"""
    )
    assert ends == []
