"""A rule: what one kind of check is, in the words of those who read its findings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Framework = Literal["IFRS", "US GAAP", "UK GAAP"]
"""The accounting frameworks that rules know paragraphs of."""
FRAMEWORKS: tuple[Framework, ...] = get_args(Framework)
ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of check. Its ``id`` is what findings and ticks name as their ``check``, and never changes.

    Every text is for an auditor: plain sentences, each ended with a point.

    Raises:
        ValueError: the id is not of lower-case words joined by underscores, or a text is empty.
    """

    id: str
    agent_id: str
    title: str
    """What a finding's title begins with: what is wrong, without a point."""
    meaning: str
    """What has to hold, and how it is known that it has to."""
    why: str
    """Why it matters to whoever relies on the report."""
    holds: str
    """How one that holds reads, with figures."""
    broken: str
    """How a broken one reads, with figures."""
    severity: str
    """How the severity of a finding follows."""
    since: str
    """The version that it came with."""
    references: Mapping[Framework, str] = field(default_factory=dict[Framework, str])
    """The paragraph it rests on, for each framework that has one."""
    always: bool = False
    """Cannot be left out: it says that something was not checked."""

    def __post_init__(self) -> None:
        if not ID.fullmatch(self.id):
            raise ValueError(f"{self.id!r} is no id of a rule: give lower-case words joined by underscores")
        texts = ("agent_id", "title", "meaning", "why", "holds", "broken", "severity", "since")
        for name in texts:
            if not getattr(self, name).strip():
                raise ValueError(f"the rule {self.id} says nothing as its {name}")

    def reference(self, framework: Framework | None) -> str | None:
        """The paragraph of the report's framework; None where there is none, or the framework is not known."""
        return self.references.get(framework) if framework else None
