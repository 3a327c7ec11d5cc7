"""The list while it changes: live, with audits renamed and erased in their rows."""

from __future__ import annotations

import json

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.served.audited import known_as
from tests.browser.served.review_story import decision
from tests.browser.served.scripted_server import ScriptedAudit, ScriptedServer
from tests.browser.served.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NAME = "Jane Doe"


async def listed(page: Page, server: ScriptedServer, *names: str) -> list[ScriptedAudit]:
    """Opens the list of ended audits of these reports, for a reader whose name is known."""
    audits = [server.add(Story(name)) for name in names]
    for audit in audits:
        server.list(audit.story, "complete")
    await known_as(page, server, NAME)
    await page.goto(server.address)
    await expect(page.locator("tbody tr")).to_have_count(len(names))
    return audits


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


async def test_what_changes_is_shown_without_being_asked_for(page: Page, server: ScriptedServer) -> None:
    (audit,) = await listed(page, server, "Report.md")

    server.list(Story("Other.md"), "running")
    server.list(audit.story, "complete", review={"head": 4, "signed_off": True, "whole": True})
    server.list_changed()

    await expect(page.locator("tbody tr")).to_have_count(2)
    await expect(page.locator("tbody tr").filter(has_text="Report.md")).to_contain_text("✓ signed off")


async def test_a_list_that_lost_its_connection_takes_it_up_again_and_is_fresh(
    page: Page, server: ScriptedServer
) -> None:
    server.deaf = True
    await listed(page, server, "Report.md")
    calls = server.list_calls

    server.list(Story("Other.md"), "complete")
    server.deaf = False

    await expect(page.locator("tbody tr")).to_have_count(2)
    assert server.list_calls > calls


async def test_an_audit_is_renamed_in_its_place(page: Page, server: ScriptedServer) -> None:
    audit, _ = await listed(page, server, "Report.md", "Other.md")
    await audit.review.tell(decision("note", "Ann Lee", "f0001", note="The list does not know of it yet."))

    await button(page, "Rename Report.md").click()
    await page.keyboard.type("Tolver plc 2031")
    server.list(audit.story, "complete", review={"head": 1, "signed_off": False, "whole": False})
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("link", name="Tolver plc 2031")).to_be_visible()
    await expect(button(page, "Rename Tolver plc 2031")).to_be_focused()
    said = json.loads(audit.review.story.texts[-1])
    assert (said["type"], said["name"], said["by"]) == ("audit_renamed", "Tolver plc 2031", NAME)


async def test_a_name_that_somebody_else_gave_meanwhile_stays(page: Page, server: ScriptedServer) -> None:
    (audit,) = await listed(page, server, "Report.md")
    await button(page, "Rename Report.md").click()
    await page.keyboard.type("Mine")
    await audit.review.tell(decision("rename", "Ann Lee", name="Hers"))
    server.list(audit.story, "complete", name="Hers", review={"head": 1, "signed_off": False, "whole": False})

    await page.keyboard.press("Enter")

    row = page.locator("tbody tr")
    await expect(row.get_by_role("alert")).to_contain_text("It was renamed meanwhile: Its name is “Hers” now.")
    await expect(row.get_by_role("textbox")).to_have_value("Mine")
    assert audit.review.story.head == 1


async def test_an_audit_is_erased_from_its_row_after_a_question_that_names_it(
    page: Page, server: ScriptedServer
) -> None:
    audit, _ = await listed(page, server, "Report.md", "Other.md")

    await button(page, "Erase Report.md").click()
    question = page.get_by_role("dialog", name="Erase this audit?")
    await expect(question).to_contain_text("“Report.md”")
    await page.keyboard.press("Enter")  # a key pressed once too often
    await expect(question).to_be_hidden()
    assert server.asked == []

    await button(page, "Erase Report.md").click()
    await button(page, "Yes, erase it").click()

    await expect(page.locator("tbody tr")).to_have_count(1)
    await expect(page.get_by_role("link", name="Other.md")).to_be_focused()
    assert server.asked == [("erase", audit.story.audit_id)]


async def test_a_refused_erasure_is_told_in_its_row(page: Page, server: ScriptedServer) -> None:
    await listed(page, server, "Report.md")
    server.problems.append((503, "The database does not answer", "no connection within 5 s"))

    await button(page, "Erase Report.md").click()
    await button(page, "Yes, erase it").click()

    said = page.locator("tbody tr").get_by_role("alert")
    await expect(said).to_have_text("It was not erased. The database does not answer: no connection within 5 s")
