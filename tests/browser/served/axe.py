"""What axe-core, which the package axe-playwright-python brings, finds serious on a page."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from playwright.async_api import Page

PACKAGE = "axe_playwright_python"
RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })));
}"""


async def serious(page: Page) -> list[dict[str, Any]]:
    """The violations that are serious or critical, each with its rule, its node and what to do."""
    if not await page.evaluate("typeof axe === 'object'"):
        # Evaluated and not added as a script: the page's own policy lets none in.
        await page.evaluate(files(PACKAGE).joinpath("axe.min.js").read_text(encoding="utf-8"))
    return await page.evaluate(RUN)
