"""Searching and filtering the findings: what is counted, the keys from hit to hit, and those that somebody noted on."""

from __future__ import annotations

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.served.audited import audited, with_wrong_totals
from tests.browser.served.review_story import decision
from tests.browser.served.scripted_server import ScriptedAudit, ScriptedServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def audit(page: Page, server: ScriptedServer) -> ScriptedAudit:
    """An audit with four findings: the totals of licences, wages, freight and timber."""
    audit = await audited(page, server, "/report", with_wrong_totals(4))
    await expect(page.locator(".work-row")).to_have_count(4)
    return audit


def search(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search the findings")


def opened(page: Page) -> Locator:
    return page.locator(".work-open .work-title")


async def test_what_is_listed_only_because_it_is_open_is_not_counted(page: Page, audit: ScriptedAudit) -> None:
    await page.locator(".work-row").filter(has_text="Wages").click()
    await expect(opened(page)).to_contain_text("Wages")
    await search(page).fill("freight")

    await expect(page.locator(".work-row")).to_have_count(2)
    await expect(page.locator(".work-count")).to_have_text("1 of 4 findings")
    await expect(page.locator(".work-open .work-kept")).to_be_visible()
    await search(page).fill("nothing of the kind")
    await expect(page.locator(".work-count")).to_have_text("0 of 4 findings")
    await search(page).fill("wages")
    await expect(page.locator(".work-open .work-kept")).to_be_hidden()


async def test_enter_goes_from_hit_to_hit_and_escape_to_the_list(page: Page, audit: ScriptedAudit) -> None:
    await page.keyboard.press("/")
    await expect(search(page)).to_be_focused()
    await page.keyboard.type("e")
    await expect(page.locator(".work-row .work-title")).to_have_count(4)
    names = [str(await row.inner_text()) for row in await page.locator(".work-row .work-title").all()]
    assert len(names) > 1

    for name in [*names, names[0]]:  # around the end
        await page.keyboard.press("Enter")
        await expect(opened(page)).to_have_text(name)
        await expect(search(page)).to_be_focused()
    await page.keyboard.press("Shift+Enter")
    await expect(opened(page)).to_have_text(names[-1])

    await page.keyboard.press("Escape")
    await expect(search(page)).to_have_value("")
    await expect(page.locator(".work-row")).to_have_count(4)
    await expect(page.locator(".work-open .work-row")).to_be_focused()
    await page.keyboard.press("k")
    await expect(opened(page)).not_to_have_text(names[-1])


async def test_escape_without_an_open_finding_goes_to_the_first_of_the_list(page: Page, audit: ScriptedAudit) -> None:
    await search(page).fill("freight")
    await page.keyboard.press("Escape")

    await expect(page.locator(".work-row").first).to_be_focused()


async def test_findings_with_a_note_can_be_seen_alone(page: Page, server: ScriptedServer, audit: ScriptedAudit) -> None:
    noted = page.get_by_role("button", name="1 with a note")
    await expect(noted).to_have_count(0)

    await audit.review.tell(decision("note", "Ann Lee", server.findings[2].id, note="To be asked."))

    await noted.click()
    await expect(page.locator(".work-row")).to_have_count(1)
    await expect(page.locator(".work-row")).to_have_attribute("data-id", server.findings[2].id)
    await expect(page.locator(".work-count")).to_have_text("1 of 4 findings")
