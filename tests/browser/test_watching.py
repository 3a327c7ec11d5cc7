"""An audit watched on the page while it happens."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Locator, Page, expect

from service import events as e
from service.findings import Alternative, Location
from tests.browser.served.scripted_server import ScriptedAudit, ScriptedServer
from tests.browser.served.story import (
    AGENTS,
    Story,
    answered,
    complete,
    completed,
    failed_once,
    finding,
    progress,
    reading,
    skipped,
    started,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NUMERIC, LOGIC, DISCLOSURE, EXTERNAL = AGENTS


async def watch(page: Page, server: ScriptedServer, story: Story | None = None) -> ScriptedAudit:
    """Opens the page of an audit and waits until it has caught up."""
    audit = server.add(story or Story())
    await page.goto(f"{server.address}/#/audits/{audit.story.audit_id}")
    await expect(page.locator(".lane")).to_have_count(len(audit.story.states))
    return audit


def lane(page: Page, agent_id: str) -> Locator:
    return page.locator(f".lane[data-agent={agent_id}]")


# Playwright's expect describes the whole page each time it has to wait, which takes it seconds on a page this long.
async def counted(page: Page, selector: str, count: int) -> None:
    counting = "([selector, count]) => document.querySelectorAll(selector).length === count"
    await page.wait_for_function(counting, arg=[selector, count])


async def written(page: Page, selector: str, text: str) -> None:
    saying = "([selector, text]) => document.querySelector(selector).textContent.includes(text)"
    await page.wait_for_function(saying, arg=[selector, text])


COLOUR = "node => getComputedStyle(node).color"
LINES = """nodes => nodes.map(node => {
  const text = document.createRange();
  text.selectNodeContents(node);
  return new Set([...text.getClientRects()].map(box => box.top)).size;
})"""
"""How many lines the text of each node takes."""


async def test_each_lane_says_where_its_agent_stands(page: Page, server: ScriptedServer) -> None:
    audit = await watch(page, server)
    await expect(page.locator(".lane h2")).to_have_text(
        ["Numeric validation", "Logic consistency", "Disclosure compliance", "External signal"]
    )
    await expect(lane(page, NUMERIC)).to_contain_text("Waiting")

    await audit.tell(*reading(), started(NUMERIC), progress(NUMERIC, 31, 84, "Cash flow statement"))
    await audit.tell(skipped(EXTERNAL, "no model is configured"), failed_once(LOGIC, will_retry=True))

    await expect(page.locator(".audit-head .status")).to_have_text("Running")
    await expect(lane(page, NUMERIC).locator(".lane-progress")).to_contain_text("31 of 84Cash flow statement")
    await expect(lane(page, NUMERIC).get_by_role("progressbar")).to_have_attribute("value", "31")
    await expect(lane(page, EXTERNAL)).to_contain_text("Not runno model is configured")
    await expect(lane(page, LOGIC)).to_contain_text("Error, tries again in 2\u00a0s")
    await expect(lane(page, LOGIC)).to_contain_text("was stopped (attempt 1)")


async def test_findings_appear_the_moment_their_agent_completes(page: Page, server: ScriptedServer) -> None:
    audit = await watch(page, server)
    await audit.tell(*reading(), started(NUMERIC), started(LOGIC))
    await expect(page.locator(".finding")).to_have_count(0)

    checks = e.Checks(passed=1204, failed=2, not_possible=3)
    await audit.tell(completed(NUMERIC, (finding(1), finding(2, "medium")), checks))

    found = lane(page, NUMERIC).locator(".finding")
    await expect(found).to_have_count(2)
    await expect(found.first.locator(".severity")).to_have_text("high")
    await expect(found.first.locator("h3")).to_have_text("Total assets 1 is not the sum of its parts")
    await expect(found.first.locator(".place-part")).to_have_text(
        ["Financial statements", "Table 4, Consolidated balance sheet", "Total assets 1", "September 28, 2025"]
    )
    await expect(found.first.locator(".place-figure").first).to_have_text("352,583,001.00")
    await expect(found.first.locator(".figures dd")).to_have_text(
        ["USD million", "352,583,001.00", "352,580,000.00", "3,001.00", "0.01"]
    )
    await expect(lane(page, NUMERIC).locator("dd").filter(visible=True).nth(0)).to_have_text("1,204")
    await expect(lane(page, LOGIC)).to_contain_text("Running")
    await expect(page.locator(".total")).to_have_text("2 findings so far")
    await expect(page.locator("#announcer")).to_contain_text("Numeric validation: 2 findings.")


async def test_the_places_a_figure_was_checked_against_unfold(page: Page, server: ScriptedServer) -> None:
    audit = await watch(page, server)
    await audit.tell(*reading(), completed(NUMERIC, (finding(1),)))

    await page.get_by_text("Checked against 2 other places").click()

    places = page.locator(".places .place-path")
    await expect(places).to_have_text(["Current assets143,566", "Non-current assets209,014"])  # in the same table
    address = re.compile(r"/places/t3r4c2$")
    await expect(places.nth(0).get_by_role("link")).to_have_attribute("href", address)


async def test_a_finding_lists_the_relations_that_its_figure_breaks(page: Page, server: ScriptedServer) -> None:
    relations = ("Total assets: 143 + 209 gives 352, printed is 353.", "Total assets: 353, but 352 at Liabilities.")
    broken = finding(1, description="353 is printed.", relations=relations, relations_total=11)
    older = finding(2, description=f"353 is printed. {relations[0]}", relations=relations)
    audit = await watch(page, server)

    await audit.tell(*reading(), completed(NUMERIC, (broken, older, finding(3))))

    found = lane(page, NUMERIC).locator(".finding")
    told = [found.nth(at).get_by_role("list", name="Breaks").get_by_role("listitem") for at in range(3)]
    await expect(told[0]).to_have_text([*relations, "and 9 more relations"])
    await expect(found.nth(0).locator(".finding-description")).to_have_text("353 is printed.")
    await expect(told[1]).to_have_text([relations[1]])
    await expect(found.nth(1).locator(".finding-description")).to_have_text(f"353 is printed. {relations[0]}")
    await expect(told[2]).to_have_count(0)


async def test_a_finding_says_its_likely_cause_and_what_may_be_wrong_instead(
    page: Page, server: ScriptedServer
) -> None:
    cash = Location(table=3, row=4, column=2, row_label="Cash", column_label="2025")
    other = Alternative(
        location=cash, reported="-16902", expected="16902", cause="sign", cause_text="its sign is wrong"
    )
    audit = await watch(page, server)

    await audit.tell(
        *reading(), completed(NUMERIC, (finding(1, cause_text="two digits are exchanged", alternatives=(other,)),))
    )

    found = lane(page, NUMERIC).locator(".finding")
    await expect(found.locator(".finding-cause")).to_have_text("Likely cause: two digits are exchanged.")
    instead = found.get_by_role("list", name="May be wrong instead").get_by_role("listitem")
    await expect(instead).to_contain_text("It may be −16,902 instead, where 16,902 would fit: its sign is wrong.")
    await expect(instead.locator(".place-part")).to_have_text("Cash")


async def test_a_severity_is_shown_against_what_is_material(page: Page, server: ScriptedServer) -> None:
    measured = [finding(1, materiality="4000.5"), finding(2, materiality="400000"), finding(3, materiality=None)]
    basis = ("Materiality is 4,000.5 USD million: 5% of profit.", "A difference is high from 75% of it on.")
    audit = await watch(page, server)

    await audit.tell(*reading(), completed(NUMERIC, tuple(measured), basis=basis), completed(LOGIC))

    found = lane(page, NUMERIC).locator(".finding")
    await expect(found.nth(0).locator(".figure-materiality")).to_have_text("75% of materiality4,000.5")
    await expect(found.nth(1).locator(".figure-materiality")).to_have_text("under 1% of materiality400,000")
    await expect(found.nth(2).locator(".figure-materiality")).to_have_count(0)
    await expect(lane(page, NUMERIC).locator(".lane-basis")).to_have_text(" ".join(basis))
    await expect(lane(page, LOGIC).locator(".lane-basis")).to_be_hidden()


async def test_what_a_model_was_asked_stands_in_the_lane_of_its_agent(page: Page, server: ScriptedServer) -> None:
    audit = await watch(page, server)

    await audit.tell(*reading(), started(LOGIC), answered("gate", 900, 40), *[answered(LOGIC, 2_800, 33)] * 12)

    usage = lane(page, LOGIC).locator(".lane-usage")
    await expect(usage).to_have_text("12 questions to a model, 33,996 tokens")
    await expect(lane(page, NUMERIC).locator(".lane-usage")).to_be_hidden()
    await expect(page.locator(".lane")).to_have_count(4)


async def test_nothing_found_could_not_check_and_not_run_are_told_apart(page: Page, server: ScriptedServer) -> None:
    story = Story()
    story.tell(*reading(), completed(NUMERIC), completed(LOGIC, (), e.Checks(not_possible=3)))
    story.tell(completed(DISCLOSURE, (), e.Checks()), skipped(EXTERNAL, "no model is configured"), complete(0))

    await watch(page, server, story)

    await expect(page.locator(".lane-headline")).to_have_text(
        ["Checked, nothing found", "Could not check", "Nothing to check", "Not run"]
    )
    kinds = [await lane(page, agent_id).get_attribute("data-kind") for agent_id in AGENTS]
    assert kinds == ["clean", "unable", "nothing", "not-run"]
    await expect(page.locator(".verdict")).to_have_text("1 of 4 agents did not check this report; each says why below.")
    await expect(page.locator(".connection-label")).to_have_text("Ended")
    soft, amber = [await lane(page, name).locator(".lane-headline").evaluate(COLOUR) for name in (DISCLOSURE, LOGIC)]
    assert soft != amber  # nothing to check is no shortcoming


async def test_notes_that_ask_for_a_reader_are_not_told_as_nothing_found(page: Page, server: ScriptedServer) -> None:
    noted = finding(1, "info", check="mention", title="Not found: the tea")
    story = Story()
    story.tell(*reading(), completed(NUMERIC, (noted,), e.Checks(passed=9)), complete(1))

    await watch(page, server, story)

    await expect(lane(page, NUMERIC)).to_have_attribute("data-kind", "noted")
    await expect(lane(page, NUMERIC).locator(".lane-headline")).to_have_text("1 note")
    await expect(lane(page, NUMERIC).locator(".finding")).to_contain_text("Not found: the tea")


async def test_nothing_found_where_most_could_not_be_checked_is_no_green_tick(
    page: Page, server: ScriptedServer
) -> None:
    story = Story()
    story.tell(*reading(), completed(NUMERIC, (), e.Checks(passed=11, not_possible=105)))
    story.tell(completed(LOGIC, (), e.Checks(passed=105, not_possible=11)))
    story.tell(*(skipped(agent) for agent in (DISCLOSURE, EXTERNAL)), complete(0))

    await watch(page, server, story)

    own = lane(page, NUMERIC)
    await expect(own).to_have_attribute("data-kind", "partly")
    await expect(own.locator(".lane-headline")).to_have_text("Most could not be checked")
    await expect(own.locator(".lane-detail")).to_have_text("Nothing was found in 11 of 116 checks.")
    await expect(lane(page, LOGIC)).to_have_attribute("data-kind", "clean")
    await expect(page.locator(".verdict")).to_contain_text("1 of 4 agents could make fewer than half of the checks")


@pytest.mark.parametrize("width", [1400, 400])
async def test_the_names_of_agents_stand_on_one_line(page: Page, server: ScriptedServer, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 900})
    audit = await watch(page, server)

    await audit.tell(*reading(), completed(NUMERIC, (finding(1),)))
    await expect(lane(page, NUMERIC).locator(".finding")).to_have_count(1)

    lines = await page.locator(".lane h2").evaluate_all(LINES)
    assert lines == [1] * len(AGENTS)


async def test_rounding_is_one_folded_line_and_counted_as_no_finding(page: Page, server: ScriptedServer) -> None:
    notes = [finding(n, "info", check="rounding", title=f"Rounding differences: Note {n}") for n in (1, 2)]
    audit = await watch(page, server)

    await audit.tell(*reading(), completed(NUMERIC, tuple(notes), e.Checks(passed=9)), completed(LOGIC, (finding(3),)))

    own = lane(page, NUMERIC)
    await expect(own).to_have_attribute("data-kind", "clean")
    await expect(own.locator(".lane-headline")).to_have_text("Checked, nothing found")
    await expect(own.locator(".finding")).to_have_count(0)
    await expect(own.locator(".rounding summary")).to_contain_text("Sums in 2 tables differ from the printed totals")
    await expect(own.get_by_text("Rounding differences: Note 2")).to_be_hidden()
    await own.locator(".rounding summary").click()
    await expect(own.get_by_text("Rounding differences: Note 2")).to_be_visible()
    await expect(lane(page, LOGIC).locator(".rounding")).to_be_hidden()
    await expect(page.locator(".total")).to_have_text("1 finding so far")
    await expect(page.locator(".tally")).to_have_text("1 high2 notes")


async def test_a_report_that_can_not_be_audited_says_why(page: Page, server: ScriptedServer) -> None:
    story = Story("damaged.docx")
    story.tell(e.AuditStarted(attempt=1), e.AuditFailed(error="damaged.docx: cut off", error_type="DamagedReport"))

    await watch(page, server, story)

    await expect(page.locator(".audit-head .status")).to_have_text("Failed")
    await expect(page.locator(".verdict")).to_have_text("The report could not be audited. damaged.docx: cut off")
    await expect(page.locator(".total")).to_have_text("")


async def test_findings_that_did_not_fit_into_the_event_are_announced_and_fetched_when_asked_for(
    page: Page, server: ScriptedServer
) -> None:
    server.findings = [finding(number) for number in range(1340)]
    audit = await watch(page, server)

    await audit.tell(*reading(), completed(NUMERIC, (finding(1), finding(2)), total=1340))

    more = lane(page, NUMERIC).locator(".lane-more")
    await expect(more).to_contain_text("Showing 2 of 1,340 findings")
    address = f"/api/v1/audits/{audit.story.audit_id}/findings?agent={NUMERIC}"
    await expect(more.get_by_role("link")).to_have_attribute("href", address)
    await more.get_by_role("button", name="Show all").click()
    await counted(page, ".finding", 1340)
    await written(page, ".lane-more", "Showing 1,340 of 1,340 findings.")


async def test_text_from_a_report_is_never_markup(page: Page, server: ScriptedServer) -> None:
    markup = "<img src=x onerror=\"document.title='owned'\"><b>bold</b>"
    audit = await watch(page, server)

    await audit.tell(*reading(), completed(NUMERIC, (finding(1, title=markup, description=markup, unit=markup),)))

    await expect(page.locator(".finding h3")).to_have_text(markup)
    await expect(page.locator(".finding img, .finding b")).to_have_count(0)


async def test_five_hundred_findings_all_arrive_and_the_page_stays_responsive(
    page: Page, server: ScriptedServer
) -> None:
    audit = await watch(page, server)
    await audit.tell(*reading(), started(LOGIC))

    await audit.tell(completed(NUMERIC, tuple(finding(number) for number in range(500))))

    await counted(page, ".finding", 500)
    await audit.tell(progress(LOGIC, 2, 3))
    await written(page, f".lane[data-agent={LOGIC}] .progress-count", "2 of 3")


async def test_new_events_leave_selection_scroll_and_nodes_alone(page: Page, server: ScriptedServer) -> None:
    audit = await watch(page, server)
    await audit.tell(*reading(), started(LOGIC), completed(NUMERIC, tuple(finding(number) for number in range(9))))
    await expect(page.locator(".finding")).to_have_count(9)
    await page.evaluate("""() => {
      const title = document.querySelectorAll(".finding h3")[6];
      title.scrollIntoView({ block: "center" });
      getSelection().selectAllChildren(title);
      window.kept = title;
    }""")

    await audit.tell(progress(LOGIC, 1, 2), completed(LOGIC, (finding(99),)), complete(10))

    await expect(page.locator(".audit-head .status")).to_have_text("Complete")
    kept = await page.evaluate("""() => ({
      selection: getSelection().toString(),
      same: kept === document.querySelectorAll(".finding h3")[6],
    })""")
    assert kept == {"selection": "Total assets 6 is not the sum of its parts", "same": True}
    await expect(page.locator(".finding h3").nth(6)).to_be_in_viewport()


async def test_the_event_log_lists_every_event_and_its_stored_text(page: Page, server: ScriptedServer) -> None:
    audit = await watch(page, server)
    await audit.tell(*reading())

    await page.get_by_text("Event log").click()
    rows = page.locator(".log-events > li")
    await expect(rows).to_have_count(3)
    await audit.tell(started(NUMERIC))
    await expect(rows).to_have_count(4)

    await expect(rows.nth(2)).to_contain_text("document_extracted")
    await rows.nth(3).locator("summary").click()
    await expect(rows.nth(3).locator("pre")).to_have_text(audit.story.texts[3])


async def test_the_strip_brings_an_agents_lane_into_sight(page: Page, server: ScriptedServer) -> None:
    audit = await watch(page, server)
    await audit.tell(*reading(), completed(NUMERIC, tuple(finding(number) for number in range(60))), skipped(EXTERNAL))
    await expect(page.locator(".finding")).to_have_count(60)
    strip = page.get_by_role("navigation", name="Agents")

    await strip.get_by_role("button", name="External signal").press("Enter")

    await expect(lane(page, EXTERNAL)).to_be_in_viewport()
    await expect(strip).to_be_in_viewport()
    await expect(lane(page, EXTERNAL).get_by_role("heading")).to_be_focused()


async def test_a_narrow_screen_needs_no_sideways_scrolling(page: Page, server: ScriptedServer) -> None:
    await page.set_viewport_size({"width": 320, "height": 640})
    story = Story("An extraordinarily long name of a report without_any_place_to_break_it_2025_final_signed.docx")
    audit = await watch(page, server, story)
    await audit.tell(*reading(), completed(NUMERIC, (finding(1),)), started(LOGIC), progress(LOGIC, 1, 2, "Long " * 20))
    await expect(page.locator(".finding")).to_have_count(1)
    await expect(page.locator(".progress-count").filter(visible=True)).to_be_visible()

    overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await page.evaluate(overflow) <= 0


async def test_what_was_left_out_when_the_report_was_read_is_said(page: Page, server: ScriptedServer) -> None:
    audit = await watch(page, server)
    taken_up, read = reading()
    assert isinstance(read, e.DocumentExtracted)

    await audit.tell(taken_up, read.model_copy(update={"notes": ("hidden sheets were left out: Draft", "<b>B4</b>")}))

    await written(page, ".notes", "Reading the report: hidden sheets were left out: Draft; <b>B4</b>")


async def test_an_audit_that_nobody_takes_up_says_so_until_somebody_does(page: Page, server: ScriptedServer) -> None:
    server.workers = 0
    audit = await watch(page, server)
    notice = page.get_by_text("No worker is running, so this audit waits.")
    await expect(notice).to_be_visible()

    await audit.tell(*reading())

    await expect(notice).to_be_hidden()


async def test_an_audit_that_waits_its_turn_says_nothing_of_workers(page: Page, server: ScriptedServer) -> None:
    await watch(page, server)
    await page.wait_for_load_state("networkidle")

    await expect(page.get_by_text("No worker is running")).to_be_hidden()
