"""What stays in sight while a reader works: one line about the audit, and the heads of a long table."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.served.audited import audited, with_wrong_totals
from tests.browser.served.scripted_server import ScriptedServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LAPTOP_SHARE = 0.25
"""Of the height of a laptop's screen, before the report begins."""


def long_table(rows: int, columns: int = 2) -> bytes:
    head = "| EUR | " + " | ".join(str(2031 - at) for at in range(columns)) + " |\n|---|" + columns * "---|"
    lines = [
        f"| Line {row} | " + " | ".join(f"{row},{100 + at}" for at in range(columns)) + " |" for row in range(rows)
    ]
    return "\n".join(["# Report", "", "## Notes", "", head, *lines, ""]).encode()


async def test_beside_the_report_the_head_of_an_audit_is_one_line_and_the_rest_a_press_away(
    page: Page, server: ScriptedServer
) -> None:
    await audited(page, server, "/report", with_wrong_totals(2))
    head, details = page.locator(".audit-head"), page.get_by_role("button", name="Details")
    assert await head.evaluate("(node) => node.getBoundingClientRect().height") < 50
    share = await page.locator(".paper").evaluate("(node) => node.getBoundingClientRect().top / innerHeight")
    assert share < LAPTOP_SHARE
    await expect(head.locator(".facts").first).to_be_hidden()
    await expect(head.get_by_role("button", name="Erase")).to_be_hidden()

    await details.click()

    await expect(details).to_have_attribute("aria-expanded", "true")
    await expect(head.locator(".facts").first).to_contain_text("Word")
    await expect(head.get_by_role("button", name="Erase")).to_be_visible()
    await page.get_by_role("link", name="Agents").click()
    await expect(details).to_be_hidden()
    await expect(head.locator(".facts").first).to_be_visible()


async def test_the_heads_of_a_long_table_stay_in_sight_and_its_later_pieces_have_them_too(
    page: Page, server: ScriptedServer
) -> None:
    await audited(page, server, "/report", long_table(100))
    await expect(page.locator(".grid.is-fitting")).not_to_have_count(0)
    heads = page.locator(".grid thead")
    for piece, line in ((0, "Line 40"), (1, "Line 90")):
        await page.get_by_role("cell", name=line, exact=True).scroll_into_view_if_needed()
        await page.get_by_role("cell", name=line, exact=True).evaluate("(node) => node.scrollIntoView()")

        await expect(heads.nth(piece)).to_be_in_viewport(ratio=1)
        await expect(heads.nth(piece)).to_contain_text("2031")
        top = await heads.nth(piece).evaluate("(node) => node.getBoundingClientRect().top")
        assert top == pytest.approx(0, abs=2)


async def test_a_table_that_is_wider_than_the_paper_is_scrolled_by_itself(page: Page, server: ScriptedServer) -> None:
    await audited(page, server, "/report", long_table(30, columns=24))

    grid = page.locator(".grid")
    await expect(grid).to_have_class("grid is-long")
    assert await grid.locator(".grid-view").evaluate("(node) => node.scrollWidth > node.clientWidth")
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


async def test_a_table_that_is_scrolled_sideways_keeps_the_names_of_its_lines_in_sight(
    page: Page, server: ScriptedServer
) -> None:
    await audited(page, server, "/report", long_table(30, columns=24))
    view, name = page.locator(".grid-view"), page.get_by_role("cell", name="Line 3", exact=True)
    left = "(node) => node.getBoundingClientRect().left"
    before = await name.evaluate(left)

    await view.evaluate("(node) => { node.scrollLeft = 400; }")

    assert await view.evaluate("(node) => node.scrollLeft") == 400
    assert await name.evaluate(left) == pytest.approx(before, abs=1)
    colour = "(node) => getComputedStyle(node).backgroundColor"
    assert await name.evaluate(colour) == await page.locator(".paper").evaluate(
        colour
    )  # what is scrolled under it does not show through


async def test_a_caption_that_is_a_sentence_is_cut_at_a_word_and_whole_for_who_points_at_it(
    page: Page, server: ScriptedServer
) -> None:
    title = (
        "The following table shows what was paid for timber, freight and wages in each of the years 2031, 2030 and 2029"
    )
    await audited(page, server, "/report", long_table(3).replace(b"## Notes", f"## {title}".encode()))

    caption = page.locator(".grid figcaption")
    shown = "The following table shows what was paid for timber, freight and wages in each of the years 2031…"
    await expect(caption.locator("[aria-hidden]")).to_have_text(shown)
    await expect(caption.get_by_title(title)).to_be_visible()
    await expect(page.get_by_role("region", name=f"Table 1 · {title}")).to_be_visible()
