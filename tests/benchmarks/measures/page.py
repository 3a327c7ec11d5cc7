"""The page with a report of 300 pages and 2,000 findings, beside the same page with a report of one page and one."""

from __future__ import annotations

import os
import shutil
import statistics
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Page, async_playwright

from tests.benchmarks.measure import Measure, Run, Unmeasurable
from tests.browser.served.long_audit import FINDINGS, PAGES, long_audit
from tests.browser.served.scripted_server import ScriptedServer, serving

MIB = 2**20
READY = ".work-row, .paper .grid .fig"
"""The first finding, and the first figure with its mark."""
SCROLL = """async (pixels) => {
  const [frames, steps] = [[], 240];
  const frame = () => new Promise(requestAnimationFrame);
  let before = await frame();
  for (let step = 1; step <= steps; step += 1) {
    window.scrollBy(0, pixels ?? document.documentElement.scrollHeight / steps);
    const now = await frame();
    frames.push(now - before);
    before = now;
  }
  return frames;
}"""
PIXELS_A_FRAME = 60
"""As fast as a wheel that is spun: four screens a second."""


@asynccontextmanager
async def _opened(pages: int, findings: int) -> AsyncGenerator[tuple[Page, float]]:
    """The report in a new browser, and how many milliseconds it took to be there."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        raise Unmeasurable("there is no Chromium; install the Debian package chromium, or name one in CHROMIUM")
    async with serving(ScriptedServer()) as server, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox"])
        try:
            page = await browser.new_page()
            await page.goto(
                server.address
            )  # what the page is made of is there, as for a reader who comes from the list
            audit_id = long_audit(server, pages, findings)
            begun = time.perf_counter()
            await page.goto(f"{server.address}/#/audits/{audit_id}/report")
            for part in READY.split(", "):
                await page.locator(part).first.wait_for()
            yield page, 1000 * (time.perf_counter() - begun)
        finally:
            await browser.close()


def _ready(pages: int, findings: int) -> Run:
    async def run(_: Path) -> float:
        async with _opened(pages, findings) as (_page, ready_ms):
            return ready_ms

    return run


def _frame(pages: int, findings: int) -> Run:
    async def run(_: Path) -> float:
        async with _opened(pages, findings) as (page, _ready_ms):
            frames: list[float] = await page.evaluate(SCROLL, PIXELS_A_FRAME)
            return statistics.quantiles(frames, n=20)[-1]

    return run


def _memory(pages: int, findings: int) -> Run:
    """Once all of it has been on the page."""

    async def run(_: Path) -> float:
        async with _opened(pages, findings) as (page, _ready_ms):
            await page.evaluate(SCROLL)
            devtools = await page.context.new_cdp_session(page)
            await devtools.send("HeapProfiler.collectGarbage")
            await devtools.send("Performance.enable")
            metrics = (await devtools.send("Performance.getMetrics"))["metrics"]
            return next(each["value"] for each in metrics if each["name"] == "JSHeapUsedSize") / MIB

    return run


LONG, SHORT = f"{PAGES} pages, {FINDINGS:,} findings", "one page, one finding"
LONG_READY = Measure(f"report and findings shown: {LONG}", "ms", _ready(PAGES, FINDINGS))
SHORT_READY = Measure(f"report and findings shown: {SHORT}", "ms", _ready(1, 1))
LONG_FRAME = Measure(f"a frame while scrolling: {LONG}", "ms p95", _frame(PAGES, FINDINGS))
SHORT_FRAME = Measure(f"a frame while scrolling: {SHORT}", "ms p95", _frame(1, 1))
LONG_MEMORY = Measure(f"heap of the page: {LONG}", "MiB", _memory(PAGES, FINDINGS))
SHORT_MEMORY = Measure(f"heap of the page: {SHORT}", "MiB", _memory(1, 1))
