"""Broken relations that share figures, directly or through others: what is wrong in one group says nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from service.checks.numeric.relations.equation import Corrections, Equation, Place

NONE_KNOWN: Corrections = MappingProxyType({})


def groups_of(broken: Iterable[Equation], known: Corrections = NONE_KNOWN) -> list[list[Equation]]:
    """The broken relations in groups that share figures.

    Figures that are ``known`` join nothing: whatever they are joined to is not about them any more.
    """
    group_of: dict[Place, list[Equation]] = {}
    for equation in broken:
        places = [figure.place for figure in equation.figures if figure.place not in known]
        joined = list({id(group): group for place in places if (group := group_of.get(place)) is not None}.values())
        merged = joined[0] if joined else list[Equation]()
        for group in joined[1:]:
            merged.extend(group)
            group_of.update((f.place, merged) for one in group for f in one.figures if f.place not in known)
        merged.append(equation)
        group_of.update((place, merged) for place in places)
    return list({id(group): group for group in group_of.values()}.values())
