"""The page on the real service: a report handed in, and the service killed and started again under it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.served.own_service import Service, running_service

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def service(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    async with running_service(tmp_path_factory.mktemp("data")) as running:
        yield running


def report(accounts: int) -> str:
    """A report of ``accounts`` tables whose totals are right, but for the last one."""
    tables = [
        f"## Note {note}\n\n| £m | 2025 | 2024 |\n|---|---|---|\n| Trade | {note + 40} | 31 |\n| Other | 12 | 9 |\n"
        f"| Rent | 5 | 4 |\n| Total | {note + 57 + (note == accounts) * 10} | 44 |\n"
        for note in range(1, accounts + 1)
    ]
    return "# Annual report 2025\n\n" + "\n".join(tables)


async def hand_in(page: Page, text: str) -> None:
    await page.locator("#file").set_input_files(
        {"name": "Report 2025.md", "mimeType": "text/markdown", "buffer": text.encode()}
    )
    await expect(page.locator("h1")).to_have_text("Report 2025.md")


async def test_a_report_handed_in_is_audited_before_the_readers_eyes(page: Page, service: Service) -> None:
    await page.goto(service.address)

    await hand_in(page, report(3))

    await expect(page.locator(".audit-head .status")).to_have_text("Complete")
    await expect(page.locator(".connection")).to_have_attribute("data-phase", "ended")
    numeric = page.locator(".lane[data-agent=numeric_validation]")
    await expect(numeric.locator(".finding").first).to_contain_text("Total")
    await expect(numeric.locator(".finding").first.locator(".figures")).to_contain_text("70")
    await page.get_by_role("link", name="All audits", exact=True).click()
    await expect(page.locator("tbody .status").first).to_have_text("Complete")


async def test_a_service_killed_in_mid_audit_and_started_again_ends_in_the_picture_of_its_log(
    page: Page, service: Service
) -> None:
    await page.goto(service.address)
    await hand_in(page, report(400))
    await expect(page.locator(".audit-head .status")).to_have_text("Running")

    await service.kill()
    await expect(page.locator(".connection")).to_have_attribute("data-phase", "waiting")
    await service.start()

    await expect(page.locator(".audit-head .status")).to_have_text("Complete")
    await expect(page.locator(".connection")).to_have_attribute("data-phase", "ended")
    await expect(page.locator(".finding").first).to_be_visible()
    watched = await page.locator(".lanes").inner_text()
    assert "(attempt 2)" in await page.locator(".notes").inner_text()
    await page.reload()
    await expect(page.locator(".connection")).to_have_attribute("data-phase", "ended")
    assert await page.locator(".lanes").inner_text() == watched
