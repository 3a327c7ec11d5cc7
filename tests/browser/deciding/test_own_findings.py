"""An error that no agent found: reported from the report itself, a finding as any other, taken back by its author."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, Locator, Page, Route, expect

from tests.browser.served import axe
from tests.browser.served.audited import with_wrong_totals
from tests.browser.served.own_service import Service, running_service

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NAME, OTHER = "Jane Doe", "Ann Lee"
REPORT = with_wrong_totals(1) + b"\nWe shipped 37 crates in the year. The sea was calm.\n"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def service(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    async with running_service(tmp_path_factory.mktemp("data")) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def audit(page: Page, service: Service) -> str:
    """The address of the API of an audit with one finding, whose report is open before Jane Doe."""
    file: FilePayload = {"name": "Report.md", "mimeType": "text/markdown", "buffer": REPORT}
    api = f"{service.address}/api/v1/audits"
    accepted = await (await page.request.post(api, multipart={"file": file})).json()
    await at_the_desk(page, service, accepted["audit_id"], NAME)
    return f"{api}/{accepted['audit_id']}"


@pytest_asyncio.fixture(loop_scope="session")
async def second(browser: Browser, service: Service, audit: str) -> AsyncIterator[Page]:
    """The same report before Ann Lee."""
    context = await browser.new_context()
    page = await context.new_page()
    await at_the_desk(page, service, audit.rpartition("/")[2], OTHER)
    yield page
    await context.close()


async def at_the_desk(page: Page, service: Service, audit_id: str, name: str) -> None:
    await page.goto(f"{service.address}/static/tickmark.svg")
    await page.evaluate("(name) => localStorage.setItem('tickmark.reviewer', name)", name)
    await page.goto(f"{service.address}/#/audits/{audit_id}/report")
    await expect(page.locator(".audit-head .status")).to_have_text("Complete")
    await expect(page.get_by_role("group", name="Connection of the review")).to_have_attribute("data-phase", "live")
    await expect(page.locator(".work-row")).to_have_count(1)


def form(page: Page) -> Locator:
    return page.get_by_role("form", name="Report an error")


def figure(page: Page, text: str) -> Locator:
    return page.locator(".paper .fig").filter(has_text=re.compile(f"^{text}$"))


async def told(page: Page, audit: str, what: str) -> Any:
    return await (await page.request.get(f"{audit}/{what}")).json()


async def add(page: Page, title: str = "Last year's crates") -> None:
    """By keys alone, at the figure of the sentence."""
    await figure(page, "37").focus()
    await page.keyboard.press("e")
    await expect(form(page).get_by_role("textbox").first).to_be_focused()
    await page.keyboard.type(title)
    await page.keyboard.press("Enter")


async def test_an_error_is_reported_at_a_figure_and_is_a_finding_for_everybody(
    page: Page, second: Page, audit: str
) -> None:
    await figure(page, "37").focus()
    await page.keyboard.press("e")
    await expect(form(page).locator(".adding-places")).to_contain_text("37, “We shipped 37 crates")
    await figure(page, "1040").focus()
    await page.keyboard.press("e")  # what it was checked against
    await expect(page.locator("#announcer")).to_contain_text("Added to the error: 1040, Licences at home")
    await form(page).get_by_label("What is wrong, in a few words").fill("Last year's crates")
    await form(page).get_by_label("Severity").select_option("high")
    await form(page).get_by_label("Why, and what should stand there").fill("The ledger has 38.")
    await form(page).get_by_role("button", name="Add the finding").click()

    for reader in (page, second):
        await expect(reader.locator(".work-count")).to_have_text("2 findings")
        await expect(reader.locator(".audit-head .total")).to_have_text("2 findings")
        await expect(figure(reader, "37")).to_have_attribute("data-state", "finding")
        await expect(reader.locator(".review-progress strong")).to_have_text("1 of 2 decided")
    await expect(form(page)).to_be_hidden()
    opened = page.locator(".work-open")
    await expect(opened.locator(".work-title")).to_have_text("Last year's crates")
    await expect(opened.locator(".review-standing")).to_contain_text(f"Added by {NAME}, ")
    await expect(second.locator("#announcer")).to_contain_text(f"{NAME} added: Last year's crates.")
    own = (await told(page, audit, "findings"))["findings"][-1]
    assert page.url.endswith(f"/findings/{own['id']}")
    assert (own["reported"], own["added"]["by"], len(own["locations"])) == ("37", NAME, 2)

    await page.emulate_media(media="print")
    paper = page.locator(f'.printed [data-id="{own["id"]}"]')
    await expect(paper).to_contain_text("Last year's crates")
    await expect(paper).to_contain_text(f"Added by {NAME}, ")
    await page.emulate_media(media="screen")

    await page.reload()
    await expect(page.locator(".work-open .work-title")).to_have_text("Last year's crates")
    await expect(page.locator(".fig[aria-expanded]")).to_have_text("37")


async def test_a_figure_chosen_while_an_error_is_being_added_is_no_part_of_it(page: Page, audit: str) -> None:
    answered = asyncio.Event()

    async def late(route: Route) -> None:
        await answered.wait()
        await route.continue_()

    await page.route(f"{audit}/review", late)
    await add(page)
    await figure(page, "1040").focus()
    await page.keyboard.press("e")
    await expect(form(page).get_by_role("alert")).to_have_text(
        "The error before is still being added. Press e here again once it is."
    )

    answered.set()

    await expect(form(page)).to_be_hidden()
    await expect(page.locator(".work-count")).to_have_text("2 findings")
    assert len((await told(page, audit, "findings"))["findings"][-1]["locations"]) == 1
    await figure(page, "1040").focus()
    await page.keyboard.press("e")
    await expect(form(page).locator(".adding-places li")).to_have_count(1)


async def test_nobody_signs_off_while_the_form_of_an_error_is_open(page: Page, audit: str) -> None:
    await page.locator(".work-row").first.click()
    await page.keyboard.press("a")
    await expect(page.locator(".review-progress strong")).to_have_text("1 of 1 decided")
    await figure(page, "37").focus()
    await page.keyboard.press("e")
    await expect(form(page)).to_be_visible()
    panel = page.locator(".sign-off")
    await panel.locator("summary").click()
    sign = panel.get_by_role("button", name="Sign off")

    await sign.click()

    await expect(panel.get_by_role("alert")).to_contain_text("an error that you began to report is not added yet")
    assert (await told(page, audit, "review"))["signed_off"] is None
    await form(page).get_by_role("button", name="Cancel").click()
    await sign.click()
    await expect(panel.locator("summary")).to_have_text(f"Signed off by {NAME}")


async def test_an_answer_that_comes_while_the_next_error_is_written_takes_nobody_away_from_it(
    page: Page, audit: str
) -> None:
    answered = asyncio.Event()

    async def late(route: Route) -> None:
        await answered.wait()
        await route.continue_()

    await page.route("**/findings*", late)
    await add(page)
    await expect(form(page)).to_be_hidden()
    await figure(page, "1040").focus()
    await page.keyboard.press("e")
    written = form(page).get_by_label("What is wrong, in a few words")
    await expect(written).to_be_focused()
    await page.keyboard.type("A line t")
    answered.set()
    await expect(page.locator(".work-count")).to_have_text("2 findings")
    await expect(page.locator(".work-row")).to_have_count(2)
    await page.keyboard.type("oo far down, as are its neighbours")

    await expect(written).to_have_value("A line too far down, as are its neighbours")
    await expect(form(page).locator(".adding-places li")).to_have_count(1)
    assert (await told(page, audit, "review"))["head"] == 1


async def test_who_added_a_finding_takes_it_back_with_one_key_and_others_can_only_dismiss_it(
    page: Page, second: Page, audit: str
) -> None:
    await add(page)
    await expect(page.locator(".work-open .work-title")).to_have_text("Last year's crates")
    await second.locator(".work-row").filter(has_text="Last year's crates").click()
    block = second.locator(".work-open .review-block")
    await expect(block.get_by_role("button", name="Dismiss")).to_be_visible()
    await expect(block.get_by_role("button", name="Withdraw")).to_be_hidden()
    await expect(page.locator(".work-open").get_by_role("button", name="Withdraw")).to_be_visible()

    await page.locator("#main").focus()
    await page.keyboard.press("u")
    for reader in (page, second):
        await expect(reader.locator(".work-count")).to_have_text("1 finding")
        await expect(figure(reader, "37")).not_to_have_attribute("data-state", "finding")
    await page.keyboard.press("u")
    await expect(page.locator(".work-count")).to_have_text("2 findings")
    kinds = [event["type"] for event in (await told(page, audit, "review/events"))["events"]]
    assert kinds == ["finding_added", "finding_withdrawn", "finding_accepted"]


async def test_a_text_is_chosen_by_keys_or_by_selecting_words_of_it(page: Page, audit: str) -> None:
    await figure(page, "37").focus()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("ArrowDown")
    await expect(page.locator(".paper [data-paragraph]:focus")).to_contain_text("We shipped 37 crates")
    await page.keyboard.press("e")
    await page.keyboard.type("Not said how many of last year")
    await page.keyboard.press("Enter")
    await expect(page.locator(".work-count")).to_have_text("2 findings")
    quote = (await told(page, audit, "findings"))["findings"][-1]["locations"][0]["quote"]
    assert quote == "We shipped 37 crates in the year. The sea was calm."

    await page.evaluate(
        """() => {
          const texts = document.createTreeWalker(document.querySelector(".paper"), NodeFilter.SHOW_TEXT);
          let text = texts.nextNode();
          while (!text.data.includes("The sea")) text = texts.nextNode();
          const at = text.data.indexOf("The sea was calm");
          document.getSelection().setBaseAndExtent(text, at, text, at + 16);
        }"""
    )
    await page.get_by_role("button", name="Report an error", exact=True).click()
    await expect(form(page).locator(".adding-places")).to_contain_text("“The sea was calm”")
    await page.keyboard.type("It was not")
    await page.keyboard.press("Enter")
    await expect(page.locator(".work-count")).to_have_text("3 findings")
    quote = (await told(page, audit, "findings"))["findings"][-1]["locations"][0]["quote"]
    assert quote == "The sea was calm"


async def test_without_a_choice_it_says_what_to_do_and_escape_leaves_the_form(page: Page, audit: str) -> None:
    await page.locator("#main").focus()
    await page.keyboard.press("e")
    await expect(page.locator(".review-bar .review-said")).to_contain_text(
        "Choose a figure or a text of the report first"
    )
    await figure(page, "1040").click()
    await page.get_by_role("button", name="Report an error here").click()
    await expect(form(page).locator(".adding-places")).to_contain_text("1040, Licences at home")

    await page.keyboard.press("Escape")
    await expect(form(page)).to_be_hidden()
    assert (await told(page, audit, "review"))["head"] == 0


async def test_what_was_added_though_its_answer_was_lost_does_not_stay_in_the_form_to_be_added_twice(
    page: Page, audit: str
) -> None:
    async def lost(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await page.route(f"{audit}/review", lost)
    await add(page)
    await expect(page.locator(".work-count")).to_have_text("2 findings")
    await expect(form(page)).to_be_hidden()

    await figure(page, "1040").focus()
    await page.keyboard.press("e")
    await expect(form(page).get_by_role("textbox").first).to_have_value("")
    await expect(form(page).locator(".review-said")).to_be_hidden()
    assert (await told(page, audit, "review"))["head"] == 1


async def test_who_loads_the_page_again_while_an_error_is_being_written_is_asked_first(page: Page, audit: str) -> None:
    leaving = "() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    await figure(page, "37").focus()
    await page.keyboard.press("e")
    assert not await page.evaluate(leaving)
    await page.keyboard.type("Last year's cr")

    assert await page.evaluate(leaving)

    await page.keyboard.press("Escape")
    assert not await page.evaluate(leaving)


@pytest.mark.parametrize("inks", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
async def test_the_form_can_be_read_and_reached_by_anybody(page: Page, audit: str, inks: Any, width: int) -> None:
    await page.emulate_media(color_scheme=inks)
    await page.set_viewport_size({"width": width, "height": 900})
    await figure(page, "37").focus()
    await page.keyboard.press("e")
    await expect(form(page)).to_be_visible()

    assert await axe.serious(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_an_error_names_no_more_places_than_the_service_takes(page: Page, service: Service) -> None:
    await page.goto(service.address)

    told = await page.evaluate(
        """async () => {
          const { addingForm } = await import("/static/views/review/adding.js");
          const { node, take } = addingForm({ onAdd: () => {} });
          document.body.append(node);
          for (let row = 0; row <= 20; row++) take({ table: 0, row, column: 1 }, `Line ${row}`);
          return [node.querySelectorAll("li").length, node.querySelector("[role=alert]").textContent];
        }"""
    )

    assert told == [20, "An error names at most 20 places."]
