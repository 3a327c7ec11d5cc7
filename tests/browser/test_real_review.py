"""The review on the real service: killed in its middle, read again by everybody, signed off, and the audit erased."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Locator, Page, expect

from tests.browser.served.audited import with_wrong_totals
from tests.browser.served.count_line import as_signed_off
from tests.browser.served.own_service import Service, running_service

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def service(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    async with running_service(tmp_path_factory.mktemp("data")) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def audit(page: Page, service: Service) -> str:
    """The address of the API of an audit with three findings, whose report is open before Jane Doe."""
    file: FilePayload = {"name": "Report.md", "mimeType": "text/markdown", "buffer": with_wrong_totals(3)}
    api = f"{service.address}/api/v1/audits"
    accepted = await (await page.request.post(api, multipart={"file": file})).json()
    await at_the_desk(page, service, accepted["audit_id"], "Jane Doe")
    return f"{api}/{accepted['audit_id']}"


@pytest_asyncio.fixture(loop_scope="session")
async def second(browser: Browser, service: Service, audit: str) -> AsyncIterator[Page]:
    """The same report before Ann Lee."""
    context = await browser.new_context()
    page = await context.new_page()
    await at_the_desk(page, service, audit.rpartition("/")[2], "Ann Lee")
    yield page
    await context.close()


async def at_the_desk(page: Page, service: Service, audit_id: str, name: str) -> None:
    await page.goto(f"{service.address}/static/tickmark.svg")
    await page.evaluate("(name) => localStorage.setItem('tickmark.reviewer', name)", name)
    await page.goto(f"{service.address}/#/audits/{audit_id}/report")
    await expect(page.locator(".audit-head .status")).to_have_text("Complete")
    await expect(badge(page)).to_have_attribute("data-phase", "live")
    await expect(page.locator(".work-row")).to_have_count(3)


def badge(page: Page) -> Locator:
    return page.get_by_role("group", name="Connection of the review")


def row(page: Page, number: int) -> Locator:
    return page.locator(".work-row").nth(number)


async def open_row(page: Page, number: int) -> None:
    """Keys are about the finding that is open: none is pressed before it is."""
    await row(page, number).click()
    await expect(row(page, number)).to_have_attribute("aria-expanded", "true")


async def test_every_view_says_the_same_of_what_a_sign_off_covers(page: Page, audit: str) -> None:
    for number in range(3):
        await open_row(page, number)
        await page.keyboard.press("a" if number else "d")
        if number == 0:
            await page.keyboard.type("Printed so.")
            await page.keyboard.press("Enter")
        await expect(row(page, number)).not_to_have_attribute("data-state", "open")
    await page.locator(".sign-off summary").first.click()
    asked = await page.locator(".sign-scope li").all_inner_texts()
    line = await page.locator(".count-line").inner_text()
    assert asked[0] == f"{as_signed_off(line)}."
    before = await reviewed(page, audit)
    await page.locator(".sign").click()

    stamp = page.locator(".audit-head .stamp")
    await stamp.get_by_text("What it covers").click()
    await expect(stamp.locator(".stamp-scope li")).to_have_text(asked)
    after = await reviewed(page, audit)
    counts, scope = before["scope"]["counts"], after["signed_off"]["scope"]
    assert scope == before["scope"] == after["scope"]
    assert counts["dismissed"] > 0
    assert sum(counts.values()) == scope["figures"] == int(line.split()[0])
    unchecked = counts["untested"] + counts["unrelated"]
    await expect(stamp).to_contain_text(
        f"with {unchecked} of {scope['figures']} figures not checked" if unchecked else ""
    )
    await page.emulate_media(media="print")
    for said in asked:
        await expect(page.locator(".printed")).to_contain_text(said)


async def reviewed(page: Page, audit: str) -> Any:
    return await (await page.request.get(f"{audit}/review")).json()


async def test_two_reviewers_a_killed_service_and_a_reload_end_in_what_the_log_says(
    page: Page, second: Page, service: Service, audit: str
) -> None:
    await open_row(page, 0)
    await page.keyboard.press("a")
    await expect(row(second, 0)).to_have_attribute("data-state", "accepted")
    await open_row(second, 1)
    await second.keyboard.press("d")
    await second.keyboard.type("Known to the auditors.")

    await service.kill()
    await second.keyboard.press("Enter")
    said = second.locator(".review-block").get_by_role("alert")
    await expect(said).to_contain_text("Not saved, as far as this page knows")
    await expect(second.locator("textarea:visible")).to_have_value("Known to the auditors.")
    await service.start()
    for reader in (page, second):
        await expect(badge(reader)).to_have_attribute("data-phase", "live")
    await second.locator("textarea:visible").press("Enter")

    await expect(row(page, 1)).to_have_attribute("data-state", "dismissed")
    await page.reload()
    await expect(row(page, 0)).to_have_attribute("data-state", "accepted")
    await expect(row(page, 1)).to_have_attribute("data-state", "dismissed")
    told = await reviewed(page, audit)
    states = {one["finding_id"]: (one["state"], one["by"]) for one in told["findings"]}
    assert sorted(states.values()) == [("accepted", "Jane Doe"), ("dismissed", "Ann Lee")]
    assert (told["head"], told["undecided"]) == (2, 1)


async def test_a_sign_off_is_of_the_whole_until_somebody_decides_again(page: Page, audit: str) -> None:
    await open_row(page, 0)
    for decided in range(1, 4):
        await expect(row(page, decided - 1)).to_have_attribute("aria-expanded", "true")
        await page.keyboard.press("a")
        await expect(page.locator(".review-progress strong")).to_have_text(f"{decided} of 3 decided")
    await page.locator(".sign-off summary").click()
    await page.get_by_role("button", name="Sign off", exact=True).click()

    stamp = page.locator(".audit-head .stamp")
    await expect(stamp).to_contain_text("Signed off by Jane Doe")
    told = await reviewed(page, audit)
    covered = told["signed_off"]["covers"]
    await expect(stamp).to_contain_text(f"covers {covered['audit']['head'] + covered['review']['head']} events")
    assert told["signed_off"]["whole"]

    await page.keyboard.press("u")

    await expect(stamp.get_by_text("Changed since")).to_be_visible()
    assert not (await reviewed(page, audit))["signed_off"]["whole"]
    await page.get_by_role("link", name="All audits", exact=True).click()
    await expect(page.locator("tbody tr").first).to_contain_text("signed off, changed since")


async def test_an_audit_renamed_in_the_list_has_its_new_name_for_whoever_reads_it(
    page: Page, second: Page, audit: str
) -> None:
    await page.get_by_role("link", name="All audits", exact=True).click()
    await page.locator(".row-actions button").first.click()
    await page.keyboard.type("Tolver plc 2031")
    await page.keyboard.press("Enter")

    await expect(page.locator("tbody tr a").first).to_have_text("Tolver plc 2031")
    await expect(second.locator("h1")).to_have_text("Tolver plc 2031")
    assert (await reviewed(page, audit))["name"] == "Tolver plc 2031"


async def test_an_audit_erased_from_the_list_disappears_from_the_lists_and_the_tabs_of_others(
    page: Page, second: Page, service: Service, audit: str
) -> None:
    await page.get_by_role("link", name="All audits", exact=True).click()
    other = await second.context.new_page()
    await other.goto(service.address)
    link = other.locator(f"a[href*='{audit.rpartition('/')[2]}']")
    await expect(link).to_be_visible()
    at = second.url

    await page.locator(".row-actions button").nth(1).click()
    await page.get_by_role("button", name="Yes, erase it").click()

    await expect(link).to_have_count(0)
    notice = second.get_by_role("alert").filter(visible=True)
    await expect(notice.locator("p").first).to_have_text(
        re.compile(r"This audit was erased by somebody at 127\.0\.0\.1, today, .+\.")
    )
    await expect(second.locator(".work").filter(visible=True)).to_have_count(0)
    assert second.url == at
