"""Writes the lists of docs/agents.md that follow from the code; a test holds the page against them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from service.agents.disclosure_compliance import SPEC as DISCLOSURES
from service.agents.external_signal import SPEC as EXTERNAL
from service.agents.judging import looks, parts, sifting
from service.agents.judging.lenses import LENSES
from service.agents.logic_consistency import SPEC as LOGIC
from service.agents.numeric_validation import SPEC as FIGURES
from service.agents.spec import AgentSpec
from service.checks.claims.guard import REASONS
from service.checks.claims.telling import PREFIX
from service.checks.rules.registry import ours
from service.checks.rules.standards import of_standards

PAGE = Path(__file__).parents[1] / "docs" / "agents.md"
SPECS: tuple[AgentSpec, ...] = (FIGURES, LOGIC, DISCLOSURES, EXTERNAL)
MEANINGS: Mapping[str, str] = {
    "too long": "more than eight quotes or sums, a title of more than 160 characters, an explanation of more than 700, "
    "a quote of more than 1,000, a sum of more than 400",
    "says nothing": "no title, or no explanation",
    "unseen characters": "control characters, characters that turn the direction of a line, that "
    "have no shape, or that cover others",
    "markup": "a link, an address of mail, an element of HTML, a link or picture of Markdown",
    "no quote": "it quotes nothing",
    "quote not in the report": "a quote does not stand, word for word, at the place that it names or near it; or is of "
    "words that mean nothing alone; of a disclosure also one of fewer than three words",
    "quote of instructions": "a quote is from words that tell a program what to answer",
    "arithmetic that cannot be done again": "a sum uses a figure that the quoted lines do not print, or is none",
    "arithmetic that holds": "what it says does not come to the printed figure does, allowing for rounding, signs and "
    "scales",
    "figure that is not in the report": "its words name a figure, in digits or in words beyond twelve, that the "
    "quoted places do not print and no sum gives",
    "nothing contradicts": "it has one quote, and no sum that fails",
    sifting.TOO_MANY: f"an answer has more than {sifting.MOST_CLAIMS} claims",
    sifting.NOT_DECIDED: "whoever looked again could not say, or quoted what is not there",
    sifting.NOT_EXAMINED: "the second look was not answered",
    looks.NOT_ANSWERED: "an answer about disclosures leaves the item out",
    looks.IN_PART: "of a disclosure a part is told, and quoted: the note stays",
}


def agents() -> Iterator[str]:
    """Each agent with its rules, and whether it asks a model."""
    yield "| agent | rules | asks a model |"
    yield "|---|---|---|"
    for spec in SPECS:
        own = [rule.id for rule in ours() if rule.agent_id == spec.agent_id]
        if spec is DISCLOSURES:
            own.append(f"`disclosure_…` ({len(of_standards())}, one for each standard)")
        named = ", ".join(one if one.startswith("`") else f"[{one}](rules.md#{one})" for one in own)
        judged = "see [below](#external_signal)" if spec is EXTERNAL else "yes" if spec.judge else "no"
        yield f"| `{spec.agent_id}` | {named} | {judged} |"


def lenses() -> Iterator[str]:
    """Each lens, its rule, and what it looks for."""
    yield "| lens | rule | looks for |"
    yield "|---|---|---|"
    for lens in LENSES:
        words = lens.looks_for.partition(". ")[2].rstrip(".")
        yield f"| {lens.name} | [{PREFIX}{lens.name}](rules.md#{PREFIX}{lens.name}) | {words} |"


def reasons() -> Iterator[str]:
    """Why a claim is dropped, as `judgement.dropped` counts it."""
    yield "| `dropped` | the claim |"
    yield "|---|---|"
    besides = (sifting.TOO_MANY, sifting.NOT_DECIDED, sifting.NOT_EXAMINED, looks.NOT_ANSWERED, looks.IN_PART)
    yield from (f"| {reason} | {MEANINGS[reason]} |" for reason in (*REASONS, *besides))


def sizes() -> Iterator[str]:
    """How a report is split."""
    yield (
        f"A part has at most {parts.PART_CHARACTERS:,} characters, and all are of about one size. Sections stay whole "
        "where they fit; one that does not is split between lines, with the heads of its table and up to "
        f"{parts.OVERLAP_CHARACTERS:,} characters of what stands before repeated."
    )


LISTS: Mapping[str, Callable[[], Iterator[str]]] = {
    "agents": agents,
    "lenses": lenses,
    "reasons": reasons,
    "sizes": sizes,
}


def page(text: str) -> str:
    """``text`` with each list as it is now, between the marks that name it."""
    for name, lines in LISTS.items():
        begin, end = f"<!-- {name}: made by python -m tools.agents_page -->", f"<!-- end of {name} -->"
        pattern = re.compile(f"{re.escape(begin)}\n.*?{re.escape(end)}", re.DOTALL)
        if not pattern.search(text):
            raise ValueError(f"{PAGE.name} has no place for the list {name!r}: put {begin} and {end} into it")
        made = "\n".join((begin, *lines(), end))
        text = pattern.sub(lambda _, made=made: made, text)
    return text


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
