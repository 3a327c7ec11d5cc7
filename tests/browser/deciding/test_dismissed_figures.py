"""Figures whose findings are dismissed: no alarm on the figure, on its card or in the count, until one is reopened."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.served.audited import audited, with_wrong_totals
from tests.browser.served.review_story import decision
from tests.browser.served.scripted_server import ScriptedServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

OTHER = "Ann Lee"


def count(page: Page) -> Locator:
    return page.locator(".count-line")


async def test_a_dismissed_finding_marks_its_figure_as_dismissed_and_reopened_as_found_again(
    page: Page, server: ScriptedServer
) -> None:
    audit = await audited(page, server, "/report", with_wrong_totals(2))
    await page.locator(".work-row").first.click()
    figure = page.locator(".fig[aria-expanded]")
    card = page.get_by_role("dialog", name="named by a finding")
    await expect(figure).to_have_attribute("data-state", "finding")
    await expect(card).to_be_visible()
    await expect(count(page)).to_contain_text("2 named by findings, 4 in relations that fail")
    await expect(count(page)).not_to_contain_text("dismissed")
    finding = str(await page.locator(".work-row").first.get_attribute("data-id"))

    await audit.review.tell(decision("dismiss", OTHER, finding, reason="As printed in the source."))

    await expect(figure).to_have_attribute("data-state", "dismissed")
    await expect(figure).to_have_attribute("aria-label", "1262, in a dismissed finding")
    dismissed = page.get_by_role("dialog", name="1262: in a dismissed finding")
    await expect(dismissed.locator("li[data-kind='dismissed']")).to_contain_text("dismissed")
    await expect(count(page)).to_contain_text("1 named by a finding, 2 in relations that fail, 3 in dismissed findings")

    await count(page).get_by_role("button", name="3 in dismissed findings").click()
    await expect(figure).to_have_attribute("data-state", "dismissed")
    await audit.review.tell(decision("reopen", OTHER, finding))

    await expect(figure).to_have_attribute("data-state", "fails")  # the next of them is a part of the sum
    await expect(page.get_by_role("dialog", name="in a relation that fails")).to_be_visible()
    await expect(page.locator(".paper .fig[data-state='finding']")).to_have_count(2)
    await expect(count(page)).to_contain_text("2 named by findings, 4 in relations that fail")
    await expect(count(page)).not_to_contain_text("dismissed")


async def test_whoever_comes_later_sees_what_was_dismissed_before(page: Page, server: ScriptedServer) -> None:
    audit = await audited(page, server, "/report", with_wrong_totals(2))
    finding = str(await page.locator(".work-row").first.get_attribute("data-id"))
    await audit.review.tell(decision("dismiss", OTHER, finding, reason="As printed in the source."))

    await page.reload()

    await expect(count(page)).to_contain_text("1 named by a finding, 2 in relations that fail, 3 in dismissed findings")
    await expect(page.locator(".paper .fig[data-state='dismissed']")).to_have_count(3)
    await expect(page.locator(".paper .fig[data-state='finding']")).to_have_count(1)
    await expect(page.locator(".paper .fig[data-state='fails']")).to_have_count(2)
