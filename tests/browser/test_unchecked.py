"""What was not checked, as a list beside the report: every figure once, with its reason, counted as in the header."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.served import axe
from tests.browser.served.audited import audited
from tests.browser.served.scripted_server import ScriptedServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

REPORT = b"""# Annual report 2031

## Income statement

| GBP m | 2031 | 2030 | 2029 |
|---|---|---|---|
| Licences | 4,310 | 4,120 | 3,977 |
| Services | 900 | 860 | 756 |
| Revenue | 5,201 | 4,980 | 4,733 |
| Offices | 12 | 11 | 9 |

## Staff

| | 2031 |
|---|---|
| Engineers | 37 |
| Clerks | 12 |

We opened 3 harbours and closed 1 of our yards.
"""


async def opened(page: Page, server: ScriptedServer) -> Locator:
    await audited(page, server, "/report", REPORT)
    await page.get_by_role("button", name="Not checked", exact=True).click()
    groups = page.locator(".unchecked-group")
    await expect(groups).not_to_have_count(0)
    return groups


async def test_the_list_has_every_figure_that_the_header_counts_and_leads_to_each(
    page: Page, server: ScriptedServer
) -> None:
    groups = await opened(page, server)
    told: dict[str, Any] = next(iter(server.figures.values()))
    unchecked = told["counts"]["untested"] + told["counts"]["unrelated"]
    assert unchecked > 3
    await expect(page.locator(".unchecked-count")).to_have_text(f"{unchecked} figures not checked")
    await expect(page.locator(".work .unchecked-figures a")).to_have_count(unchecked)
    await expect(groups.first).to_contain_text("Table 1, Income statement")
    await expect(groups.first.locator(".unchecked-states")).to_have_text(
        "12 figures: 6 hold, 1 named by a finding, 2 in relations that fail, 3 in no relation"
    )
    await expect(page.locator(".work-filters")).to_be_hidden()

    offices = groups.first.get_by_role("link", name="11, Offices: in no relation")
    await offices.click()
    await expect(page.locator(".fig[aria-expanded]")).to_have_text("11")
    await expect(page.locator(".fig[aria-expanded]")).to_be_in_viewport()
    await groups.last.get_by_role("link", name="3: in no relation").click()
    await expect(page.locator(".fig[aria-expanded]")).to_have_attribute("aria-label", "3, in no relation")


async def test_the_states_are_filtered_and_a_finding_that_is_gone_to_is_shown_among_the_findings(
    page: Page, server: ScriptedServer
) -> None:
    groups = await opened(page, server)
    counts = next(iter(server.figures.values()))["counts"]
    await page.get_by_role("button", name=f"{counts['unrelated']} in no relation").filter(visible=True).last.click()
    await expect(page.locator(".unchecked-reason[data-state=untested]")).to_have_count(0)
    await expect(groups.locator(".unchecked-figures a")).to_have_count(counts["unrelated"])

    await page.locator("#main").focus()
    await page.keyboard.press("j")
    await expect(page.locator(".work-open")).to_be_visible()
    await expect(page.locator(".unchecked")).to_be_hidden()
    await expect(page.get_by_role("button", name="Findings", exact=True)).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("inks", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
async def test_it_can_be_read_and_reached_by_anybody(page: Page, server: ScriptedServer, inks: Any, width: int) -> None:
    await page.emulate_media(color_scheme=inks)
    await page.set_viewport_size({"width": width, "height": 900})
    await opened(page, server)

    assert await axe.serious(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_long_lists_of_figures_are_folded_and_unfolded(page: Page, server: ScriptedServer) -> None:
    cells = "".join(f"| Harbour {n} | {n}{n % 7}3 |\n" for n in range(1, 41))
    await audited(page, server, "/report", f"# Report\n\n## Harbours\n\n| | Ships |\n|---|---|\n{cells}".encode())
    await page.get_by_role("button", name="Not checked", exact=True).click()

    links = page.locator(".unchecked-figures a")
    await expect(links).to_have_count(24)
    await page.get_by_role("button", name="and 16 more").click()
    await expect(links).to_have_count(40)
    await expect(links.nth(24)).to_be_focused()
