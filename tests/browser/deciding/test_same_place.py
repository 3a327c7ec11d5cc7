"""What several agents found at one place is one entry of the list: each with its words, decided together or apart."""

from __future__ import annotations

import json

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.served.audited import audit_of, audited, known_as, with_wrong_totals
from tests.browser.served.scripted_server import ScriptedAudit, ScriptedServer
from tests.browser.served.story import completed

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NAME = "Jane Doe"
OTHERS = "The text contradicts this figure"


@pytest_asyncio.fixture(loop_scope="session")
async def audit(page: Page, server: ScriptedServer) -> ScriptedAudit:
    """Two figures that two agents have found, open in the desk of a reader whose name is known."""
    await known_as(page, server, NAME)
    audit = await audited(page, server, "/report", with_wrong_totals(2), seen_twice=True)
    await expect(page.get_by_role("group", name="Connection of the review")).to_have_attribute("data-phase", "live")
    return audit


def row(page: Page, number: int) -> Locator:
    return page.locator(".work-row").nth(number)


def progress(page: Page) -> Locator:
    return page.locator(".review-progress strong")


def decisions(audit: ScriptedAudit) -> list[tuple[str, str]]:
    told = [json.loads(text) for text in audit.review.story.texts]
    return [(event["type"], event["finding_id"]) for event in told]


async def test_an_entry_has_every_agents_words_and_names_who_else_found_it(page: Page, audit: ScriptedAudit) -> None:
    await expect(page.locator(".work-row")).to_have_count(2)
    await expect(page.locator(".work-count")).to_have_text("4 findings")
    await expect(row(page, 0)).to_contain_text("also found by Logic consistency")
    await row(page, 0).click()

    parts = page.locator(".work-open .work-part")
    await expect(parts).to_have_count(2)
    await expect(parts.nth(0)).to_have_attribute("aria-label", "Numeric validation")
    await expect(parts.nth(1)).to_contain_text("A sentence says otherwise.")
    await expect(parts.locator(".review-block")).to_have_count(2)


async def test_deciding_the_entry_decides_each_of_its_findings_and_goes_to_the_next(
    page: Page, audit: ScriptedAudit
) -> None:
    first = str(await row(page, 0).get_attribute("data-id"))
    await row(page, 0).click()
    await expect(row(page, 0)).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("a")

    await expect(progress(page)).to_have_text("2 of 4 decided")
    assert decisions(audit) == [("finding_accepted", first), ("finding_accepted", f"again-{first}")]
    await expect(row(page, 0).locator(".work-state")).to_have_text("accepted")
    await expect(row(page, 1)).to_have_attribute("aria-expanded", "true")

    await page.keyboard.press("d")
    await page.keyboard.type("Printed so.")
    await page.keyboard.press("Enter")

    await expect(progress(page)).to_have_text("4 of 4 decided")
    assert [kind for kind, _ in decisions(audit)[2:]] == ["finding_dismissed", "finding_dismissed"]
    assert all(json.loads(text)["reason"] == "Printed so." for text in audit.review.story.texts[2:])
    await expect(page.locator(".work-detail > .review-block .review-standing")).to_contain_text("Dismissed by Jane Doe")


async def test_one_key_takes_back_all_that_one_key_has_decided(page: Page, audit: ScriptedAudit) -> None:
    await row(page, 0).click()
    await expect(row(page, 0)).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("a")
    await expect(progress(page)).to_have_text("2 of 4 decided")

    await page.keyboard.press("u")
    await expect(progress(page)).to_have_text("0 of 4 decided")
    await expect(row(page, 0).locator(".work-state")).to_have_text("open")
    await page.keyboard.press("u")
    await expect(progress(page)).to_have_text("2 of 4 decided")

    await page.reload()  # what one key has decided is known from the log, too
    await expect(progress(page)).to_have_text("2 of 4 decided")
    await page.keyboard.press("u")
    await expect(progress(page)).to_have_text("0 of 4 decided")
    kinds = [kind for kind, _ in decisions(audit)]
    assert kinds == [f"finding_{what}" for what in ("accepted", "reopened", "accepted", "reopened") for _ in range(2)]


async def test_what_two_keys_have_decided_is_taken_back_one_by_one(page: Page, audit: ScriptedAudit) -> None:
    await row(page, 0).click()
    for part, told in ((0, "1 of 4 decided"), (1, "2 of 4 decided")):
        await page.locator(".work-part").nth(part).get_by_role("button", name="Accept").click()
        await expect(progress(page)).to_have_text(told)

    await page.locator("#main").focus()
    await page.keyboard.press("u")
    await expect(progress(page)).to_have_text("1 of 4 decided")


async def test_one_finding_of_an_entry_is_decided_alone_and_the_entry_stays_open(
    page: Page, audit: ScriptedAudit
) -> None:
    first = str(await row(page, 0).get_attribute("data-id"))
    await row(page, 0).click()
    own = page.locator(".work-part").nth(1)
    await own.get_by_role("button", name="Accept").click()

    await expect(progress(page)).to_have_text("1 of 4 decided")
    assert decisions(audit) == [("finding_accepted", f"again-{first}")]
    await expect(row(page, 0)).to_have_attribute("aria-expanded", "true")
    await expect(row(page, 0).locator(".work-state")).to_have_text("open")
    await expect(page.locator(".work-detail > .review-block .review-standing")).to_have_text(
        "1 of 2 findings here are decided"
    )


async def test_the_address_of_each_finding_leads_to_its_entry(
    page: Page, server: ScriptedServer, audit: ScriptedAudit
) -> None:
    second = str(await row(page, 1).get_attribute("data-id"))

    await page.goto(f"{server.address}/#/audits/{audit.story.audit_id}/findings/again-{second}")

    await expect(row(page, 1)).to_have_attribute("aria-expanded", "true")
    await expect(page.locator(".fig[aria-expanded]")).to_have_attribute("data-state", "finding")


async def test_an_entry_is_found_by_what_any_of_its_agents_says(page: Page, audit: ScriptedAudit) -> None:
    await page.get_by_role("searchbox", name="Search the findings").fill("contradicts")
    await expect(page.locator(".work-row")).to_have_count(2)
    await page.get_by_role("searchbox", name="Search the findings").fill("no such words")
    await expect(page.locator(".work-row")).to_have_count(0)


async def test_an_entry_stays_open_when_a_graver_finding_of_another_agent_joins_it(
    page: Page, server: ScriptedServer
) -> None:
    audit = audit_of(server, with_wrong_totals(1), seen_twice=True)
    first, graver = server.findings
    slight = first.model_copy(update={"severity": "low"})
    server.findings = [slight]
    del audit.story.texts[-4:]  # only the first agent has completed yet
    await page.goto(f"{server.address}/#/audits/{audit.story.audit_id}/report")
    await row(page, 0).click()
    await expect(page.locator(".work-open .review-block")).to_have_count(1)

    server.findings = [slight, graver]
    await audit.tell(completed(graver.agent_id, (graver,)))

    await expect(page.locator(".work-open .work-part")).to_have_count(2)
    await expect(row(page, 0)).to_have_attribute("data-id", graver.id)
    await expect(page.locator(".work-row")).to_have_count(1)
