"""The result of two looks at items that were not found: disclosed, disclosed in part, denied by both, or undecided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.agents.judging.disclosed import Answered, Batch, Disclosed, Disclosures, SoughtItem
from service.checks.claims.folding import fold, folded
from service.checks.claims.places import TextsByPlace
from service.checks.claims.quoting import Quoted, located
from service.checks.disclosures.judged import FoundByModel, Judged, NotFound
from service.findings import Location

FEWEST_WORDS = 3
"""Of a quote: a caption alone discloses nothing."""
QUOTE_NOT_THERE = "quote not in the report"
NOT_ANSWERED = "not answered"
IN_PART = "told in part"

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was answered of an item, with the place of the quote if that is in the report."""

    wanted: SoughtItem
    told: Answered | None
    """None where the answer has nothing of it."""
    place: Location | None = None
    missing: str = ""
    """The words of the item that name what is not disclosed of it; empty where the answer gives none."""

    @property
    def key(self) -> Key:
        """The standard and the item."""
        return self.wanted.standard, self.wanted.item

    @property
    def is_told(self) -> bool:
        """All of it, and the quote proves it."""
        return self.told == "yes" and self.place is not None

    @property
    def is_told_in_part(self) -> bool:
        """A part of it, and the quote proves it."""
        return self.told == "partly" and self.place is not None


def seen_of(batch: Batch, answer: Disclosures, places: TextsByPlace) -> Iterator[Seen]:
    """One for each item that was asked, whatever the model has left out or added."""
    said = {one.item: one for one in reversed(answer.items)}
    for number, wanted in enumerate(batch.wanted, 1):
        one = said.get(number)
        yield Seen(wanted, None) if one is None else Seen(wanted, one.told, _place(one, places), _missing(one, wanted))


@dataclass(frozen=True, slots=True)
class ItemVerdicts:
    """Where items are disclosed, what is missing of those disclosed in part, which both deny, what became of others."""

    asked: int
    told: Mapping[Key, Location]
    in_part: Mapping[Key, str]
    denied: frozenset[Key]
    dropped: Mapping[str, int]

    @staticmethod
    def of(first: Sequence[Seen], second: Sequence[Seen]) -> ItemVerdicts:
        """The second look is at what the first has not found whole."""
        again = {one.key: one for one in second}
        told = {one.key: one.place for one in (*first, *second) if one.is_told and one.place is not None}
        in_part: dict[Key, str] = {}
        denied: set[Key] = set()
        dropped: Counter[str] = Counter()
        for one in first:
            other = again.get(one.key)
            if one.key in told:
                continue
            parts = [each.missing for each in (other, one) if each is not None and each.is_told_in_part]
            if parts:
                in_part[one.key] = next(filter(None, parts), "")
                dropped[IN_PART] += 1
            elif one.told is None or other is None or other.told is None:
                dropped[NOT_ANSWERED] += 1
            elif one.told == other.told == "no":
                denied.add(one.key)
            else:
                dropped[QUOTE_NOT_THERE] += 1
        return ItemVerdicts(len(first), told, in_part, frozenset(denied), dropped)

    def judged(self, standard: str, one: Judged) -> Judged:
        """The same, as it is known now."""
        if not isinstance(one, NotFound):
            return one
        key = (standard, one.item.id)
        if (place := self.told.get(key)) is not None:
            return FoundByModel(one.item, place)
        return replace(one, looked_for=key in self.denied, missing=self.in_part.get(key, ""))


def _place(one: Disclosed, places: TextsByPlace) -> Location | None:
    """Where the quoted words are, if they are there and say something."""
    if one.told == "no" or one.quote is None:
        return None
    if len(one.quote.text.replace("|", " ").split()) < FEWEST_WORDS:
        return None
    quoted = located(one.quote, places)
    return None if quoted is None else _of_words(places, quoted)


def _missing(one: Disclosed, wanted: SoughtItem) -> str:
    """The words of the item that the model has copied, as they stand there: it adds none of its own."""
    found = fold(wanted.words).places_of(folded(one.missing).strip(" .,;:\"'"))
    return wanted.words[slice(*found[0])] if one.told == "partly" and found else ""


def _of_words(places: TextsByPlace, quoted: Quoted) -> Location:
    """Where the words are; of a row its caption: that something is disclosed makes none of its figures checked."""
    place = quoted.location
    if place.table is None or place.row is None:
        return place
    cells = [spot.cell for spot in places.rows(place.table)[place.row].spots]
    caption = next((cell for cell in cells if cell.kind == "text"), cells[0])
    return place.model_copy(update={"column": caption.column, "column_label": None, "quote": None})
