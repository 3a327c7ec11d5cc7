"""The report beside its findings, on the real service with the bundled sample: from upload to every finding's place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, Page, expect

from tests.browser.served.own_service import Service, running_service

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SAMPLE = Path(str(files("service.samples"))) / "tolveren-annual-report-2025.docx"
OPEN_FIGURE = ".fig[aria-expanded]"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def service(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Service]:
    async with running_service(tmp_path_factory.mktemp("data")) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def audited(service: Service, browser: Any) -> str:
    """The id of the sample's audit, which a reader has handed in and watched to its end."""
    page = await browser.new_page()
    await page.goto(service.address)
    await page.locator("#file").set_input_files(SAMPLE)
    await expect(page.locator(".audit-head .status")).to_have_text("Complete")
    audit_id = page.url.rpartition("/")[2]
    await page.close()
    return audit_id


async def asked(page: Page, service: Service, audit_id: str, what: str) -> Any:
    return await (await page.request.get(f"{service.address}/api/v1/audits/{audit_id}/{what}")).json()


async def test_every_finding_opens_in_its_place_and_its_address_leads_there_again(
    page: Page, service: Service, audited: str
) -> None:
    told = (await asked(page, service, audited, "findings"))["findings"]
    findings = {one["id"]: one for one in told if one["severity"] != "info"}  # a note is about no figure
    await page.goto(f"{service.address}/#/audits/{audited}/report")
    await expect(page.locator(".work-count")).to_have_text(f"{len(findings)} findings")

    seen: list[str] = []
    for _ in findings:
        await page.keyboard.press("j")
        await expect(page.locator(".work-open .work-row")).not_to_have_attribute("data-id", seen[-1] if seen else "")
        finding = findings[str(await page.locator(".work-open .work-row").get_attribute("data-id"))]
        seen.append(finding["id"])
        figure = page.locator(OPEN_FIGURE)
        await expect(figure).to_have_attribute("data-state", "finding")
        await expect(figure).to_be_in_viewport()
        assert (await figure.inner_text()) in finding["locations"][0]["quote"]
        assert page.url.endswith(f"#/audits/{audited}/findings/{finding['id']}")

    assert sorted(seen) == sorted(findings)
    await page.reload()
    await expect(page.locator(".work-open .work-row")).to_have_attribute("data-id", seen[-1])
    await expect(page.locator(OPEN_FIGURE)).to_be_in_viewport()


async def test_the_counts_add_up_and_each_leads_to_its_figures(page: Page, service: Service, audited: str) -> None:
    told = await asked(page, service, audited, "figures")
    counts = told["counts"]
    await page.goto(f"{service.address}/#/audits/{audited}")

    named = {one["places"][0] for one in told["relations"] if one.get("finding")}
    named &= {index for index, place in enumerate(told["places"]) if place.get("state") == "finding"}
    line = page.locator(".count-line")
    await expect(line).to_have_text(
        f"{told['figures']:,} figures: {counts['holds']:,} hold, {len(named)} named by findings, "
        f"{counts['finding'] - len(named)} in relations that fail, "
        f"{counts['untested']} could not be checked, {counts['unrelated']} in no relation"
    )
    assert sum(counts.values()) == told["figures"]

    for state in ("untested", "unrelated", "holds", "finding", "fails"):
        await line.locator(f".count-part[data-state={state}]").click()
        await expect(page.locator(OPEN_FIGURE)).to_have_attribute("data-state", state)
        await expect(page.locator(OPEN_FIGURE)).to_be_in_viewport()
        await page.evaluate("window.scrollTo(0, 0)")


