"""Parts and wholes by their tags: what is tagged for each member of an axis adds up to what is tagged for all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from service.checks.numeric.relations.equation import Sum, plain, rounding_between
from service.checks.numeric.relations.evidence import OF_A_TAG
from service.checks.numeric.relations.plausible import CERTAIN, slip_between
from service.checks.numeric.tags.tagged import TaggedFigure, TaggedFigures

LEAST_WHOLE = 1_000
"""Printed units of a total: a smaller one is the sum of its parts by chance."""
MOST_PARTS = 60

WHOLE = ""
"""The name of the whole among the names of its parts."""
_Roles = Mapping[str, TaggedFigure]
"""A whole and its parts, the whole first."""
_Whole = tuple[str, str, str]
"""Concept, what it is about but for the axis, unit."""


@dataclass(frozen=True, slots=True)
class _Split:
    """A figure by the members of an axis, as one table prints it, in one period."""

    whole: _Whole
    axis: str
    table: int
    period: str


def sums_by_tags(tags: TaggedFigures) -> Iterator[Sum]:
    """Every whole and its parts that add up in some period, in all periods in which a table prints the same parts.

    That parts make up the whole is for the figures to show: tags do not say that there are no others. Where they do
    not add up, a mark of how that came about must be there, or two periods that add up; and no other part.
    """
    splits, wholes = _splits(tags), _wholes(tags)
    parts: dict[tuple[_Whole, str, str], set[str]] = defaultdict(set)
    alike: dict[tuple[_Whole, str, int, frozenset[str]], dict[_Split, _Roles]] = defaultdict(dict)
    for split, members in splits.items():
        parts[split.whole, split.axis, split.period].update(members)
        whole = _nearest(wholes.get((split.whole, split.period), ()), split.table)
        if whole is not None and 2 <= len(members) <= MOST_PARTS:
            alike[split.whole, split.axis, split.table, frozenset(members)][split] = {WHOLE: whole} | members
    for periods in alike.values():
        signs = _signs(tags, list(periods.values()))
        sums = {split: _sum(roles, signs, split.axis) for split, roles in periods.items()}
        holding = [one for one in sums.values() if one.holds({}) and _is_telling(one)]
        for split, one in sums.items():
            is_all = len(parts[split.whole, split.axis, split.period]) == len(periods[split]) - 1
            if one in holding or (holding and is_all and _is_broken(one, len(holding), len(sums))):
                yield one


def _signs(tags: TaggedFigures, periods: Sequence[_Roles]) -> dict[str, int]:
    """With which sign each part counts as it is printed: what most periods have, as a rule its own."""
    turned = {role: [tags.effect(roles[role]) < 0 for roles in periods] for role in periods[0]}
    return {role: -1 if len(found) > 1 and 2 * sum(found) > len(found) else 1 for role, found in turned.items()}


def _splits(tags: TaggedFigures) -> dict[_Split, dict[str, TaggedFigure]]:
    found: dict[_Split, dict[str, TaggedFigure]] = defaultdict(dict)
    for one in tags.all():
        whose, *parts = one.fact.about.split(" ")
        for at, part in enumerate(parts):
            axis, _, member = part.partition("=")
            rest = " ".join([whose, *parts[:at], *parts[at + 1 :]])
            whole = one.fact.concept, rest, one.fact.unit
            found[_Split(whole, axis, one.figure.table, one.fact.period)].setdefault(member, one)
    return found


def _wholes(tags: TaggedFigures) -> dict[tuple[_Whole, str], list[TaggedFigure]]:
    found: dict[tuple[_Whole, str], list[TaggedFigure]] = defaultdict(list)
    for one in tags.all():
        found[one.subject, one.fact.period].append(one)
    return found


def _nearest(wholes: Sequence[TaggedFigure], table: int) -> TaggedFigure | None:
    """The whole as the same table prints it, else as it is printed first."""
    return min(wholes, key=lambda one: (one.figure.table != table, one.figure.place), default=None)


def _sum(roles: _Roles, signs: Mapping[str, int], axis: str) -> Sum:
    whole, *parts = roles.values()
    unit = signs[WHOLE] * Decimal(1).scaleb(whole.fact.scale)
    effects = [signs[role] * Decimal(1).scaleb(one.fact.scale) for role, one in roles.items()]
    figures = tuple(one.figure for one in roles.values())
    evidence = f"by their tags they are the parts of {whole.fact.concept} along {axis}"
    lines = {(figure.table, figure.line) for figure in figures}
    in_table = len({table for table, _ in lines}) == 1
    check = "tag" if not in_table else "row_total" if len(lines) == 1 else "column_total"
    factors = tuple(plain(effect / unit) for effect in effects[1:])
    tolerance = rounding_between([one.step / abs(unit) for one in (whole, *parts)])
    return Sum(check, figures, OF_A_TAG, factors, tolerance, evidence=evidence)


def _is_telling(one: Sum) -> bool:
    whole = one.figures[0]
    return whole.kind == "amount" and abs(whole.amount) >= LEAST_WHOLE * whole.step


def _is_broken(one: Sum, holding: int, periods: int) -> bool:
    """One of its figures is wrong, rather than that the parts are not all there."""
    if periods - holding > holding:
        return False
    for figure in one.figures:
        meant = one.solved_for(figure.place, {})
        slip = slip_between(figure.value, meant) if meant is not None else None
        if slip in CERTAIN or (slip and holding > 1):
            return True
    return False
