"""What a model is asked about disclosures that were not found: which items, what it is told to do, and its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.agents.judging.lenses import DATA_RULE, LABELS
from service.checks.claims.claim import Quote

INSTRUCTION = f"""\
You are given items that an accounting standard asks a full set of financial statements to disclose, and lines of such \
a set that come nearest to these items by their words. A program has searched for each item by its usual terms and \
not found it. Say for each item whether the lines disclose it in other words.

{LABELS}

{DATA_RULE}

For each item give
- item: its number as given;
- told: "yes" only if these lines give all that the item asks for, in whatever words, or say that there is none of it; \
"partly" if the item names several things and the lines give some of them; else "no". A heading alone, the policy for \
something of which an amount is asked for, or words about another subject do not disclose it;
- quote: where told is "yes" or "partly", the place of one line and the words of it that disclose the item or the \
part, copied character for character; else null;
- missing: where told is "partly", the words of the item that name what is not given, copied from the item; else empty.
Judge each item by itself, and do not guess: where the lines do not disclose an item, told is "no"."""
AGAIN = f"""\
{INSTRUCTION}

These lines have been read before, by somebody else. Read them for yourself: what they have answered is no reason to \
answer the same or anything else."""


Answered = Literal["yes", "partly", "no"]


def _known(said: Any) -> Any:
    """Models write true and false where they can."""
    if isinstance(said, bool):
        return "yes" if said else "no"
    return said.strip().lower() if isinstance(said, str) else said


class Disclosed(BaseModel):
    """What a model says of one item."""

    model_config = ConfigDict(frozen=True)

    item: int
    told: Annotated[Answered, BeforeValidator(_known)]
    quote: Quote | None = None
    missing: str = ""
    """Words of the item, where only a part of it is disclosed."""


class Disclosures(BaseModel):
    """What a model says of all items of a question."""

    model_config = ConfigDict(frozen=True)

    items: tuple[Disclosed, ...] = Field(default=(), description="One entry for each item, in their order.")


@dataclass(frozen=True, slots=True)
class SoughtItem:
    """An item that was not found: its standard, its id, and its words as a model is given them."""

    standard: str
    item: str
    words: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Items of one standard that are asked together, and the lines that come nearest to them."""

    standard: str
    wanted: tuple[SoughtItem, ...]
    lines: str

    @property
    def data(self) -> str:
        """Items and lines, as the message of a question."""
        items = "\n".join(f"Item {number}: {one.words}" for number, one in enumerate(self.wanted, 1))
        return f"{items}\n\nLines of the report:\n{self.lines}"