async def test_a_relation_is_drawn_where_it_stands_and_a_tie_leads_to_its_other_end_and_back(
    page: Page, service: Service, audited: str
) -> None:
    told = await asked(page, service, audited, "figures")
    tie = next(one for one in told["relations"] if one["check"] == "tie" and one["kind"] == "holds")
    one_end, other_end = tie["places"][0], tie["places"][-1]
    await page.goto(f"{service.address}/#/audits/{audited}/report")
    await page.locator(f".fig[data-place='{one_end}']").click()

    relation = page.locator(".card-relations li").filter(has_text=tie["words"])
    await relation.locator(".card-words").click()
    await expect(page.locator(f".fig[data-place='{one_end}']")).to_have_attribute("data-part", "result")
    await relation.locator(".place-link").click()

    await expect(page.locator(OPEN_FIGURE)).to_have_attribute("data-place", str(other_end))
    await expect(page.locator(OPEN_FIGURE)).to_be_in_viewport()
    await page.get_by_role("button", name="Back", exact=True).click()
    await expect(page.locator(OPEN_FIGURE)).to_have_attribute("data-place", str(one_end))
    await page.go_forward()
    await expect(page.locator(OPEN_FIGURE)).to_have_attribute("data-place", str(other_end))
    await page.reload()
    await expect(page.locator(OPEN_FIGURE)).to_have_attribute("data-place", str(other_end))
    await page.go_back()
    await expect(page.locator(OPEN_FIGURE)).to_have_attribute("data-place", str(one_end))


async def test_why_is_answered_in_the_words_of_the_rule(page: Page, service: Service, audited: str) -> None:
    told = (await asked(page, service, audited, "findings"))["findings"]
    # Whichever agent is done first comes first: its first may be a note, and notes are folded.
    finding = next(one for one in told if one["severity"] != "info")
    rule = await (await page.request.get(f"{service.address}/api/v1/rules/{finding['check']}")).json()
    await page.goto(f"{service.address}/#/audits/{audited}/findings/{finding['id']}")

    await page.get_by_text("Why?").click()

    why = page.locator(".work-why")
    await expect(why).to_contain_text(rule["meaning"])
    await expect(why).to_contain_text(rule["why"])


async def test_a_wrong_total_is_drawn_with_what_should_give_it_and_by_how_much_it_is_off(
    page: Page, service: Service, audited: str
) -> None:
    found = (await asked(page, service, audited, "findings"))["findings"]
    wrong = next(one for one in found if one["check"] == "column_total" and one["difference"] == "1000")

    await page.goto(f"{service.address}/#/audits/{audited}/findings/{wrong['id']}")

    await expect(page.locator(".card")).to_contain_text("off by €1,000\u00a0thousand")
    await expect(page.locator(OPEN_FIGURE)).to_have_attribute("data-part", "result")
    terms = page.locator(".fig[data-part=term]")
    quotes = [place["quote"] for place in wrong["locations"][1:] if place["table"] == wrong["locations"][0]["table"]]
    assert set(quotes) <= set(await terms.all_inner_texts())


async def test_a_finding_in_words_leads_to_its_text_and_a_figure_opened_after_it_takes_its_place(
    page: Page, service: Service
) -> None:
    report = (
        "# Report\n\nStock is measured by IAS 16 Inventories.\n\n"
        "| USD | 2031 |\n|---|---|\n| Tools | 700 |\n| Oil | 200 |\n| Rope | 90 |\n| Total stock | 1,090 |\n"
    )
    file: FilePayload = {"name": "stock.md", "mimeType": "text/markdown", "buffer": report.encode()}
    accepted = await (await page.request.post(f"{service.address}/api/v1/audits", multipart={"file": file})).json()
    await page.goto(f"{service.address}/#/audits/{accepted['audit_id']}/report")
    await expect(page.locator(".work-row")).to_have_count(2)
    text = page.locator(".paper [aria-current]")

    await page.locator(".work-row").filter(has_text="Total stock").click()
    await expect(page.locator(OPEN_FIGURE)).to_have_text("1,090")
    await page.locator(".work-row").filter(has_text="IAS 16").click()

    await expect(text).to_have_text("Stock is measured by IAS 16 Inventories.")
    await expect(text).to_be_in_viewport()
    await expect(page.locator(".card")).to_have_count(0)
    await expect(page.locator(".desk-said")).to_have_text("")
    await page.locator(".work-row").filter(has_text="Total stock").click()
    await expect(page.locator(OPEN_FIGURE)).to_have_text("1,090")
    await expect(text).to_have_count(0)
