"""The original pages of a PDF: drawn as printed, with each mark at the figure that it is for."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, Route, expect

from tests.browser.served.own_service import Service, running_service
from tests.browser.served.shots import shot
from tests.unit.reports.given.drawn import PAGE, Drawing, width

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

EDGES = (400.0, 500.0)
GREEN, RED, DARK = (31, 95, 70), (159, 32, 24), (20, 20, 20)
FEW = 4
PAGES = 12
LAST = "Page 52 (file 12)"


def report() -> bytes:
    """A gross profit of this year that is off by ten, and many pages behind it; the first is numbered 41."""
    drawing = Drawing()
    drawing.text(290, 810, "41")
    drawing.text(50, 60, "Income statement", size=16, font=1)
    drawing.text(50, 80, "In thousands of euros")
    drawing.row(100, "", EDGES, ("2025", "2024"))
    for at, (label, figures) in enumerate(
        (
            ("Revenue", ("1,400", "1,250")),
            ("Cost of sales", ("(800)", "(700)")),
            ("Gross profit", ("610", "550")),
            ("Administrative expenses", ("(200)", "(190)")),
            ("Operating profit", ("400", "360")),
        )
    ):
        drawing.row(130 + 20 * at, label, EDGES, figures)
    drawing.text(50, 400, "There were 312 employees.")
    for number in range(2, PAGES + 1):
        drawing.page()
        drawing.text(290, 810, str(40 + number))
        drawing.text(50, 100, f"The plant of number {number} made 1,{number:03} pumps.")
    return drawing.data()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def service(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    async with running_service(tmp_path_factory.mktemp("data")) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def opened(page: Page, service: Service) -> Page:
    """The report of an audit that has ended, its original pages in view."""
    await page.set_viewport_size({"width": 1400, "height": 900})
    await page.goto(service.address)
    await page.locator("#file").set_input_files(
        {"name": "Report.pdf", "mimeType": "application/pdf", "buffer": report()}
    )
    await expect(page.locator(".audit-head .status")).to_have_text("Complete")
    await page.get_by_role("link", name="Report", exact=False).first.click()
    await page.get_by_role("button", name="Original pages").click()
    await expect(page.locator(".sheet img").first).to_be_visible()
    return page


def mark(page: Page, text: str) -> Locator:
    return page.locator(f'.sheet .fig[data-printed="{text}"]')


async def place(figure: Locator) -> tuple[float, float, float, float]:
    box = await figure.bounding_box()
    assert box is not None
    return box["x"], box["y"], box["width"], box["height"]


async def test_each_mark_stands_at_its_figure_and_is_of_its_state(opened: Page) -> None:
    sheet = await place(opened.locator(".sheet").first)
    points = sheet[2] / PAGE[0]
    for text, edge, y, state, colour in (
        ("1,250", 500, 130, "holds", GREEN),
        ("550", 500, 170, "holds", GREEN),
        ("610", 400, 170, "finding", RED),
    ):
        figure = mark(opened, text)
        await expect(figure).to_have_attribute("data-state", state)
        left, top, wide, high = await place(figure)
        assert left == pytest.approx(sheet[0] + points * (edge - width(text, 10)), abs=3)
        assert left + wide == pytest.approx(sheet[0] + points * edge, abs=3)
        assert top < sheet[1] + points * (y - 3) < top + high
        assert (await shot(opened, left, top, wide, high)).count(DARK) > FEW
        assert (await shot(opened, left + wide, top, high, high)).count(colour) > FEW


async def test_a_figure_is_opened_where_it_is_printed_and_its_relation_is_drawn(opened: Page) -> None:
    await mark(opened, "610").click()

    card = opened.get_by_role("dialog")
    await expect(card.locator(".card-head strong")).to_have_text("610")
    await expect(opened.locator(".sheet .fig[data-part=term]").first).to_be_visible()
    await expect(opened.locator(".work-row").first).to_contain_text("page 41 (file 1)")
    await opened.keyboard.press("Escape")
    await expect(mark(opened, "610")).to_be_focused()
    await opened.keyboard.press("ArrowRight")
    await expect(mark(opened, "550")).to_be_focused()


async def test_the_figure_that_is_open_stays_open_in_the_other_view(opened: Page) -> None:
    await mark(opened, "610").click()

    await opened.get_by_role("button", name="As read").click()
    await expect(opened.locator(".grid .fig[aria-expanded]")).to_have_text("610")
    await expect(opened.locator("figcaption").first).to_have_text("Table 1 · Income statement · page 41 (file 1)")
    await expect(opened.locator(".page-mark").first).to_have_text("Page 41 (file 1)")
    await opened.get_by_role("button", name="Original pages").click()

    await expect(opened.locator(".sheet .fig[aria-expanded]")).to_have_attribute("data-printed", "610")


async def test_pages_keep_their_place_and_only_those_near_are_drawn(opened: Page) -> None:
    height = await opened.evaluate("document.documentElement.scrollHeight")

    await opened.evaluate("window.scrollTo(0, document.body.scrollHeight)")

    last = opened.get_by_role("figure", name=LAST)
    await expect(last.locator("img")).to_be_visible()
    await expect(opened.get_by_role("figure", name="Page 41 (file 1)", exact=True)).to_have_count(0)
    assert await opened.locator(".sheet").count() < PAGES
    assert await opened.evaluate("document.documentElement.scrollHeight") == height


async def test_a_page_that_cannot_be_drawn_says_why_and_is_tried_again(opened: Page) -> None:
    async def refuse(route: Route) -> None:
        await route.fulfill(status=422, json={"title": "No", "detail": "page 12 cannot be drawn: it is damaged"})

    await opened.route(f"**/document/pages/{PAGES}?*", refuse)
    await opened.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    last = opened.get_by_role("figure", name=LAST)
    await expect(last.locator(".sheet-failed")).to_contain_text("page 12 cannot be drawn: it is damaged")

    await opened.unroute(f"**/document/pages/{PAGES}?*")
    await last.get_by_role("button", name="Try again").click()

    await expect(last.locator("img")).to_be_visible()
    await expect(last.locator(".sheet-failed")).to_be_hidden()
