"""A browser for all tests of the page, a fresh page for each, and a server whose faults the test decides."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser.served.scripted_server import ScriptedServer, serving
from tests.waiting import DEADLINE_S

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE_MS = 1000 * DEADLINE_S

expect.set_options(timeout=PATIENCE_MS)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if not os.access(CHROMIUM, os.X_OK):
        pytest.skip(f"no Chromium at {CHROMIUM}; install the Debian package chromium, or name one in CHROMIUM")
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        await launched.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def one_server() -> AsyncIterator[ScriptedServer]:
    async with serving(ScriptedServer()) as scripted:
        yield scripted


@pytest.fixture
def server(one_server: ScriptedServer) -> ScriptedServer:
    """The server, with nothing on it yet."""
    one_server.forget()
    return one_server


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page that may not log a single error: a script that throws or a broken policy fails the test."""
    context = await browser.new_context(locale="en-GB", timezone_id="Europe/Berlin")
    context.set_default_timeout(PATIENCE_MS)
    opened = await context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    await context.close()
    # Chromium itself logs refused requests and dropped sockets; those are what some tests are about.
    assert [error for error in errors if "Failed to load resource" not in error and "WebSocket" not in error] == []
