"""What anybody must be able to read and reach: names, contrast, the order of the focus, on every view, in both inks."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from playwright.async_api import Page, expect

from tests.browser.served import axe
from tests.browser.served.audited import audited, with_wrong_totals
from tests.browser.served.review_story import decision
from tests.browser.served.scripted_server import ScriptedServer
from tests.browser.served.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NAMELESS = """() => {
  const named = (node) => (node.getAttribute("aria-label") || node.textContent || node.labels?.[0]?.textContent ||
    document.getElementById(node.getAttribute("aria-labelledby"))?.textContent || node.alt || "").trim();
  const asked = "a, button, input, select, summary, progress, dialog[open], [role=button], [role=region], [tabindex]";
  const shown = [...document.querySelectorAll(asked)].filter((node) => node.id !== "main" && node.checkVisibility());
  return shown.filter((node) => !named(node)).map((node) => node.outerHTML);
}"""
FAINT = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const painted = (colours) => {
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => rgb.map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const grounds = (node) => {
    const found = [];
    for (let at = node; at; at = at.parentElement) found.unshift(getComputedStyle(at).backgroundColor);
    return [matchMedia("(prefers-color-scheme: dark)").matches ? "black" : "white", ...found];
  };
  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const node = text.parentElement;
    if (!text.data.trim() || !node.checkVisibility() || node.closest(".visually-hidden, .skip")) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(node);
    const behind = grounds(node);
    const [one, other] = [light(painted([...behind, color])), light(painted(behind))].sort((a, b) => b - a);
    const size = parseFloat(fontSize);
    const needed = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < needed) faint.push(`${text.data.trim().slice(0, 40)}: ${ratio.toFixed(2)}`);
  }
  return [...new Set(faint)];
}"""
DOUBLED = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  return [...ids.filter((id, at) => ids.indexOf(id) !== at), ...[...document.querySelectorAll("[tabindex]")]
    .filter((node) => node.tabIndex > 0).map((node) => node.outerHTML)];
}"""


async def assert_accessible(page: Page) -> None:
    found: dict[str, Any] = {
        "without a name": await page.evaluate(NAMELESS),
        "too faint": await page.evaluate(FAINT),
        "an id twice, or an order of its own": await page.evaluate(DOUBLED),
        "serious to axe": await axe.serious(page),
    }
    assert not any(found.values()), found


async def test_axe_looks_at_the_page_and_names_what_is_serious(page: Page, server: ScriptedServer) -> None:
    await page.goto(server.address)
    await page.evaluate("document.querySelector('main').append(document.createElement('button'))")

    assert [found["id"] for found in await axe.serious(page)] == ["button-name"]


@pytest.mark.parametrize("inks", ["light", "dark"])
async def test_the_list_and_the_way_a_report_is_handed_in(
    page: Page, server: ScriptedServer, inks: Literal["light", "dark"]
) -> None:
    await page.emulate_media(color_scheme=inks)
    server.list(Story("Found.md"), "complete", by_severity={"high": 3, "medium": 1, "low": 12, "info": 1})
    server.list(Story("Failed.md"), "failed", error="It is damaged")
    server.problems.append((415, "Unsupported format", "Report.md: this is a PDF under another name"))
    await page.goto(server.address)
    await page.get_by_text("Name, agents, materiality").click()
    await page.locator("#file").set_input_files({"name": "Report.md", "mimeType": "text/markdown", "buffer": b"# R"})
    await expect(page.locator(".refusal")).to_be_visible()

    await assert_accessible(page)


@pytest.mark.parametrize("inks", ["light", "dark"])
async def test_an_audit_and_a_moment_of_its_past(
    page: Page, server: ScriptedServer, inks: Literal["light", "dark"]
) -> None:
    await page.emulate_media(color_scheme=inks)
    await audited(page, server, "")
    await assert_accessible(page)

    await page.get_by_role("button", name="Replay", exact=True).click()
    await expect(page.locator(".replay-said")).to_contain_text("audit complete")
    await assert_accessible(page)


@pytest.mark.parametrize("inks", ["light", "dark"])
async def test_the_report_with_a_figure_open_and_the_sheet_of_keys(
    page: Page, server: ScriptedServer, inks: Literal["light", "dark"]
) -> None:
    await page.emulate_media(color_scheme=inks)
    await audited(page, server, "/report")
    await page.keyboard.press("j")
    await expect(page.locator(".card")).to_be_visible()
    await assert_accessible(page)

    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    await assert_accessible(page)


@pytest.mark.parametrize("inks", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
async def test_what_several_agents_found_at_one_place_and_a_figure_whose_findings_are_dismissed(
    page: Page, server: ScriptedServer, inks: Literal["light", "dark"], width: int
) -> None:
    await page.emulate_media(color_scheme=inks)
    await page.set_viewport_size({"width": width, "height": 900})
    audit = await audited(page, server, "/report", with_wrong_totals(2), seen_twice=True)
    await page.locator(".work-row").first.click()
    await expect(page.locator(".work-part")).to_have_count(2)
    await assert_accessible(page)

    first = str(await page.locator(".work-row").first.get_attribute("data-id"))
    await audit.review.tell(
        *(decision("dismiss", "Ann Lee", one, reason="Known.") for one in (first, f"again-{first}"))
    )
    await expect(page.locator(".fig[data-state='dismissed']")).to_have_count(3)  # the total and what it adds up
    await assert_accessible(page)


@pytest.mark.parametrize("inks", ["light", "dark"])
async def test_a_review_while_a_finding_is_dismissed_and_once_it_is_signed_off(
    page: Page, server: ScriptedServer, inks: Literal["light", "dark"]
) -> None:
    await page.emulate_media(color_scheme=inks)
    audit = await audited(page, server, "/report", with_wrong_totals(2))
    ids = [one.id for one in server.findings]
    await page.keyboard.press("j")
    await page.keyboard.press("a")
    await expect(page.get_by_role("dialog", name="Who decides?")).to_be_visible()
    await assert_accessible(page)
    await page.keyboard.press("Escape")

    await audit.review.tell(decision("accept", "Ann Lee", ids[0]), decision("note", "Ann Lee", ids[0], note="Seen."))
    await page.keyboard.press("d")
    await page.locator(".sign-off summary").click()
    await assert_accessible(page)

    await audit.review.tell(decision("dismiss", "Ann Lee", ids[1], reason="Known."))
    covers = {"audit": {"head": 8, "hash": "ab"}, "review": {"head": 3, "hash": "cd"}}
    await audit.review.tell({"type": "review_signed_off", "by": "Ann Lee", "covers": covers})
    await expect(page.locator(".audit-head .stamp")).to_be_visible()
    await assert_accessible(page)
    await audit.review.tell(decision("reopen", "Ann Lee", ids[1]))
    await expect(page.locator(".audit-head .stamp-void")).to_be_visible()
    await assert_accessible(page)


@pytest.mark.parametrize("inks", ["light", "dark"])
async def test_the_list_while_an_audit_is_renamed_and_before_it_is_erased(
    page: Page, server: ScriptedServer, inks: Literal["light", "dark"]
) -> None:
    await page.emulate_media(color_scheme=inks)
    server.list(Story("Found.md"), "complete", review={"head": 3, "signed_off": True, "whole": False})
    await page.goto(server.address)
    await page.get_by_role("button", name="Rename Found.md").click()
    await assert_accessible(page)
    await page.keyboard.press("Escape")

    await page.get_by_role("button", name="Erase Found.md").click()
    await expect(page.get_by_role("dialog", name="Erase this audit?")).to_be_visible()
    await assert_accessible(page)


@pytest.mark.parametrize("inks", ["light", "dark"])
async def test_an_audit_that_is_not_there(page: Page, server: ScriptedServer, inks: Literal["light", "dark"]) -> None:
    await page.emulate_media(color_scheme=inks)
    await page.goto(f"{server.address}/#/audits/7f3c")
    await expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("There is no such audit.")
    await assert_accessible(page)


async def test_the_keyboard_alone_goes_from_figure_to_figure_and_opens_them(page: Page, server: ScriptedServer) -> None:
    await audited(page, server, "/report")
    first = page.locator(".fig").first
    await first.focus()
    assert await first.get_attribute("tabindex") == "0"

    await page.keyboard.press("ArrowRight")
    await expect(page.locator(".fig").nth(1)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator(".card")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator(".card")).to_have_count(0)
    await expect(page.locator(".fig").nth(1)).to_be_focused()
    await page.keyboard.press("ArrowLeft")
    await expect(first).to_be_focused()


async def test_what_is_faint_or_nameless_would_be_found(page: Page, server: ScriptedServer) -> None:
    await page.goto(server.address)
    await page.evaluate(
        """() => {
          const faint = document.createElement("p");
          faint.textContent = "Hardly to be read";
          faint.style.color = "#c8c8c8";
          document.querySelector("main").append(faint, document.createElement("button"));
        }"""
    )

    assert "Hardly to be read" in (await page.evaluate(FAINT))[0]
    assert await page.evaluate(NAMELESS) == ["<button></button>"]
