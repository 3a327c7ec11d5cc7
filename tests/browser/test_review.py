"""Findings decided on the page, by two people at once, while the server comes and goes."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from service import events as e
from tests.browser.served.audited import audited, known_as, with_wrong_totals
from tests.browser.served.count_line import as_signed_off
from tests.browser.served.review_story import decision
from tests.browser.served.scripted_server import ScriptedAudit, ScriptedServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

THREE = with_wrong_totals(3)
NAME = "Jane Doe"
OTHER = "Ann Lee"


@pytest_asyncio.fixture(loop_scope="session")
async def audit(page: Page, server: ScriptedServer) -> ScriptedAudit:
    """An audit with three findings, open in the desk of a reader whose name is known."""
    await known_as(page, server, NAME)
    return await opened(page, server)


@pytest_asyncio.fixture(loop_scope="session")
async def second(browser: Browser, server: ScriptedServer, audit: ScriptedAudit) -> AsyncIterator[Page]:
    """The same audit in the desk of somebody else."""
    context = await browser.new_context()
    page = await context.new_page()
    await known_as(page, server, OTHER)
    await page.goto(f"{server.address}/#/audits/{audit.story.audit_id}/report")
    await expect(badge(page)).to_have_attribute("data-phase", "live")
    yield page
    await context.close()


async def opened(page: Page, server: ScriptedServer) -> ScriptedAudit:
    audit = await audited(page, server, "/report", THREE)
    assert len(server.findings) == 3
    await expect(badge(page)).to_have_attribute("data-phase", "live")
    await expect(page.locator(".work-row")).to_have_count(3)
    return audit


def badge(page: Page) -> Locator:
    return page.get_by_role("group", name="Connection of the review")


def row(page: Page, number: int) -> Locator:
    return page.locator(".work-row").nth(number)


async def open_row(page: Page, number: int) -> None:
    """Keys are about the finding that is open: none is pressed before it is."""
    await row(page, number).click()
    await expect(row(page, number)).to_have_attribute("aria-expanded", "true")


async def title_of(finding: Locator) -> str:
    return str(await finding.locator(".work-title").text_content()).strip()


def block(page: Page) -> Locator:
    return page.locator(".work-open .review-block")


def types(audit: ScriptedAudit) -> list[dict[str, Any]]:
    return [json.loads(text) for text in audit.review.story.texts]


async def test_the_keyboard_alone_decides_every_finding_and_signs_off(page: Page, server: ScriptedServer) -> None:
    audit = await opened(page, server)
    await page.keyboard.press("j")
    await page.keyboard.press("a")
    await expect(page.get_by_role("dialog", name="Who decides?")).to_be_visible()
    await page.keyboard.type(NAME)
    await page.keyboard.press("Enter")
    await expect(row(page, 0)).to_have_attribute("data-state", "accepted")
    await expect(row(page, 1)).to_have_attribute("aria-expanded", "true")

    await page.keyboard.press("n")
    await page.keyboard.type("Asked the controller.")
    await page.keyboard.press("Enter")
    await expect(block(page).locator(".review-notes")).to_contain_text(f"Asked the controller.{NAME}")
    await page.keyboard.press("d")
    await page.keyboard.type("Rounded in the ledger.")
    await page.keyboard.press("Enter")
    await expect(row(page, 1)).to_have_attribute("data-state", "dismissed")
    await expect(page.locator(".review-progress strong")).to_have_text("2 of 3 decided")
    await expect(page.get_by_role("button", name="Sign off")).to_be_hidden()

    await page.locator(".sign-off summary").focus()
    await page.keyboard.press("Enter")
    sign = page.locator(".sign")
    await expect(sign).to_have_text("Sign off: 1 finding is open")
    await sign.press("Enter")
    await page.locator("#main").focus()
    await page.keyboard.press("a")
    await expect(sign).to_have_text("Sign off")
    await sign.press("Enter")

    await expect(page.locator(".audit-head .stamp")).to_contain_text(f"Signed off by {NAME}")
    told = types(audit)
    assert [one["type"] for one in told] == [
        "finding_accepted",
        "finding_noted",
        "finding_dismissed",
        "finding_accepted",
        "review_signed_off",
    ]
    assert {one["by"] for one in told} == {NAME}
    assert told[2]["reason"] == "Rounded in the ledger."
    assert told[-1]["covers"]["review"]["head"] == 4


async def test_what_was_decided_last_is_taken_back_and_made_again(page: Page, audit: ScriptedAudit) -> None:
    await page.keyboard.press("j")
    await page.keyboard.press("d")
    await page.keyboard.type("Printed so on purpose.")
    await page.keyboard.press("Enter")
    await expect(row(page, 0)).to_have_attribute("data-state", "dismissed")

    await page.keyboard.press("u")
    await expect(row(page, 0)).to_have_attribute("data-state", "open")
    await expect(row(page, 0)).to_have_attribute("aria-expanded", "true")
    await page.keyboard.press("u")

    await expect(row(page, 0)).to_have_attribute("data-state", "dismissed")
    await expect(block(page).locator(".review-reason")).to_have_text("Printed so on purpose.")
    assert len(types(audit)) == 3


async def test_two_reviewers_see_each_other_at_once_and_neither_overwrites_the_other(
    page: Page, second: Page, server: ScriptedServer, audit: ScriptedAudit
) -> None:
    await open_row(page, 0)
    await open_row(second, 0)
    await second.keyboard.press("d")
    await second.keyboard.type("Not ours.")
    server.answering.clear()
    await page.keyboard.press("a")
    await second.keyboard.press("Enter")  # both are under way, for the same head
    server.answering.set()

    await expect(row(page, 0)).not_to_have_attribute("data-state", "open")
    won = await row(page, 0).get_attribute("data-state")
    await expect(row(second, 0)).to_have_attribute("data-state", str(won))
    loser = second if won == "accepted" else page
    await expect(loser.get_by_role("alert").filter(visible=True)).to_contain_text("Nothing was changed: meanwhile")
    assert len(types(audit)) == 1

    if won == "accepted":  # what was written is kept
        await expect(second.locator("textarea:visible")).to_have_value("Not ours.")


async def test_decisions_about_different_findings_both_come_through(
    page: Page, second: Page, server: ScriptedServer, audit: ScriptedAudit
) -> None:
    await open_row(page, 0)
    await open_row(second, 2)
    server.answering.clear()
    await page.keyboard.press("a")
    await second.keyboard.press("a")
    server.answering.set()

    for reader in (page, second):
        await expect(row(reader, 0)).to_have_attribute("data-state", "accepted")
        await expect(row(reader, 2)).to_have_attribute("data-state", "accepted")
    assert [one["seq"] for one in types(audit)] == [1, 2]


async def test_a_text_being_written_stays_while_others_decide(page: Page, audit: ScriptedAudit) -> None:
    ids = [str(await row(page, number).get_attribute("data-id")) for number in range(3)]
    title = await title_of(row(page, 0))
    await page.get_by_role("button", name="3 open").click()
    await open_row(page, 1)
    await page.keyboard.press("d")
    await page.keyboard.type("Half a sen")

    await audit.review.tell(decision("accept", OTHER, ids[0]))
    await expect(page.locator("#announcer")).to_contain_text(f"{OTHER} accepted: {title}")
    await audit.review.tell(decision("accept", OTHER, ids[1]))

    await expect(page.locator(".work-row")).to_have_count(2)  # not what is open
    await expect(block(page)).to_contain_text(f"Accepted by {OTHER}")
    await page.keyboard.type("tence")
    await expect(page.locator("textarea:visible")).to_have_value("Half a sentence")
    await expect(page.locator("textarea:visible")).to_be_focused()


async def test_a_note_that_was_begun_outlives_an_acceptance(page: Page, audit: ScriptedAudit) -> None:
    await open_row(page, 0)
    await page.keyboard.press("n")
    await page.keyboard.type("To be asked")
    await page.get_by_role("button", name="Accept", exact=True).click()
    await expect(row(page, 0)).to_have_attribute("data-state", "accepted")
    await expect(row(page, 1)).to_have_attribute("aria-expanded", "true")

    await open_row(page, 0)

    await expect(page.locator("textarea:visible")).to_have_value("To be asked")
    assert [one["type"] for one in types(audit)] == ["finding_accepted"]


async def test_without_a_server_a_decision_is_said_not_to_be_saved_and_its_text_is_kept(
    page: Page, audit: ScriptedAudit
) -> None:
    await page.route("**/review", lambda route: route.abort())
    await page.keyboard.press("j")
    await page.keyboard.press("d")
    await expect(page.locator("textarea:visible")).to_be_focused()
    await page.keyboard.type("Settled in June.")
    await page.keyboard.press("Enter")

    await expect(block(page).get_by_role("alert")).to_contain_text("Not saved, as far as this page knows.")
    await expect(page.locator("textarea:visible")).to_have_value("Settled in June.")
    await expect(row(page, 0)).to_have_attribute("data-state", "open")

    await page.unroute("**/review")
    await page.locator("textarea:visible").press("Enter")
    await expect(row(page, 0)).to_have_attribute("data-state", "dismissed")
    assert len(types(audit)) == 1


async def test_a_decision_whose_answer_was_lost_shows_once_the_log_has_it(page: Page, audit: ScriptedAudit) -> None:
    await page.route("**/review", lambda route: route.abort())
    await page.keyboard.press("j")
    await page.keyboard.press("d")
    await expect(page.locator("textarea:visible")).to_be_focused()
    await page.keyboard.type("Settled in June.")
    await page.keyboard.press("Enter")
    await expect(block(page).get_by_role("alert")).to_be_visible()

    shown = str(await row(page, 0).get_attribute("data-id"))
    await audit.review.tell(decision("dismiss", NAME, shown, reason="Settled in June."))

    await expect(block(page).get_by_role("alert")).to_be_hidden()
    await expect(page.locator("textarea:visible")).to_have_count(0)
    await expect(row(page, 0)).to_have_attribute("data-state", "dismissed")


async def test_a_review_dropped_in_the_middle_goes_on_from_its_cursor(page: Page, audit: ScriptedAudit) -> None:
    ids = [str(await row(page, number).get_attribute("data-id")) for number in range(3)]
    await audit.review.tell(decision("accept", OTHER, ids[0]))
    await expect(row(page, 0)).to_have_attribute("data-state", "accepted")

    await audit.review.drop(1012)
    await expect(badge(page)).to_have_attribute("data-phase", "waiting")
    await audit.review.tell(decision("dismiss", OTHER, ids[1], reason="Known."))

    await expect(row(page, 1)).to_have_attribute("data-state", "dismissed")
    assert audit.review.cursors == ["0", "1"]
    await page.reload()
    await expect(row(page, 1)).to_have_attribute("data-state", "dismissed")
    await expect(page.locator(".review-progress strong")).to_have_text("2 of 3 decided")


async def test_a_sign_off_says_what_it_covers_and_what_breaks_it(page: Page, audit: ScriptedAudit) -> None:
    ids = [str(await row(page, number).get_attribute("data-id")) for number in range(3)]
    title = await title_of(row(page, 0))
    await audit.review.tell(*(decision("accept", OTHER, one) for one in ids))
    await page.locator(".sign-off summary").click()
    await expect(page.locator(".sign-off")).to_contain_text("8 events, and the review as far as its event 3.")
    scope = page.locator(".sign-scope li")
    line = await page.locator(".count-line").inner_text()
    await expect(scope.first).to_have_text(f"{as_signed_off(line)}.")
    await expect(scope.last).to_contain_text("Agents that were not run: Logic consistency, Disclosure compliance")
    await page.get_by_role("button", name="Sign off", exact=True).click()

    stamp = page.locator(".audit-head .stamp")
    await expect(stamp).to_contain_text("covers 11 events")
    await expect(stamp.locator(".stamp-void")).to_be_hidden()
    await expect(page.locator(".sign")).to_be_hidden()

    await audit.review.tell(decision("rename", OTHER, name="Tolver plc 2031"))
    await expect(page.locator("h1")).to_have_text("Tolver plc 2031")
    await expect(stamp.locator(".stamp-void")).to_be_hidden()

    await audit.review.tell(decision("note", OTHER, ids[0], note="One more thing."))
    await expect(stamp.get_by_text("Changed since: no longer of the whole")).to_be_visible()
    await expect(stamp.locator(".stamp-since li")).to_have_text(
        [re.compile("Ann Lee noted something about a finding, 2 Ma")]
    )
    since = page.locator(".sign-off .stamp-since li")
    await expect(since).to_have_text([re.compile(f"{OTHER} noted something about “{re.escape(title)}”, 2 Mar")])
    await expect(page.locator(".sign")).to_have_text("Sign off")


async def test_a_sign_off_is_not_made_for_what_its_reader_has_not_seen(
    page: Page, server: ScriptedServer, audit: ScriptedAudit
) -> None:
    ids = [str(await row(page, number).get_attribute("data-id")) for number in range(3)]
    await audit.review.tell(*(decision("accept", OTHER, one) for one in ids))
    await page.locator(".sign-off summary").click()
    server.answering.clear()
    await page.get_by_role("button", name="Sign off", exact=True).click()
    await audit.review.tell(decision("dismiss", OTHER, ids[0], reason="On second thoughts."))
    server.answering.set()

    await expect(page.locator(".sign-off .review-said")).to_contain_text("Not signed off: the review has changed")
    assert types(audit)[-1]["type"] == "finding_dismissed"


async def test_who_reviews_an_audit_that_somebody_erases_is_told_and_shown_it_no_more(
    page: Page, server: ScriptedServer, audit: ScriptedAudit
) -> None:
    await page.keyboard.press("j")
    address = page.url
    del server.audits[audit.story.audit_id]
    await audit.erased()

    told = page.get_by_role("alert").filter(visible=True)
    await expect(told.locator("p").first).to_have_text(
        "This audit was erased by somebody at 192.0.2.7, 3 Mar 2026, 16:04."
    )
    await expect(page.locator("#announcer")).not_to_contain_text("erased")  # an alert is read aloud as it is
    await expect(page.locator(".work").filter(visible=True)).to_have_count(0)
    await expect(page.locator(".audit-head")).to_be_hidden()
    assert page.url == address


async def test_an_audit_that_goes_on_can_be_decided_but_not_signed_off(page: Page, server: ScriptedServer) -> None:
    audit = await audited(page, server, "/report", with_wrong_totals(1))
    audit.story.texts.pop()  # it is not complete
    await page.reload()
    await expect(page.locator(".sign-off summary")).to_have_text("Not signed off: the audit is not complete")
    await audit.tell(e.AuditCancelled(reason="cancelled by a user"))
    await expect(page.locator(".audit-head .status")).to_have_text("Cancelled")
    await expect(page.locator(".sign-off summary")).to_have_text("Not signed off: the audit is not complete")
