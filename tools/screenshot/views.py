"""The views of the page, each as a reader comes to it; none of them changes anything but `sign_off`."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, expect

INKS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = {"wide": ViewportSize(width=1280, height=900), "narrow": ViewportSize(width=390, height=844)}
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)
NOBODY = "00000000-0000-4000-8000-000000000000"
NAME = "Maren Holt"


def _list(page: Page, audit: str) -> None:
    page.goto(_home(audit))
    expect(page.locator("tbody tr")).not_to_have_count(0)


def _choices(page: Page, audit: str) -> None:
    _list(page, audit)
    page.get_by_text("Name, agents, materiality").click()


def _renaming(page: Page, audit: str) -> None:
    _list(page, audit)
    page.locator(".row-actions button").first.click()


def _erasing(page: Page, audit: str) -> None:
    _list(page, audit)
    page.locator(".row-actions button").nth(1).click()


def _put_up(page: Page) -> None:
    """Until then an audit is laid out and not shown, and keys find nothing to go to."""
    expect(page.locator(".count-line")).to_be_visible()
    expect(page.locator(".is-opening")).to_have_count(0)


def _agents(page: Page, audit: str) -> None:
    page.goto(audit)
    _put_up(page)


def _replay(page: Page, audit: str) -> None:
    _agents(page, audit)
    page.get_by_role("button", name="Replay", exact=True).click()
    page.locator(".replay-controls input").press("ArrowLeft")


def _report(page: Page, audit: str) -> None:
    page.goto(f"{audit}/report")
    expect(page.locator(".paper-heading").first).to_be_visible()
    _put_up(page)


def _finding(page: Page, audit: str) -> None:
    _report(page, audit)
    page.keyboard.press("j")
    expect(page.locator(".card")).to_be_visible()


def _asked_for_a_name(page: Page, audit: str) -> None:
    _finding(page, audit)
    page.keyboard.press("a")
    expect(page.get_by_role("dialog", name="Who decides?")).to_be_visible()


def _dismissing(page: Page, audit: str) -> None:
    _finding(page, audit)
    page.keyboard.press("d")
    page.keyboard.type("The note gives the figure before the restatement.")


def _noting(page: Page, audit: str) -> None:
    _finding(page, audit)
    page.keyboard.press("n")
    page.keyboard.type("A payment, so it is negative. Finance corrects the sign.")


def _reporting(page: Page, audit: str) -> None:
    _finding(page, audit)
    page.keyboard.press("e")
    page.keyboard.type("Last year's figure")


def _unchecked(page: Page, audit: str) -> None:
    _report(page, audit)
    page.get_by_role("button", name="Not checked", exact=True).click()
    expect(page.locator(".unchecked-group")).not_to_have_count(0)


def _covered(page: Page, audit: str) -> None:
    _missing(page, audit)
    page.locator(".sign-off").get_by_role("button", name="What it covers").click()


def _missing(page: Page, audit: str) -> None:
    _report(page, audit)
    page.locator(".sign-off summary").click()


def _keys(page: Page, audit: str) -> None:
    _report(page, audit)
    page.keyboard.press("?")


def _refused(page: Page, audit: str) -> None:
    page.goto(f"{_home(audit)}#/audits/{NOBODY}")
    expect(page.get_by_role("alert").filter(visible=True)).to_be_visible()


VIEWS: Mapping[str, Callable[[Page, str], None]] = {
    "list": _list,
    "list-choices": _choices,
    "list-renaming": _renaming,
    "list-erasing": _erasing,
    "agents": _agents,
    "replay": _replay,
    "report": _report,
    "finding": _finding,
    "review-name": _asked_for_a_name,
    "review-dismissing": _dismissing,
    "review-noting": _noting,
    "review-missing": _missing,
    "review-reporting": _reporting,
    "unchecked": _unchecked,
    "keys": _keys,
    "refused": _refused,
}
SIGNED: Mapping[str, Callable[[Page, str], None]] = {
    "signed-report": _covered,
    "signed-agents": _agents,
    "signed-list": _list,
}


def give_name(page: Page) -> None:
    """Let the browser know who decides in it."""
    page.evaluate("(name) => localStorage.setItem('tickmark.reviewer', name)", NAME)


def sign_off(browser: Browser, audit: str) -> None:
    """Decide every finding of the audit at that address, by keys, and sign off."""
    with _opened(browser, "light", "wide") as page:
        page.goto(audit)
        give_name(page)
        _finding(page, audit)
        _dismiss(page)
        while page.locator(".work-row[data-state=open]").count():
            open_before = page.locator(".work-row[data-state=open]").count()
            page.keyboard.press("a")
            expect(page.locator(".work-row[data-state=open]")).to_have_count(open_before - 1)
        page.locator(".sign-off summary").click()
        page.locator(".sign").click()
        expect(page.locator(".audit-head .stamp")).to_be_visible()


def _dismiss(page: Page) -> None:
    page.keyboard.press("d")
    page.keyboard.type("The note gives the figure before the restatement.")
    page.keyboard.press("Enter")
    expect(page.locator(".work-row[data-state=dismissed]")).to_have_count(1)


def take(browser: Browser, audit: str, views: Mapping[str, Callable[[Page, str], None]], folder: Path) -> None:
    """Write a picture of each view, light and dark, wide and narrow: `finding-dark-narrow.png`."""
    for inks in INKS:
        for width in WIDTHS:
            for name, come_to in views.items():
                with _opened(browser, inks, width) as page:
                    come_to(page, audit)
                    page.screenshot(path=folder / f"{name}-{inks}-{width}.png")


@contextmanager
def _opened(browser: Browser, inks: Literal["light", "dark"], width: str) -> Generator[Page]:
    page = browser.new_page(viewport=WIDTHS[width], color_scheme=inks, locale="en-GB", timezone_id="UTC")
    try:
        yield page
    finally:
        page.close()


def _home(audit: str) -> str:
    return audit.partition("#")[0]
