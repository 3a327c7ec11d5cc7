"""Amounts with what they count, and texts cut at a word."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Page

from tests.browser.served.scripted_server import ScriptedServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def called(page: Page, server: ScriptedServer, module: str, name: str, *given: Any) -> Any:
    await page.goto(f"{server.address}/static/tickmark.svg")
    return await page.evaluate(
        "async ([module, name, given]) => (await import(`/static/${module}`))[name](...given)", [module, name, given]
    )


@pytest.mark.parametrize(
    ("decimal", "unit", "words"),
    [
        ("300", "USD million", "$300 million"),
        ("-4000", "EUR thousand", "−€4,000 thousand"),
        ("12.5", "CHF", "CHF 12.5"),
        ("-4000", "shares thousand", "−4,000 thousand shares"),
        ("0.3", "%", "0.3 percentage points"),
        ("7", "million", "7 million"),
        ("7", None, "7"),
    ],
)
async def test_an_amount_is_said_with_what_it_counts(
    page: Page, server: ScriptedServer, decimal: str, unit: str | None, words: str
) -> None:
    said = await called(page, server, "amounts.js", "amount", decimal, unit)
    assert said.replace("\u00a0", " ") == words
    assert not re.search(r"\d ", said)  # a figure and its unit stay on one line


async def test_a_text_is_cut_at_a_word(page: Page, server: ScriptedServer) -> None:
    text = "The following tables show the cash, cash equivalents"
    assert await called(page, server, "shortened.js", "shortened", text, 60) == text
    assert await called(page, server, "shortened.js", "shortened", text, 34) == "The following tables show the cash…"
    assert await called(page, server, "shortened.js", "shortened", text, 28) == "The following tables show…"
    assert await called(page, server, "shortened.js", "shortened", "Donaudampfschifffahrt", 5) == "Donau…"
