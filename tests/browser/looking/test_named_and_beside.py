"""The figure that a finding names is told apart from those that only stand in the relation that it says fails."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.served.audited import audited, with_wrong_totals
from tests.browser.served.review_story import decision
from tests.browser.served.scripted_server import ScriptedServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MARK = "(node) => getComputedStyle(node, '::after').content"
LOOK = "(node) => [getComputedStyle(node).backgroundColor, getComputedStyle(node).fontWeight].join()"


def figure(page: Page, text: str) -> Locator:
    return page.locator(".paper .fig").filter(has_text=text)


async def test_the_parts_of_a_wrong_sum_have_a_mark_of_their_own_and_another_shape(
    page: Page, server: ScriptedServer
) -> None:
    await audited(page, server, "/report", with_wrong_totals(1))
    named, part, sound = figure(page, "1262"), figure(page, "1040"), figure(page, "1240")

    await expect(named).to_have_attribute("aria-label", "1262, named by a finding")
    await expect(part).to_have_attribute("aria-label", "1040, in a relation that fails")
    await expect(sound).to_have_attribute("aria-label", "1240, holds")
    marks = [await one.evaluate(MARK) for one in (named, part, sound)]
    assert ["✕" in marks[0], "≠" in marks[1], "✓" in marks[2]] == [True, True, True]
    assert await part.evaluate(LOOK) == await sound.evaluate(LOOK) != await named.evaluate(LOOK)

    await part.click()
    card = page.get_by_role("dialog", name="1040: in a relation that fails")
    await expect(card.get_by_role("link", name="Open the finding")).to_be_visible()


async def test_the_counts_tell_them_apart_and_lead_to_each(page: Page, server: ScriptedServer) -> None:
    await audited(page, server, "/report", with_wrong_totals(2))
    line = page.locator(".count-line")
    await expect(line).to_contain_text("2 named by findings, 4 in relations that fail")

    await line.get_by_role("button", name="4 in relations that fail").click()

    await expect(page.locator(".fig[aria-expanded]")).to_have_attribute("data-state", "fails")


async def test_a_sign_off_counts_both_as_the_service_does(page: Page, server: ScriptedServer) -> None:
    await audited(page, server, "/report", with_wrong_totals(1))

    await page.locator(".sign-off summary").click()

    await expect(page.locator(".sign-off")).to_contain_text("3 in findings or their relations")


async def test_what_stands_beside_an_accepted_figure_is_said_to_be_dealt_with(
    page: Page, server: ScriptedServer
) -> None:
    audit = await audited(page, server, "/report", with_wrong_totals(1))
    finding = str(await page.locator(".work-row").first.get_attribute("data-id"))

    await audit.review.tell(decision("accept", "Ann Lee", finding))

    part = figure(page, "1040")
    await expect(part).to_have_attribute("aria-label", "1040, in a relation that fails, accepted")
    assert "≠" in await part.evaluate(MARK)
