"""Nothing moves under the reader: not while the page catches up, and not from a finding that is opened on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Locator, Page, ViewportSize, expect

from service.findings import Finding
from tests.browser.served.audited import audit_of, audited, with_wrong_totals
from tests.browser.served.review_story import decision
from tests.browser.served.scripted_server import ScriptedAudit, ScriptedServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

OTHER = "Ann Lee"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 720}
OBSERVED = """
  const shifts = [];
  const add = (entries) => {
    for (const { value, sources } of entries) {
      const main = document.querySelector("main");
      const nodes = sources.map(({ node }) => node).filter((node) => node && main.contains(node));
      if (nodes.length > 0) shifts.push({ value, of: nodes.map((node) => node.className || node.nodeName) });
    }
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  window.shifts = () => (add(observer.takeRecords()), shifts);
  // However slow the machine is, it is no slower here than what the page waits for.
  const set = window.setTimeout;
  window.setTimeout = (run, ms, ...more) => (ms === 3000 ? 0 : set(run, ms, ...more));
"""
LATE = """() => {
  const line = document.createElement("div");
  line.textContent = "A late line";
  document.querySelector(".audit-body").prepend(line);
}"""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def signed_off(audit: ScriptedAudit, findings: list[Finding]) -> None:
    """A review with decisions, a note and a sign-off that something has followed."""
    heads = {"audit": {"head": audit.story.head, "hash": audit.story.hash}, "review": {"head": 0, "hash": None}}
    audit.decisions.tell(
        *(decision("accept", OTHER, finding.id) for finding in findings),
        {"type": "review_signed_off", "by": OTHER, "covers": heads},
        decision("note", OTHER, findings[0].id, note="Seen by the preparer."),
    )


async def shifts(page: Page) -> list[dict[str, Any]]:
    await page.evaluate(TWO_FRAMES)
    return await page.evaluate("window.shifts()")


@pytest.mark.parametrize("part", ["", "/report"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
async def test_nothing_shifts_while_the_page_catches_up_with_an_audit_and_its_review(
    page: Page, server: ScriptedServer, viewport: ViewportSize, part: str
) -> None:
    audit = audit_of(server, with_wrong_totals(6))
    signed_off(audit, server.findings)
    await page.set_viewport_size(viewport)
    await page.add_init_script(OBSERVED)

    await page.goto(f"{server.address}/#/audits/{audit.story.audit_id}{part}")
    await expect(page.locator(".audit-head .stamp")).to_contain_text("Signed off by Ann Lee")
    await expect(page.locator(".count-line")).to_contain_text("6 named by findings, 12 in relations that fail")
    await expect(page.locator(".is-opening")).to_have_count(0)

    assert await shifts(page) == []
    await page.evaluate(LATE)
    assert await shifts(page) != []  # the page is watched


def row(page: Page, number: int) -> Locator:
    return page.locator(".work-row").nth(number)


async def test_on_a_phone_a_finding_is_opened_where_it_is_decided_and_its_figure_is_a_press_away(
    page: Page, server: ScriptedServer
) -> None:
    await page.set_viewport_size(PHONE)
    await audited(page, server, "/report", with_wrong_totals(4))
    figure = page.locator(".fig[aria-expanded]")
    for number in (1, 3):
        await row(page, number).click()

        await expect(row(page, number)).to_have_attribute("aria-expanded", "true")
        await expect(row(page, number)).to_be_in_viewport()
        await expect(page.locator(".work-open .review-block")).to_be_in_viewport(ratio=1)
        await expect(figure).to_have_attribute("data-state", "finding")
        await expect(figure).not_to_be_in_viewport()
        await expect(page.locator(".card")).not_to_be_in_viewport()

    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    await page.get_by_role("button", name="Show it in the report").click()
    await expect(figure).to_be_in_viewport()
    await page.get_by_role("link", name="Open the finding").click()
    await expect(page.locator(".work-open .review-block")).to_be_in_viewport()


async def test_beside_its_report_a_finding_that_is_opened_brings_its_figure_into_sight(
    page: Page, server: ScriptedServer
) -> None:
    await audited(page, server, "/report", with_wrong_totals(6))
    await row(page, 5).click()

    await expect(page.locator(".fig[aria-expanded]")).to_be_in_viewport()
    await expect(page.locator(".work-open .review-block")).to_be_in_viewport()
    await expect(page.get_by_role("button", name="Show it in the report")).to_be_hidden()
