"""Findings of several agents about one place, put together: each stays whole, with its own evidence and decision.

One place is a cell, or quotes of one paragraph that overlap. Findings of one agent are errors of their own, so a place
with two of them has two groups, and what others found there goes with the graver one. What people add stands by itself:
they have seen what agents found there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from service.findings import SEVERITIES, Finding

SHORTEST_OVERLAP = 20
"""Characters that the end of one quote and the beginning of another share before that is taken for one stretch of text:
sentences that only follow each other may share a word or two."""
MOST = 100
"""Findings of one place that are compared with each other; where there are more, those beyond stay by themselves."""
ROUNDING = "rounding"
"""The check whose notes say of a whole table that its sums have passed."""


def same_place(findings: Sequence[Finding]) -> dict[str, tuple[str, ...]]:
    """For each finding the ids of those that other agents made about its place: gravest first, computed before model.

    Of equals, the one that stands first in ``findings`` comes first. Whoever is named names back.
    """
    places: defaultdict[Hashable, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=_gravity):
        if (place := _place(finding)) is not None:
            places[place].append(finding)
    together = {finding.id: (finding.id,) for finding in findings}
    for there in places.values():
        for group in _groups(there[:MOST]):
            ids = tuple(finding.id for finding in group)
            together |= dict.fromkeys(ids, ids)
    return {own: tuple(other for other in ids if other != own) for own, ids in together.items()}


def _gravity(finding: Finding) -> tuple[int, bool]:
    return SEVERITIES.index(finding.severity), finding.source == "model"


def _place(finding: Finding) -> Hashable | None:
    """The cell or the paragraph that an agent's finding is about; None where it is neither, or a whole table."""
    if not finding.locations or finding.check == ROUNDING or finding.source == "person":
        return None
    first = finding.locations[0]
    if first.table is not None:
        return None if None in {first.row, first.column} else (first.table, first.row, first.column)
    return first.paragraph if first.paragraph is not None and first.quote else None


def _groups(there: Iterable[Finding]) -> list[list[Finding]]:
    """The findings of one cell or paragraph, which come gravest first, as groups without two of one agent."""
    groups: list[list[Finding]] = []
    for finding in there:
        for group in groups:
            if all(other.agent_id != finding.agent_id for other in group) and _meet(group[0], finding):
                group.append(finding)
                break
        else:
            groups.append([finding])
    return groups


def _meet(one: Finding, other: Finding) -> bool:
    """Whether two findings of one cell or paragraph are about the same of it."""
    return one.locations[0].table is not None or _overlap(_folded(one), _folded(other))


def _folded(finding: Finding) -> str:
    return " ".join((finding.locations[0].quote or "").split())


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one or _follows(one, other) or _follows(other, one)


def _follows(one: str, other: str) -> bool:
    """Whether ``other`` begins with so much of the end of ``one`` that both are of the same stretch of text."""
    longest = min(len(one), len(other))
    return any(one.endswith(other[:length]) for length in range(SHORTEST_OVERLAP, longest))


def with_same_place(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The findings as ``--json`` and a review show them, each with the ids of those at its place."""
    others = same_place(findings)
    return [finding.model_dump(mode="json") | {"same_place": list(others[finding.id])} for finding in findings]
