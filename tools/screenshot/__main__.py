"""Serve the bundled sample as `make run` does, wait until it is audited, and take the picture of the page.

Beside the picture stands what it shows (docs/audit.json), counted on the page at that moment; a test compares that with
what an audit of the sample finds, so that the picture does not grow old unnoticed. Pictures of all views, to be looked
at, go to build/screenshots.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from tools.screenshot.views import SIGNED, VIEWS, give_name, sign_off, take

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ALL = ROOT / "build" / "screenshots"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
PATIENCE_MS = 300_000
WIDTH, HEIGHT = 1280, 900
PICTURE = "review-noting"
"""The view that the README shows."""
SHOWN = """() => ({
    report: document.querySelector(".audit-head h1").textContent,
    findings: document.querySelector(".total").textContent,
    by_severity: [...document.querySelectorAll(".tally li")].map((item) => item.textContent),
    by_agent: Object.fromEntries([...document.querySelectorAll(".strip li")].map((item) =>
        [item.querySelector(".strip-name").textContent, item.querySelector(".strip-state").textContent])),
})"""


@contextmanager
def serving(folder: str) -> Generator[str]:
    """The service with the sample on a free port; its address."""
    command = (sys.executable, "-c", "from service.cli import main; main()", "serve", "--sample", "--port", "0")
    environment = {**os.environ, "TICKMARK_DATA_DIR": folder}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  ours
        assert process.stdout
        try:
            yield next(word for line in process.stdout for word in line.split() if word.startswith("http://"))
        finally:
            process.terminate()


def audited(page: Page, address: str) -> dict[str, object]:
    """Open the audit of the sample and wait for its end; what the page counts."""
    page.goto(address)
    page.locator("a[href*='#/audits/']").first.click()
    page.locator(".status-large[data-status=complete]").wait_for()
    return page.evaluate(SHOWN)


def main() -> None:
    """Write docs/audit.png and docs/audit.json, and a picture of every view."""
    with tempfile.TemporaryDirectory() as folder, serving(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox"])
        viewport = ViewportSize(width=WIDTH, height=HEIGHT)
        page = browser.new_page(viewport=viewport, color_scheme="light", locale="en-GB", timezone_id="UTC")
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        shown = audited(page, address)
        audit = page.url
        give_name(page)
        VIEWS[PICTURE](page, audit)
        page.screenshot(path=DOCS / "audit.png")
        ALL.mkdir(parents=True, exist_ok=True)
        take(browser, audit, VIEWS, ALL)
        sign_off(browser, audit)
        take(browser, audit, SIGNED, ALL)
        browser.close()
    (DOCS / "audit.json").write_text(json.dumps(shown, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
