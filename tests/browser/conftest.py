"""A browser for all tests of the page, and a server whose faults the test decides."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import NoReturn

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Error, Page, ViewportSize, async_playwright, expect

from tests.browser.served.scripted_server import ScriptedServer, serving
from tests.waiting import DEADLINE_S

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE_MS = 1000 * DEADLINE_S
VIEWPORT: ViewportSize = {"width": 1280, "height": 720}

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


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def one_page(browser: Browser) -> AsyncIterator[Page]:
    async with _new(browser) as opened:

        def add_init_script(*_: object, **__: object) -> NoReturn:
            message = "a script that runs in every document cannot be taken away again: ask for own_page"
            raise AssertionError(message)

        opened.add_init_script = add_init_script
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def page(one_page: Page) -> AsyncIterator[Page]:
    """A page as it is when it is opened: one for all tests, since a new one takes Chromium a new process each time.

    It may not log a single error: a script that throws or a broken policy fails the test.
    """
    async with _without_errors(one_page):
        yield one_page
    await _leave_as_new(one_page)


@pytest_asyncio.fixture(loop_scope="session")
async def own_page(browser: Browser) -> AsyncIterator[Page]:
    """As ``page``, for a test that does to it what cannot be undone."""
    async with _new(browser) as opened, _without_errors(opened):
        yield opened


@asynccontextmanager
async def _new(browser: Browser) -> AsyncGenerator[Page]:
    context = await browser.new_context(locale="en-GB", timezone_id="Europe/Berlin", viewport=VIEWPORT)
    context.set_default_timeout(PATIENCE_MS)
    yield await context.new_page()
    await context.close()


async def _leave_as_new(page: Page) -> None:
    """Leave nothing of a test: what its document stored, asked for and listened to, and what it was shown as."""
    if page.url.startswith("http"):
        await page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    await page.goto("about:blank")
    await page.mouse.move(0, 0)
    await page.context.clear_cookies()
    await page.context.clear_permissions()
    await page.unroute_all()
    await page.set_viewport_size(VIEWPORT)
    await page.emulate_media(media="null", color_scheme="null", reduced_motion="null", forced_colors="null")
    for other in page.context.pages:
        if other is not page:
            await other.close()


@asynccontextmanager
async def _without_errors(page: Page) -> AsyncGenerator[None]:
    errors: list[str] = []

    def thrown(error: Error) -> None:
        errors.append(str(error))

    def logged(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    page.on("pageerror", thrown)
    page.on("console", logged)
    yield
    page.remove_listener("pageerror", thrown)
    page.remove_listener("console", logged)
    # Chromium itself logs refused requests and dropped sockets; those are what some tests are about.
    assert [error for error in errors if "Failed to load resource" not in error and "WebSocket" not in error] == []
