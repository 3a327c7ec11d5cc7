"""The documentation leads somewhere: its links, their anchors, and the files that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED = re.compile(r"`((?:service|tests|migrations|docs|tools)/[\w./-]+)`")
CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@EVERY_PAGE
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(page: Path) -> None:
    broken: list[str] = []
    for target in LINK.findall(_prose(page)):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        if not file.exists() or (anchor and anchor not in _anchors(file)):
            broken.append(target)

    assert not broken


@EVERY_PAGE
def test_every_file_that_is_named_is_there(page: Path) -> None:
    gone = [name for name in NAMED.findall(_prose(page)) if not _is_pattern(name) and not (ROOT / name).exists()]

    assert not gone


def test_every_decision_is_listed_under_its_title() -> None:
    listed = (ROOT / "docs/decisions/README.md").read_text()

    for page in sorted((ROOT / "docs/decisions").glob("0*.md")):
        number, title = page.read_text().splitlines()[0].removeprefix("# ").split(". ", 1)
        assert page.name.startswith(f"{int(number):04}-")
        assert f"| {number} | [{title}]({page.name}) |" in listed


def _prose(page: Path) -> str:
    return CODE.sub("", page.read_text())


def _is_pattern(name: str) -> bool:
    """Whether it stands for many files: ``service/checks/rules/figures/ID.py``."""
    return re.search(r"\b(ID|TYPE|NNNN|NAME)\b|NNNN_", name) is not None


def _anchors(page: Path) -> set[str]:
    """The anchors of the headings of ``page``, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
