"""Writes docs/disclosures-list.md from the checklists; a test holds the page against them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from service.checks.disclosures.lists.loading import bundled
from service.checks.disclosures.lists.schema import Item, Standard
from service.checks.rules.standards import rule_id_of

PAGE = Path(__file__).parents[1] / "docs" / "disclosures-list.md"


def page(standards: tuple[Standard, ...]) -> str:
    """The whole page: a section for each standard, a line for each item."""
    items = sum(len(standard.items) for standard in standards)
    head = [
        "# The checklists",
        "",
        f"The {items} disclosures of {len(standards)} standards and interpretations that are searched for, in words of "
        "our own. This page is made",
        "from the checklists (`python -m tools.disclosures_page`); [disclosures.md](disclosures.md) says how they are "
        "applied. **Bold**: it",
        "cannot hide in other words, so that it is a finding where it is not found. *Where*: it is required only then.",
        "",
    ]
    return "\n".join([*head, "\n\n".join("\n".join(_section(standard)) for standard in standards), ""])


def _section(standard: Standard) -> Iterator[str]:
    yield f"## {standard.standard}: {standard.title}"
    yield ""
    yield f"Rule `{rule_id_of(standard.standard)}`. {_applies(standard)}"
    yield ""
    yield from (_line(item) for item in standard.items)


def _applies(standard: Standard) -> str:
    dates = [f"from {standard.applies_from}" if standard.applies_from else ""]
    dates.append(f"until {standard.applies_until}" if standard.applies_until else "")
    periods = " ".join(filter(None, dates))
    shown = "always" if standard.always else f"where one of these is said: {'; '.join(standard.triggers)}"
    kind = "interim reports" if standard.report == "interim" else "annual reports"
    return f"For {kind}{f', periods that begin {periods}' if periods else ''}; applies {shown}."


def _line(item: Item) -> str:
    paragraph = f"**{item.paragraph}**" if item.plain else item.paragraph
    rest = f" *{item.where}*" if item.where else ""
    rest += f" (from {item.applies_from})" if item.applies_from else ""
    rest += f" (not searched for: {item.undecidable})" if item.undecidable else ""
    return f"- {paragraph} {item.requires}{f':{rest}' if item.where else rest}"


if __name__ == "__main__":
    PAGE.write_text(page(bundled()), encoding="utf-8")
