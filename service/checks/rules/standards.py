"""The rules about disclosures: one for each standard that there is a checklist of, and one for all other checklists."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from service.checks.disclosures import data
from service.checks.rules.rule import Rule

AGENT_ID = "disclosure_compliance"
OWN = "disclosure_own"
_SEVERITY = (
    "Medium where the disclosure cannot hide in other words, or nothing at all of the standard was found; else a note."
)


def slug_of(standard: str) -> str:
    """A standard's name in ids: "ias_16". Of numbers below ten "ias_02", so that it does not begin "ias_20"."""
    words = re.findall(r"[a-z0-9]+", standard.lower())
    return "_".join(word.zfill(2) if word.isdigit() else word for word in words)


def rule_id_of(standard: str) -> str:
    """What findings about the standard name as their check."""
    id_ = f"disclosure_{slug_of(standard)}"
    return id_ if any(rule.id == id_ for rule in of_standards()) else OWN


@cache
def of_standards() -> tuple[Rule, ...]:
    """The rules, by the names of the checklist files. Only the heads of the files are read, which are short."""
    lists = sorted((file for file in files(data).iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    heads = (tomllib.loads(file.read_text(encoding="utf-8").partition("[[items]]")[0]) for file in lists)
    return (*(_rule(head["standard"], head["title"]) for head in heads), _OWN)


def _rule(standard: str, title: str) -> Rule:
    return Rule(
        id=f"disclosure_{slug_of(standard)}",
        agent_id=AGENT_ID,
        title=f"Not found: a disclosure of {standard} ({title})",
        meaning=(
            f"A full set of statements under IFRS to which {standard} applies tells what that standard asks for; it "
            "is searched for item by item, by terms and their equals."
        ),
        why="A reader takes what is not told for what is not there.",
        holds=f"Each item of the checklist of {standard} is told somewhere, and is ticked with its place.",
        broken=f"{standard} applies by what the report shows, and nothing that is searched for an item is said.",
        severity=_SEVERITY,
        since="0.1.0",
        references={"IFRS": standard},
    )


_OWN = Rule(
    id=OWN,
    agent_id=AGENT_ID,
    title="Not found: a disclosure of a checklist of your own",
    meaning="A report to which a checklist of the folder TICKMARK_DISCLOSURES applies tells what that asks for.",
    why="Whoever made the checklist wants each of its items to be told.",
    holds="Each item of the checklist is told somewhere, and is ticked with its place.",
    broken="The checklist applies by what the report shows, and nothing that is searched for an item is said.",
    severity=_SEVERITY,
    since="0.1.0",
)
