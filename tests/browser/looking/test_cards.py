"""The card of a figure: beside the figures that it speaks of and on none of them, and closed before their marks go."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.served.audited import audited, with_wrong_totals
from tests.browser.served.scripted_server import ScriptedServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

COVERED = """() => {
  const card = document.querySelector(".card").getBoundingClientRect();
  const isCovered = ({ left, right, top, bottom }) =>
    left < card.right && right > card.left && top < card.bottom && bottom > card.top;
  return [...document.querySelectorAll(".fig[data-part], .fig[aria-expanded]")]
    .filter((figure) => isCovered(figure.getBoundingClientRect()))
    .map((figure) => figure.textContent);
}"""
PARTS = ".fig[data-part]"


@pytest.mark.parametrize(("width", "height"), [(360, 740), (768, 1024), (1280, 720), (1920, 1080)])
async def test_the_card_covers_no_figure_of_the_relation_and_is_in_sight(
    page: Page, server: ScriptedServer, width: int, height: int
) -> None:
    await page.set_viewport_size({"width": width, "height": height})
    await audited(page, server, "/report", with_wrong_totals(3))
    await page.locator(".work-row").nth(1).click()
    if width <= 960:
        await page.get_by_role("button", name="Show it in the report").click()

    await expect(page.locator(PARTS)).to_have_count(3)
    await expect(page.locator(".card")).to_be_in_viewport(ratio=0.9)
    assert await page.evaluate(COVERED) == []


async def test_beside_the_table_there_is_room_on_a_wide_screen(page: Page, server: ScriptedServer) -> None:
    await page.set_viewport_size({"width": 1920, "height": 1080})
    await audited(page, server, "/report", with_wrong_totals(1))
    await page.locator(".fig").filter(has_text="1262").click()

    card, table = page.locator(".card"), page.locator(".grid table").first
    right_of_table = await table.evaluate("(node) => node.getBoundingClientRect().right")
    assert await card.evaluate("(node) => node.getBoundingClientRect().left") > right_of_table


async def test_escape_closes_the_card_and_then_takes_the_marks_away(page: Page, server: ScriptedServer) -> None:
    await audited(page, server, "/report", with_wrong_totals(1))
    await page.keyboard.press("j")
    await expect(page.locator(".card")).to_be_visible()
    figure = page.locator(".fig[data-part=result]")

    await page.keyboard.press("Escape")
    await expect(page.locator(".card")).to_have_count(0)
    await expect(figure).to_be_focused()
    await expect(page.locator(PARTS)).to_have_count(3)

    await page.keyboard.press("Escape")
    await expect(page.locator(PARTS)).to_have_count(0)


async def test_escape_works_from_the_list_too(page: Page, server: ScriptedServer) -> None:
    await audited(page, server, "/report", with_wrong_totals(1))
    await page.locator(".work-row").first.click()
    await expect(page.locator(".card")).to_be_visible()
    await page.locator(".work-row").first.focus()

    await page.keyboard.press("Escape")
    await expect(page.locator(".card")).to_have_count(0)
    await page.locator(".work-row").first.focus()
    await page.keyboard.press("Escape")
    await expect(page.locator(PARTS)).to_have_count(0)


async def test_the_card_names_the_lines_of_a_relation_the_cause_and_the_unit(
    page: Page, server: ScriptedServer
) -> None:
    audit = await audited(page, server, "/report", with_wrong_totals(1))
    wrong = server.findings[0].model_copy(update={"cause": "stale figure", "cause_text": "it is that of 2030"})
    server.findings = [wrong]
    await page.reload()
    await page.goto(f"{server.address}/#/audits/{audit.story.audit_id}/findings/{wrong.id}")

    card = page.locator(".card")
    await expect(card.locator(".card-name")).to_have_text("Total Licences, 2031 · Table 1, Licences")
    await expect(card.locator(".place-link")).to_have_text(["212 Licences abroad", "1040 Licences at home"])
    await expect(card).to_contain_text("off by £10\u00a0million")
    await expect(card.locator(".card-cause")).to_have_text("Likely cause: it is that of 2030.")
    await expect(page.locator(".work-open .finding-cause")).to_have_text("Likely cause: it is that of 2030.")
    await expect(page.locator(".work-difference")).to_have_text("off by £10\u00a0million")
