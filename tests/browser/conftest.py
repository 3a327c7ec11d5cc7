"""A browser for all tests of the page, and a server whose faults the test decides."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

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


class OnePage:
    """The page of all tests, since a new one takes Chromium a new process each time; always as it is when opened."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._page: Page | None = None
        self._cannot_be_undone = False

    async def opened(self) -> Page:
        if self._page is None:
            self._page = await self._new()
        return self._page

    async def leave(self) -> None:
        """Keep nothing of a test: what its document stored, asked for and listened to, and what it was shown as."""
        assert self._page is not None
        if self._cannot_be_undone or self._page.is_closed():
            await self.close()
        else:
            await _undo(self._page)

    async def close(self) -> None:
        if self._page is not None:
            await self._page.context.close()
        self._page, self._cannot_be_undone = None, False

    async def _new(self) -> Page:
        context = await self._browser.new_context(locale="en-GB", timezone_id="Europe/Berlin", viewport=VIEWPORT)
        context.set_default_timeout(PATIENCE_MS)
        page = await context.new_page()
        add_init_script = page.add_init_script

        async def add(*arguments: Any, **named: Any) -> Any:
            self._cannot_be_undone = True
            return await add_init_script(*arguments, **named)

        page.add_init_script = add
        return page


async def _undo(page: Page) -> None:
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


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def one_page(browser: Browser) -> AsyncIterator[OnePage]:
    kept = OnePage(browser)
    yield kept
    await kept.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(one_page: OnePage) -> AsyncIterator[Page]:
    """A page that may not log a single error: a script that throws or a broken policy fails the test."""
    opened = await one_page.opened()
    async with _without_errors(opened):
        yield opened
    await one_page.leave()


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
