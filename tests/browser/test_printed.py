"""The findings on paper: everything that was checked and found, in ink, and nothing of the page around it."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect
from pypdfium2 import PdfDocument

from service import events as e
from tests.browser.served.review_story import decision
from tests.browser.served.scripted_server import ScriptedServer
from tests.browser.served.story import AGENTS, Story, complete, completed, finding, reading

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NUMERIC, *_ = AGENTS
FINDINGS = 12
BLACK, WHITE = "rgb(0, 0, 0)", "rgb(255, 255, 255)"


async def open_audit(page: Page, server: ScriptedServer) -> None:
    story = Story()
    server.findings = [finding(number, "low" if number % 3 else "high") for number in range(FINDINGS)]
    story.tell(*reading(), completed(NUMERIC, tuple(server.findings), e.Checks(passed=70, failed=FINDINGS), FINDINGS))
    story.tell(complete(FINDINGS))
    audit = server.add(story)
    audit.decisions.tell(
        decision("dismiss", "Ann Lee", "f0000", reason="agreed with the file"),
        decision("note", "Jo Park", "f0000", note="seen by tax"),
    )
    figures = {"figures": 0, "counts": dict.fromkeys(("finding", "holds", "untested", "unrelated"), 0)}
    server.figures[story.audit_id] = {"agents": [NUMERIC], "places": [], "relations": [], **figures}
    await page.goto(f"{server.address}/#/audits/{story.audit_id}")
    await expect(page.locator(".count-line")).to_contain_text("0 figures")


async def test_on_paper_stands_every_finding_and_no_button(page: Page, server: ScriptedServer) -> None:
    await open_audit(page, server)
    await expect(page.locator(".printed-finding")).to_have_count(0)

    await page.emulate_media(media="print", color_scheme="dark")

    await expect(page.locator(".printed-finding")).to_have_count(FINDINGS)
    await expect(page.locator(".printed-finding").first).to_contain_text("Total assets 0 is not the sum of its parts")
    await expect(page.locator(".printed-finding").first).to_contain_text("Non-current assets")
    decided = page.locator('.printed-finding[data-id="f0000"] .printed-decided')
    await expect(decided).to_have_text(
        [
            re.compile("Dismissed by Ann Lee, 2 Mar 2026, .*: agreed with the file"),
            re.compile("Note by Jo Park.*: seen by"),
        ]
    )
    await expect(page.locator('.printed-finding[data-id="f0001"] .printed-decided')).to_have_text("Not decided.")
    await expect(page.locator(".printed-lines").first).to_contain_text("12 findings. 70 checks passed.")
    await expect(page.locator(".printed-end")).to_have_text("End of the findings.")
    await expect(page.locator("button:visible, input:visible, nav:visible, summary:visible")).to_have_count(0)
    inks = "node => [getComputedStyle(node).color, getComputedStyle(document.body).backgroundColor]"
    assert await page.locator(".printed-finding h3").first.evaluate(inks) == [BLACK, WHITE]

    await page.emulate_media(media="screen")
    await expect(page.locator(".printed-finding")).to_have_count(0)


async def test_findings_come_first_on_paper_and_ids_last(page: Page, server: ScriptedServer) -> None:
    await open_audit(page, server)

    await page.emulate_media(media="print")

    headings = await page.locator(".printed h2").all_inner_texts()
    assert headings == ["High: 4 findings", "Low: 8 findings", "What was checked"]
    await expect(page.locator(".printed > p").last).to_contain_text(f"SHA-256 of the file {'ab' * 32}")
    words = await page.locator(".printed").inner_text()
    assert "numeric_validation" not in words
    assert "column_total" not in words


async def test_the_button_and_the_key_print(page: Page, server: ScriptedServer) -> None:
    await open_audit(page, server)
    await page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    await page.get_by_role("button", name="Print").click()
    assert await page.evaluate("window.printed") == 1

    await page.get_by_role("link", name="Report and findings").click()
    await expect(page.locator(".work-row").first).to_be_visible()
    await page.keyboard.press("p")
    assert await page.evaluate("window.printed") == 2

    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Keys")).to_contain_text("print the findings")


async def test_a_narrow_sheet_breaks_no_figure(page: Page, server: ScriptedServer) -> None:
    await open_audit(page, server)
    await page.emulate_media(media="print")
    await page.set_viewport_size({"width": 300, "height": 700})

    broken = """() => {
      const found = [];
      const texts = document.createTreeWalker(document.querySelector(".printed"), NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        for (const { 0: figure, index } of text.data.matchAll(/[\\d][\\d,.]*/g)) {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + figure.length);
          if (range.getClientRects().length > 1 && figure.length < 30) found.push(figure);
        }
      }
      return found;
    }"""
    assert await page.evaluate(broken) == []


async def test_a_printed_paper_has_all_findings_each_whole_on_a_page(page: Page, server: ScriptedServer) -> None:
    await open_audit(page, server)

    pages = texts_of(await page.pdf(format="A4"))

    assert len(pages) > 1
    for number in range(FINDINGS):
        told = (
            f"Total assets {number} is not the sum",
            f"{352_583_000 + number:,}.00",
            f"off by ${3000 + number:,}.00 million",
        )
        assert [[at for at, text in enumerate(pages) if part in text] for part in told] == 3 * [where(pages, told[0])]
    assert "End of the findings." in pages[-1]


def where(pages: list[str], part: str) -> list[int]:
    """The one page that a text stands on."""
    found = [at for at, text in enumerate(pages) if part in text]
    assert len(found) == 1
    return found


def texts_of(pdf: bytes) -> list[str]:
    """The text of each page, its white space as one."""
    document = PdfDocument(pdf)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return texts
