"""Places in the report are links: from relations, from the places of a finding, and back again."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Locator, Page, expect

from service.findings import Location
from tests.browser.served.audited import audit_of, with_wrong_totals
from tests.browser.served.scripted_server import ScriptedServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def cell(row: int, quote: str, table: int = 0, **more: str) -> Location:
    labels = {"row_label": f"Line {row}", "column_label": "2031", "table_title": "Licences", **more}
    return Location.model_validate({"table": table, "row": row, "column": 1, "quote": quote, **labels})


async def opened(page: Page, server: ScriptedServer, *others: Location, relations: tuple[str, ...] = ()) -> Locator:
    """The first finding, checked against ``others``, open in the list."""
    audit = audit_of(server, with_wrong_totals(3))
    finding = server.findings[0]
    wrong = finding.model_copy(
        update={"locations": (finding.locations[0], *others), "relations": relations, "relations_total": None}
    )
    server.findings = [wrong, *server.findings[1:]]
    await page.goto(f"{server.address}/#/audits/{audit.story.audit_id}/findings/{finding.id}")
    await expect(page.locator(".work-open")).to_be_visible()
    await expect(page.locator(".card")).to_be_visible()
    return page.locator(".work-open .work-detail")


async def test_a_relation_names_the_table_of_what_stands_elsewhere_and_leads_there_and_back(
    page: Page, server: ScriptedServer
) -> None:
    elsewhere = cell(3, "1264", table=1, table_title="Wages", row_label="Total Wages")
    said = "Total Licences (2031): 1262, but 1264 at Total Wages (2031)."
    detail = await opened(page, server, elsewhere, relations=(said,))

    relation = detail.get_by_role("list", name="Breaks").get_by_role("listitem")
    await expect(relation).to_have_text("Total Licences (2031): 1262, but 1264 (table 2, Wages) at Total Wages (2031).")
    here = page.url
    await relation.get_by_role("link", name="1264").click()

    figure = page.locator(".fig[aria-expanded]")
    await expect(figure).to_have_text("1264")
    await expect(figure).to_be_in_viewport()
    assert re.search(r"/places/t1r3c1$", page.url)
    await expect(page.locator(".work-open")).to_have_count(1)  # the finding stays open

    await page.go_back()  # as Alt and the left arrow do
    await expect(figure).to_have_text("1262")
    assert page.url == here


async def test_many_places_are_folded_and_the_rest_is_a_press_away(page: Page, server: ScriptedServer) -> None:
    detail = await opened(page, server, *(cell(1 + at % 2, str(at)) for at in range(9)))
    await detail.get_by_text("Checked against 9 other places").click()
    await expect(detail.locator(".places .place")).to_have_count(5)

    await detail.get_by_role("button", name="and 4 more").click()

    await expect(detail.locator(".places .place")).to_have_count(9)
    await expect(detail.locator(".places .place-link").nth(5)).to_be_focused()


async def test_a_place_without_a_figure_is_its_tables_caption_and_one_that_is_not_there_is_said(
    page: Page, server: ScriptedServer
) -> None:
    audit = audit_of(server, with_wrong_totals(3))
    address = f"{server.address}/#/audits/{audit.story.audit_id}/places"
    await page.goto(f"{address}/t2")
    marked = page.locator(".paper [aria-current]")
    await expect(marked).to_have_text("Table 3 · Freight")
    await expect(marked).to_be_in_viewport()

    for nowhere in ("t77r1c1", "p99999999999999999999", "t1c2", "nonsense"):
        await page.goto(f"{address}/{nowhere}")
        await expect(page.locator(".desk-said")).to_have_text("The report has no such place.")
        await expect(page.locator(".paper")).to_be_visible()
        await page.goto(f"{address}/t2")
        await expect(page.locator(".desk-said")).to_have_text("")


@pytest.mark.parametrize(
    ("address", "words"),
    [("places/t77r1c1", "The report has no such place."), ("findings/f0f0f0f0", "There is no such finding")],
)
async def test_what_an_opened_address_names_in_vain_stays_said(
    page: Page, server: ScriptedServer, address: str, words: str
) -> None:
    audit = audit_of(server, with_wrong_totals(3))
    await page.goto(f"{server.address}/#/audits/{audit.story.audit_id}/{address}")
    await expect(page.locator(".paper .fig").first).to_be_visible()
    await expect(page.locator("main")).not_to_have_class(re.compile("is-opening"))

    await expect(page.locator(".desk-said")).to_contain_text(words)


async def test_alternatives_that_other_relations_prove_are_kept_behind_those_that_nothing_speaks_for(
    page: Page, server: ScriptedServer
) -> None:
    audit = audit_of(server, with_wrong_totals(2))
    proven, open_ones = cell(1, "931"), [cell(row, str(row)) for row in (7, 8, 9)]
    others = [
        {"location": place, "reported": "931", "expected": "941", "cause": None, "cause_text": None}
        for place in (proven.model_copy(update={"column": 2}), *open_ones)
    ]
    finding = server.findings[0]
    server.findings = [
        type(finding).model_validate({**finding.model_dump(), "alternatives": others, "alternatives_total": 8})
    ]
    await page.goto(f"{server.address}/#/audits/{audit.story.audit_id}/findings/{finding.id}")
    detail = page.locator(".work-open .alternatives")

    await expect(detail.get_by_role("list", name="May be wrong instead").get_by_role("listitem")).to_have_count(2)
    await detail.get_by_text("and 6 more").click()
    await expect(detail).to_contain_text("4 more are counted and not listed.")
    rest = detail.get_by_role("list", name="May also be wrong").get_by_role("listitem")
    await expect(rest).to_have_count(2)
    await expect(rest.filter(has_text="1 other relation of it holds.")).to_have_count(1)
