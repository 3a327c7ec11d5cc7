"""An audit cancelled and tried again from its page."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, Page, expect

from service import events as e
from tests.browser.served.scripted_server import ScriptedAudit, ScriptedServer
from tests.browser.served.story import AGENTS, Story, complete, completed, failed_once, finding, reading, started

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NUMERIC, LOGIC, DISCLOSURE, EXTERNAL = AGENTS


async def watch(page: Page, server: ScriptedServer, *facts: e.AnyEvent) -> ScriptedAudit:
    """Opens the page of an audit in which ``facts`` have happened."""
    story = Story()
    story.tell(*facts)
    audit = server.add(story)
    await page.goto(f"{server.address}/#/audits/{story.audit_id}")
    await expect(page.locator(".lane")).to_have_count(len(AGENTS))
    return audit


def button(page: Page, name: str) -> Locator:
    return page.locator(".audit-head").get_by_role("button", name=name, exact=True)


async def test_a_running_audit_is_cancelled_after_a_question(page: Page, server: ScriptedServer) -> None:
    audit = await watch(page, server, *reading(), started(NUMERIC))

    await button(page, "Cancel").click()
    await expect(page.get_by_role("group", name="Cancel this audit?")).to_be_visible()
    assert server.asked == []
    await button(page, "Yes, cancel").click()

    await expect(page.locator(".audit-head .status")).to_have_text("Cancelled")
    await expect(page.locator(".verdict")).to_contain_text("cancelled by a user")
    await expect(button(page, "Cancel")).to_have_count(0)
    await expect(button(page, "Retry")).to_be_visible()
    assert server.asked == [("cancel", audit.story.audit_id)]


async def test_a_queued_audit_can_be_cancelled_by_keyboard_alone(page: Page, server: ScriptedServer) -> None:
    await watch(page, server)

    await button(page, "Cancel").focus()
    await page.keyboard.press("Enter")
    await expect(button(page, "No, keep it")).to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")

    await expect(page.locator(".audit-head .status")).to_have_text("Cancelled")
    await expect(button(page, "Retry")).to_be_focused()


@pytest.mark.parametrize("key", ["Enter", "Escape"])
async def test_a_key_pressed_once_too_often_does_not_cancel(page: Page, server: ScriptedServer, key: str) -> None:
    await watch(page, server, *reading())

    await button(page, "Cancel").press("Enter")
    await button(page, "No, keep it").press(key)

    await expect(button(page, "Cancel")).to_be_focused()
    await expect(page.get_by_role("group", name="Cancel this audit?")).to_have_count(0)
    assert server.asked == []


async def test_what_is_under_way_can_not_be_asked_for_twice(page: Page, server: ScriptedServer) -> None:
    audit = await watch(page, server, *reading())
    server.answering.clear()

    await button(page, "Cancel").click()
    await button(page, "Yes, cancel").click()
    await expect(button(page, "Cancelling …")).to_be_disabled()
    await button(page, "Cancelling …").press("Enter")
    server.answering.set()
    await expect(button(page, "Retry")).to_be_enabled()

    server.answering.clear()
    await button(page, "Retry").press("Enter")
    await expect(button(page, "Retrying …")).to_be_disabled()
    await button(page, "Retrying …").press("Enter")
    server.answering.set()
    await expect(page.locator(".audit-head .status")).to_have_text("Queued")

    assert server.asked == [("cancel", audit.story.audit_id), ("retry", audit.story.audit_id)]


async def test_a_refused_cancellation_says_why(page: Page, server: ScriptedServer) -> None:
    audit = await watch(page, server, *reading())
    server.problems.append((409, "This audit has ended", f"audit {audit.story.audit_id} ended with seq 9"))

    await button(page, "Cancel").click()
    await button(page, "Yes, cancel").click()

    said = page.locator(".audit-head").get_by_role("alert")
    await expect(said).to_contain_text("The audit was not cancelled. This audit has ended: audit")
    await expect(said).to_contain_text("ended with seq 9")
    await expect(button(page, "Cancel")).to_be_visible()


async def test_a_retry_leads_to_the_new_audit_which_names_the_one_before(page: Page, server: ScriptedServer) -> None:
    failed = (started(LOGIC), failed_once(LOGIC, will_retry=False))
    audit = await watch(page, server, *reading(), started(NUMERIC), completed(NUMERIC, (finding(1),)), *failed)
    await expect(button(page, "Retry")).to_have_count(0)
    await audit.tell(complete(1, (LOGIC,)))
    before = f"#/audits/{audit.story.audit_id}"

    await button(page, "Retry").click()

    await expect(page.locator(".audit-head .status")).to_have_text("Queued")
    again = server.audits[list(server.audits)[-1]]
    assert page.url.endswith(f"#/audits/{again.story.audit_id}")
    origin = page.locator(".audit-head").get_by_role("link", name="an earlier audit")
    await expect(origin).to_have_attribute("href", before)

    carried = completed(NUMERIC, (finding(1),)).model_copy(update={"carried_from": audit.story.audit_id})
    await again.tell(*reading(), carried, started(LOGIC))

    lane = page.locator(f".lane[data-agent={NUMERIC}]")
    await expect(lane.locator(".finding")).to_have_count(1)
    await expect(lane).to_contain_text("its result is carried over from the earlier audit.")
    await expect(lane.get_by_role("link", name="the earlier audit")).to_have_attribute("href", before)
    await expect(page.locator(f".lane[data-agent={LOGIC}] .lane-more")).to_be_hidden()


async def test_a_refused_retry_says_why_and_stays(page: Page, server: ScriptedServer) -> None:
    end = e.AuditFailed(error="The file is encrypted.", error_type="DocumentUnreadable")
    audit = await watch(page, server, *reading(), end)
    server.problems.append((503, "The database does not answer", "no connection within 5 s"))

    await button(page, "Retry").click()

    said = page.locator(".audit-head").get_by_role("alert")
    await expect(said).to_have_text(
        "The audit was not tried again. The database does not answer: no connection within 5 s"
    )
    await expect(button(page, "Retry")).to_be_enabled()
    assert page.url.endswith(audit.story.audit_id)


async def test_an_audit_without_a_failure_offers_only_to_erase_it(page: Page, server: ScriptedServer) -> None:
    await watch(page, server, *reading(), *(completed(agent_id) for agent_id in AGENTS), complete(0))

    await expect(page.locator(".audit-head .status")).to_have_text("Complete")
    await expect(page.locator(".audit-head .actions").get_by_role("button")).to_have_text(["Erase"])


@pytest.mark.parametrize("ended", [True, False])
async def test_an_audit_is_erased_after_a_question(page: Page, server: ScriptedServer, ended: bool) -> None:
    audit = await watch(page, server, *reading(), *([complete(0)] if ended else []))
    server.list(audit.story, "complete" if ended else "running")

    await button(page, "Erase").click()
    await expect(page.get_by_role("group", name="Erase this audit and its report for good?")).to_be_visible()
    assert server.asked == []
    await button(page, "Yes, erase").click()

    await expect(page.locator(".audit-head")).to_have_count(0)
    assert page.url.endswith("#/")
    await expect(page.get_by_text(audit.story.filename)).to_have_count(0)
    assert server.asked == [("erase", audit.story.audit_id)]


@pytest.mark.parametrize("key", ["Enter", "Escape"])
async def test_a_key_pressed_once_too_often_does_not_erase(page: Page, server: ScriptedServer, key: str) -> None:
    audit = await watch(page, server, *reading())

    await button(page, "Erase").press("Enter")
    await audit.tell(complete(0))  # the question is asked of an audit that goes on, and of one that has ended
    await expect(page.locator(".audit-head .status")).to_have_text("Complete")
    await button(page, "No, keep it").press(key)

    await expect(button(page, "Erase")).to_be_focused()
    assert server.asked == []


async def test_a_refused_erasure_says_why_and_stays(page: Page, server: ScriptedServer) -> None:
    audit = await watch(page, server, *reading(), complete(0))
    server.problems.append((503, "The database does not answer", "no connection within 5 s"))

    await button(page, "Erase").click()
    await button(page, "Yes, erase").click()

    said = page.locator(".audit-head").get_by_role("alert")
    await expect(said).to_contain_text("The audit was not erased. The database does not answer")
    await expect(button(page, "Erase")).to_be_visible()
    assert page.url.endswith(audit.story.audit_id)


async def test_who_reads_an_audit_that_somebody_erases_is_told_and_shown_it_no_more(
    page: Page, server: ScriptedServer
) -> None:
    audit = await watch(page, server, *reading(), started(NUMERIC), completed(NUMERIC, (finding(1),)))
    await expect(page.locator(".finding")).to_have_count(1)

    server.erased_by = "anna"
    del server.audits[audit.story.audit_id]
    await audit.drop(4410, "the audit was erased")

    told = page.get_by_role("alert").locator("p").first
    await expect(told).to_have_text("This audit was erased by anna, 3 Mar 2026, 16:04.")
    await expect(page.locator(".finding")).to_have_count(0)
    await expect(page.locator(".lane")).to_have_count(0)
    await expect(page.locator(".audit-head")).to_be_hidden()
