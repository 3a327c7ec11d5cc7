"""The list of audits and the way a report is handed in."""

from __future__ import annotations

import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.browser.served.scripted_server import ScriptedServer
from tests.browser.served.story import Story, complete, completed, finding

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

REPORT: FilePayload = {"name": "Report 2025.md", "mimeType": "text/markdown", "buffer": b"# Report\n"}
DROP = """(names) => {
  const transfer = new DataTransfer();
  for (const name of names) transfer.items.add(new File(["# Report"], name));
  for (const type of ["dragenter", "dragover", "drop"]) {
    document.querySelector(".audits, .empty").dispatchEvent(
      new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }
}"""


async def test_a_service_without_audits_says_so(page: Page, server: ScriptedServer) -> None:
    await page.goto(server.address)

    await expect(page.get_by_text("No audits yet.")).to_be_visible()
    await expect(page).to_have_title("Tickmark")


async def test_a_chosen_report_is_handed_in_and_its_audit_opens(page: Page, server: ScriptedServer) -> None:
    await page.goto(server.address)

    async with page.expect_file_chooser() as chooser:
        await page.get_by_text("Choose a report").click()
    await (await chooser.value).set_files(REPORT)

    await expect(page.locator("h1")).to_have_text("Report 2025.md")
    await expect(page.locator(".connection")).to_have_attribute("data-phase", "live")
    assert page.url == f"{server.address}/#/audits/{next(iter(server.audits))}"
    await page.go_back()
    await expect(page.get_by_role("link", name="Report 2025.md")).to_be_visible()


async def test_several_dropped_reports_appear_in_the_list(page: Page, server: ScriptedServer) -> None:
    await page.goto(server.address)
    await expect(page.get_by_text("No audits yet.")).to_be_visible()

    await page.evaluate(DROP, ["First.md", "Second.html"])

    await expect(page.locator("tbody tr")).to_have_count(2)
    await expect(page.get_by_role("link", name="First.md")).to_be_visible()
    await expect(page.get_by_role("link", name="Second.html")).to_be_visible()
    assert page.url == f"{server.address}/"


async def test_a_dropped_report_is_handed_in_and_its_audit_opens(page: Page, server: ScriptedServer) -> None:
    await page.goto(server.address)
    await expect(page.get_by_text("No audits yet.")).to_be_visible()

    await page.evaluate(DROP, ["Report 2025.md"])

    await expect(page.locator("h1")).to_have_text("Report 2025.md")


async def test_what_is_to_be_checked_is_asked_for_with_the_report(page: Page, server: ScriptedServer) -> None:
    await page.goto(server.address)
    await page.get_by_text("Name, agents, materiality").click()
    await page.get_by_label("Name", exact=True).fill("Group, second draft")
    await page.get_by_label("Materiality").fill("0.5% of revenue")
    await page.get_by_label("Framework").select_option("UK GAAP")
    await page.get_by_label("External signal").uncheck()
    await page.get_by_label("Rounding differences (rounding)").uncheck()
    await expect(page.get_by_label("Nothing could be read for checking (nothing checked)")).to_be_disabled()

    await page.locator("#file").set_input_files(REPORT)

    await expect(page.locator("h1")).to_have_text("Report 2025.md")
    assert server.wishes == [
        {
            "name": "Group, second draft",
            "materiality": "0.5% of revenue",
            "framework": "UK GAAP",
            "agents": ["numeric_validation", "logic_consistency", "disclosure_compliance"],
            "ignore": ["rounding"],
        }
    ]


async def test_what_is_left_alone_is_left_to_the_service(page: Page, server: ScriptedServer) -> None:
    await page.goto(server.address)

    await page.locator("#file").set_input_files(REPORT)

    await expect(page.locator("h1")).to_have_text("Report 2025.md")
    assert server.wishes == [{"name": None, "materiality": None, "framework": None, "agents": [], "ignore": []}]


async def test_a_long_upload_says_how_far_it_is_and_can_be_called_off(page: Page, server: ScriptedServer) -> None:
    await page.goto(server.address)
    slow = await page.context.new_cdp_session(page)
    conditions = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 10_000}
    await slow.send("Network.enable")
    await slow.send("Network.emulateNetworkConditions", conditions)

    await page.locator("#file").set_input_files({**REPORT, "buffer": b"# Report\n" + b"x" * 2_000_000})
    sending = page.get_by_role("list", name="Being sent")
    await expect(sending).to_contain_text("% of 2.0 MB")
    await page.get_by_role("button", name="Cancel Report 2025.md").click()

    await expect(sending).to_be_hidden()
    await expect(page.locator(".refusal")).to_have_count(0)
    assert page.url == f"{server.address}/"
    assert server.audits == {}
    await slow.detach()


async def test_a_refused_report_is_named_with_the_reason(page: Page, server: ScriptedServer) -> None:
    server.problems.append((415, "Unsupported format", "Report 2025.md: this is a PDF under another name"))
    await page.goto(server.address)

    await page.locator("#file").set_input_files(REPORT)

    refusal = page.get_by_role("alert").filter(visible=True)
    await expect(refusal).to_contain_text("Report 2025.md (9 bytes) was not accepted: Unsupported format")
    await expect(refusal).to_contain_text("this is a PDF under another name")
    await page.get_by_role("button", name="Dismiss").click()
    await expect(page.locator(".refusal")).to_have_count(0)


