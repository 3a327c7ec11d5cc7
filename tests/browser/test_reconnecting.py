"""Whatever happens to the connection, the page ends with the picture of the log."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from service import events as e
from tests.browser.served.scripted_server import ScriptedAudit, ScriptedServer
from tests.browser.served.story import AGENTS, Story, complete, completed, finding, progress, reading, skipped, started

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NUMERIC, LOGIC, DISCLOSURE, EXTERNAL = AGENTS


async def watch_running(page: Page, server: ScriptedServer) -> ScriptedAudit:
    """An audit in the middle: numeric validation at 1 of 9, seq 5 the last event."""
    story = Story()
    story.tell(*reading(), started(NUMERIC), progress(NUMERIC, 1, 9))
    audit = server.add(story)
    await page.goto(f"{server.address}/#/audits/{story.audit_id}")
    await expect(page.locator(".connection")).to_have_attribute("data-phase", "live")
    return audit


async def picture(page: Page) -> str:
    """What a reader sees of the audit, the connection aside."""
    return await page.locator("main").evaluate(
        """(main) => [...main.querySelectorAll(".audit-head h1, .facts, .state, .sum, .verdict, .notes, .lanes")]
          .map((part) => part.innerText).join("\\n")"""
    )


async def test_a_dropped_connection_is_taken_up_at_the_cursor(page: Page, server: ScriptedServer) -> None:
    audit = await watch_running(page, server)

    for done, code in enumerate((1001, 1011, 1012, 1013, 1000), 2):
        await audit.drop(code)
        await audit.tell(progress(NUMERIC, done, 9))
        await expect(page.locator(".progress-count").filter(visible=True)).to_have_text(f"{done} of 9")
        await expect(page.locator(".connection")).to_have_attribute("data-phase", "live")

    assert audit.cursors == ["0", "5", "6", "7", "8", "9"]


async def test_the_time_the_server_asks_for_is_shown_and_kept(page: Page, server: ScriptedServer) -> None:
    audit = await watch_running(page, server)

    await audit.say(type="server_closing", reconnect_after_ms=60_000)
    await audit.drop(1012)

    await expect(page.locator(".connection-label")).to_have_text("Reconnecting in 60 s")
    await expect(page.locator(".connection-words")).to_have_text("The server restarts.")
    assert audit.cursors == ["0"]
    await page.get_by_role("button", name="Reconnect now").click()
    await expect(page.locator(".connection")).to_have_attribute("data-phase", "live")
    assert audit.cursors == ["0", "5"]


async def test_a_gap_is_closed_by_asking_again_from_the_cursor(page: Page, server: ScriptedServer) -> None:
    audit = await watch_running(page, server)
    await audit.drop(1012)
    audit.left_out = {6}

    await audit.tell(completed(NUMERIC, (finding(1),)), skipped(EXTERNAL))

    await expect(page.locator(".finding")).to_have_count(1)
    await expect(page.locator(".connection")).to_have_attribute("data-phase", "live")
    assert audit.cursors == ["0", "5", "5"]


async def test_an_event_missing_at_the_head_is_noticed_when_the_replay_says_where_it_ends(
    page: Page, server: ScriptedServer
) -> None:
    audit = await watch_running(page, server)
    await audit.drop(1012)
    audit.left_out = {6}

    await audit.tell(progress(NUMERIC, 8, 9))

    await expect(page.locator(".progress-count").filter(visible=True)).to_have_text("8 of 9")
    assert audit.cursors == ["0", "5", "5"]


async def test_a_log_that_is_not_the_one_read_before_is_read_again_from_the_start(
    page: Page, server: ScriptedServer
) -> None:
    audit = await watch_running(page, server)
    restored = Story("Restored.md", agents=(LOGIC,))
    restored.audit_id = audit.story.audit_id
    audit.story = restored
    audit.refusals.append((4409, "cursor 5 is beyond the head 1"))

    await audit.drop(1012)

    await expect(page.locator("h1")).to_have_text("Restored.md")
    await expect(page.locator(".lane h2")).to_have_text(["Logic consistency"])
    assert audit.cursors == ["0", "5", "0"]


def restored(audit: ScriptedAudit, length: int) -> None:
    """Another log of that many events in place of the one that is read."""
    story = Story("Restored.md", agents=(LOGIC,))
    story.audit_id = audit.story.audit_id
    story.tell(*reading(), started(LOGIC), *(progress(LOGIC, done, 9) for done in range(1, length - 3)))
    assert story.head == length
    audit.story = story


@pytest.mark.parametrize("length", [5, 6, 9])
async def test_a_log_that_is_as_long_as_the_one_read_before_is_told_apart_by_its_hashes(
    page: Page, server: ScriptedServer, length: int
) -> None:
    audit = await watch_running(page, server)
    restored(audit, length)

    await audit.drop(1012)

    await expect(page.locator("h1")).to_have_text("Restored.md")
    await expect(page.locator(".lane h2")).to_have_text(["Logic consistency"])
    await expect(page.locator(".connection")).to_have_attribute("data-phase", "live")
    await expect(page.locator(".progress-count").filter(visible=True)).to_have_text(f"{length - 4} of 9")
    assert audit.cursors == ["0", "5", "0"]


async def test_a_page_without_cryptography_goes_on_at_its_cursor(page: Page, server: ScriptedServer) -> None:
    await page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    audit = await watch_running(page, server)

    await audit.drop(1012)
    await audit.tell(progress(NUMERIC, 2, 9))

    await expect(page.locator(".progress-count").filter(visible=True)).to_have_text("2 of 9")
    assert audit.cursors == ["0", "5"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (4400, "did not understand where to continue"),
        (4403, "may not read the audit"),
        (4404, "There is no such audit"),
    ],
)
async def test_a_refusal_says_why_and_is_not_asked_again(
    page: Page, server: ScriptedServer, code: int, words: str
) -> None:
    audit = await watch_running(page, server)
    audit.refusals.append((code, "the server's own words"))

    await audit.drop(1012)

    await expect(page.locator(".connection")).to_have_attribute("data-phase", "refused")
    await expect(page.locator(".connection")).to_contain_text(words)
    await expect(page.locator(".connection")).to_contain_text(f"“the server's own words” (code {code})")
    await expect(page.locator(".progress-count").filter(visible=True)).to_have_text("1 of 9")
    assert audit.cursors == ["0", "5"]


async def test_an_audit_that_does_not_exist_is_said_not_to(page: Page, server: ScriptedServer) -> None:
    await page.goto(f"{server.address}/#/audits/7f3c")

    await expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("There is no such audit.")
    await expect(page.locator("h1")).to_be_hidden()
    await page.get_by_role("link", name="Back to all audits").click()
    await expect(page.get_by_role("heading", name="Audit a report")).to_be_visible()


async def test_a_reload_in_the_middle_shows_the_same_picture(page: Page, server: ScriptedServer) -> None:
    audit = await watch_running(page, server)
    await audit.tell(e.AuditResumed(attempt=2, reason="the process before ended", crashed=True), started(LOGIC))
    await audit.tell(completed(NUMERIC, (finding(1), finding(2, "low"))), progress(LOGIC, 2, 5))
    await expect(page.locator(".progress-count").filter(visible=True)).to_have_text("2 of 5")
    before = await picture(page)

    await page.reload()

    await expect(page.locator(".connection")).to_have_attribute("data-phase", "live")
    await expect(page.locator(".progress-count").filter(visible=True)).to_have_text("2 of 5")
    assert await picture(page) == before
    assert "The audit was resumed (attempt 2): the process before ended" in before
    assert audit.cursors == ["0", "0"]


async def test_many_drops_and_one_unbroken_reading_end_in_the_same_picture(page: Page, server: ScriptedServer) -> None:
    audit = await watch_running(page, server)
    for done in range(2, 5):
        await audit.drop(1012)
        await audit.tell(progress(NUMERIC, done, 9))
        await expect(page.locator(".progress-count").filter(visible=True)).to_have_text(f"{done} of 9")
    await audit.drop(1013)
    await audit.tell(completed(NUMERIC, (finding(1),)), completed(LOGIC), skipped(DISCLOSURE), skipped(EXTERNAL))
    await audit.tell(complete(1))
    await expect(page.locator(".connection")).to_have_attribute("data-phase", "ended")
    interrupted = await picture(page)

    await page.reload()

    await expect(page.locator(".connection")).to_have_attribute("data-phase", "ended")
    await expect(page.locator(".finding")).to_have_count(1)
    assert await picture(page) == interrupted
    assert audit.cursors == ["0", "5", "6", "7", "8", "0"]
