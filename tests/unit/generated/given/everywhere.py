"""One rule broken in every column that prints it: no column is left to vote for it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.unit.generated.given.accounts import Books, Place, Relation
from tests.unit.generated.given.slips import wrong

LARGE = 1_000
"""Units. What is smaller is off by less than a reader would see."""


@dataclass(frozen=True)
class Broken:
    """A report in which one rule is broken in all columns: the results, each with its own error."""

    books: Books
    places: tuple[Place, ...]


def broken_everywhere(books: Books, seed: int) -> Broken | None:
    """One sum of a report with a wrong result in every column; None where no sum is large enough."""
    dice = Random(seed)
    rules: dict[tuple[object, ...], list[Relation]] = {}
    for relation in books.relations:
        down = all(place[2] == relation.target[2] for place in relation.places)
        if len(relation.terms) > 1 and down and abs(books.amount(relation.target)) >= LARGE:
            rules.setdefault(relation.shape, []).append(relation)
    width = {index: grid.width for index, grid in enumerate(books.grids)}
    whole = [rule for _, rule in sorted(rules.items(), key=str) if len(rule) == width[rule[0].target[0]]]
    if not whole:
        return None
    places: list[Place] = []
    for relation in dice.choice(whole):
        printed = None
        while printed is None:
            printed = wrong(books, relation.target, dice)
        books = books.with_amount(relation.target, printed)
        places.append(relation.target)
    return Broken(books, tuple(places))