async def test_trying_again_after_a_lost_answer_can_not_make_a_second_audit(page: Page, server: ScriptedServer) -> None:
    server.problems.append((503, "The database is not reachable", "Try again in a moment."))
    await page.goto(server.address)
    await page.locator("#file").set_input_files(REPORT)

    await page.get_by_role("button", name="Try again").click()

    await expect(page.locator("h1")).to_have_text("Report 2025.md")
    first, second = server.keys
    assert first == second


async def test_audits_are_searched_by_name_and_status_beyond_the_first_page(page: Page, server: ScriptedServer) -> None:
    server.list(Story("Harbour 2024.md"), "failed")
    server.list(Story("Harbour 2025.md"), "complete")
    for number in range(60):
        server.list(Story(f"Other {number}.md"), "complete")
    await page.goto(server.address)
    await expect(page.locator("tbody tr")).to_have_count(25)

    await page.get_by_label("Search the audits").fill("harbour")
    await expect(page.locator("tbody .row-link")).to_have_text(["Harbour 2025.md", "Harbour 2024.md"])
    await page.get_by_label("Status").select_option("failed")
    await expect(page.locator("tbody .row-link")).to_have_text(["Harbour 2024.md"])
    await page.get_by_label("Search the audits").fill("mountain")
    await expect(page.get_by_text("No audit matches.")).to_be_visible()


async def test_audits_of_one_file_say_which_came_first(page: Page, server: ScriptedServer) -> None:
    same = {"document": {"sha256": "ab" * 32}}
    server.list(Story("Report.md"), "complete", **same)
    server.list(Story("Report.md"), "complete", created_at="2026-03-04T09:30:00.000000Z", **same)
    server.list(Story("Report.md"), "complete", document={"sha256": "cd" * 32})
    await page.goto(server.address)

    subs = page.locator("tbody th .row-sub")
    await expect(subs.nth(1)).to_contain_text("the same file as 2 Mar 2026")
    await expect(subs.nth(0)).not_to_contain_text("the same file")
    await expect(subs.nth(2)).not_to_contain_text("the same file")


async def test_rows_show_status_and_counts_and_no_zero_where_nothing_was_checked(
    page: Page, server: ScriptedServer
) -> None:
    server.list(Story("Failed.md"), "failed")
    server.list(Story("Found.md"), "complete", by_severity={"high": 3, "medium": 0, "low": 12, "info": 1})
    await page.goto(server.address)

    found, failed = page.locator("tbody tr").nth(0), page.locator("tbody tr").nth(1)
    await expect(found.locator("td")).to_contain_text(["Complete", "3", "0", "12", "1"])
    await expect(failed.locator("td:not(.row-actions)")).to_have_text(["Failed", "–", "–", "–", "–"])


async def test_a_complete_audit_with_an_agent_in_error_does_not_look_clean(page: Page, server: ScriptedServer) -> None:
    story = Story("Half.md")
    story.states |= {"logic_consistency": "error", "external_signal": "skipped"}
    server.list(story, "complete")

    await page.goto(server.address)

    await expect(page.locator("tbody td").first).to_contain_text("of 4 agents: 1 in error, 1 not run")


async def test_older_audits_are_shown_on_demand_and_stay(page: Page, server: ScriptedServer) -> None:
    for number in range(30):
        server.list(Story(f"Report {number}.md"), "complete")
    await page.goto(server.address)
    await expect(page.locator("tbody tr")).to_have_count(25)

    await page.get_by_role("button", name="Show older audits").click()
    await expect(page.locator("tbody tr")).to_have_count(30)
    server.list(Story("Newest.md"), "complete")
    await page.evaluate("() => window.dispatchEvent(new Event('focus'))")

    await expect(page.locator("tbody tr")).to_have_count(31)
    await expect(page.locator("tbody a").first).to_have_text("Newest.md")
    await expect(page.get_by_role("button", name="Show older audits")).to_be_hidden()


@pytest.mark.parametrize("deaf", [False, True])
async def test_the_row_of_a_running_audit_keeps_up_with_news_and_without(
    page: Page, server: ScriptedServer, deaf: bool
) -> None:
    server.deaf = deaf
    story = Story("Running.md")
    server.list(story, "running")
    await page.goto(server.address)
    await expect(page.locator("tbody .status")).to_have_text("Running")

    server.list(story, "complete", by_severity={"high": 1, "medium": 0, "low": 0, "info": 0})
    server.list_changed()

    await expect(page.locator("tbody .status")).to_have_text("Complete")
    await expect(page.locator("tbody .count-high")).to_have_text("1")


async def test_the_keyboard_alone_hands_in_opens_and_returns(page: Page, server: ScriptedServer) -> None:
    story = Story("Report.md")
    story.tell(completed("numeric_validation", (finding(1),)), complete(1))
    server.add(story)
    server.list(story, "complete")
    await page.goto(server.address)
    await expect(page.locator("tbody tr")).to_have_count(1)

    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(page.locator("#file")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_text("Name, agents, materiality, framework, rules")).to_be_focused()
    for control in ("Search the audits", "Status"):
        await page.keyboard.press("Tab")
        await expect(page.get_by_label(control, exact=True)).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Report.md")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator(".finding")).to_have_count(1)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="All audits", exact=True)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Audit a report")).to_be_visible()
