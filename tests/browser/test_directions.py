"""Marks of direction in a report turn nothing around on the page: every amount stands as it is."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.served.own_service import Service, running_service

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
REPORT = """# Birch\u202e Quay annual report

Revenue \u2067rose to 1,400.

| \u202ein thousands | 2025 | 2024 |
|---|---|---|
| Sales\u202e gross | 1,300 | 1,250 |
| Sales\u2066 net | 100 | 100 |
| Total \u202eof sales | 1,500 | 1,350 |
"""
LEFT_OF = """([one, other]) => {
  const nodes = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const at = [one, other].map((text) => node.data.indexOf(text));
    if (at.includes(-1)) continue;
    return at.map((start, n) => {
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, start + [one, other][n].length);
      return range.getBoundingClientRect().left;
    });
  }
  return null;
}"""
"""Where two words of one text begin on the screen."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def service(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    async with running_service(tmp_path_factory.mktemp("data")) as running:
        yield running


async def test_a_report_with_marks_of_direction_reads_from_left_to_right(page: Page, service: Service) -> None:
    await page.goto(service.address)
    file = {"name": "birch\u202efdp.md", "mimeType": "text/markdown", "buffer": REPORT.encode()}
    await page.locator("#file").set_input_files(file)  # type: ignore[arg-type]
    await expect(page.locator(".audit-head .status")).to_have_text("Complete")
    await page.goto(f"{service.address}/#/audits/{page.url.rpartition('/')[2]}/report")
    await expect(page.locator("main")).to_contain_text("gross")

    shown = await page.locator("body").evaluate("(body) => body.textContent")
    places = await page.evaluate(LEFT_OF, ["Sales", "gross"])

    assert not set(MARKS) & set(shown)
    assert places is not None
    assert places[0] < places[1]


async def test_every_element_keeps_to_itself_which_way_its_text_runs(page: Page, service: Service) -> None:
    await page.goto(service.address)

    of_spans = await page.evaluate(
        "getComputedStyle(document.querySelector('main').appendChild(document.createElement('span'))).unicodeBidi"
    )

    assert of_spans == "isolate"
