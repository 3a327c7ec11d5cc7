"""How figures go wrong in reports: one figure of a generated report, corrupted in a usual way."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from tests.unit.generated.given.accounts import Books, Place, Relation

Kind = Literal["digit", "transposed", "sign", "factor of ten", "stale"]
KINDS: tuple[Kind, ...] = ("digit", "transposed", "sign", "factor of ten", "stale")
CLEAR = 3
"""Units for each term of a relation: what differs by less may be rounding."""
TELLING = 1_000
"""Units. A sum of one large figure and small ones holds by chance in one column of two."""


@dataclass(frozen=True)
class Slip:
    """A report with one wrong figure."""

    kind: Kind
    place: Place
    meant: int
    printed: int
    books: Books

    @property
    def broken(self) -> tuple[Relation, ...]:
        return tuple(relation for relation in self.books.about(self.place) if self.books.broken(relation))

    @property
    def is_telling(self) -> bool:
        """Whether no relation that it breaks may hold by chance: the second largest of its terms has some digits."""
        return all(
            sorted(abs(self.books.amount(p)) for p in one.places - {self.place})[-min(2, len(one.terms))] >= TELLING
            for one in self.broken
        )

    @property
    def suspects(self) -> frozenset[Place]:
        """The figures that are in every relation that it breaks: arithmetic alone cannot tell them apart."""
        return frozenset.intersection(*(relation.places for relation in self.broken))


def slip_in(books: Books, seed: int) -> Slip | None:
    """One figure that takes part in a relation, corrupted so that rounding does not explain it; None if none was."""
    dice = Random(seed)
    places = sorted({place for relation in books.relations for place in relation.places})
    for _ in range(50):
        place, kind = dice.choice(places), dice.choice(KINDS)
        meant = books.amount(place)
        printed = _wrong(books, place, kind, dice)
        longest = max(len(relation.terms) for relation in books.about(place))
        if printed is not None and abs(printed - meant) > CLEAR * (longest + 1):
            return Slip(kind, place, meant, printed, books.with_amount(place, printed))
    return None


def wrong(books: Books, place: Place, dice: Random) -> int | None:
    """A figure as it could go wrong in some usual way; None if that way changes nothing."""
    return _wrong(books, place, dice.choice(KINDS), dice)


def _wrong(books: Books, place: Place, kind: Kind, dice: Random) -> int | None:
    meant = books.amount(place)
    digits, sign = str(abs(meant)), -1 if meant < 0 else 1
    if len(digits) < 2:
        return None
    if kind == "sign":
        return -meant
    if kind == "factor of ten":
        return meant * 10
    if kind == "stale":
        return round(meant * (1 + dice.choice((-1, 1)) * dice.uniform(0.01, 0.2)))
    at = dice.randrange(len(digits) - 1)
    if kind == "transposed":
        changed = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    else:
        changed = digits[:at] + dice.choice("123456789") + digits[at + 1 :]
    return None if changed == digits or changed[0] == "0" else sign * int(changed)
