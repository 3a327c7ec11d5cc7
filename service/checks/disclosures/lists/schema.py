"""What a checklist file holds: a standard, what shows that it applies, and its items (docs/disclosures.md)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from service.checks.disclosures.search.term import term
from service.checks.rules.rule import Framework

Kind = Literal["annual", "interim"]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _is_term(text: str) -> str:
    term(text)
    return text


TermText = Annotated[str, AfterValidator(_is_term)]
"""A term as it is written: "row: additions + equipment"."""


class _Entry(BaseModel):
    """What items and standards share. A name that is not known is a slip of the pen, and is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    applies_from: date | None = None
    """The first day on which a period may begin for this to apply."""
    applies_until: date | None = None
    """The last such day."""

    @model_validator(mode="after")
    def _in_order(self) -> _Entry:
        if self.applies_from and self.applies_until and self.applies_until < self.applies_from:
            raise ValueError(f"applies_until ({self.applies_until}) is before applies_from ({self.applies_from})")
        return self

    def applies_to(self, begin: date) -> bool:
        """Whether it applies to a period that begins on that day."""
        return (self.applies_from or begin) <= begin <= (self.applies_until or begin)

    @property
    def dated(self) -> bool:
        """Whether it depends on the period."""
        return bool(self.applies_from or self.applies_until)


class Item(_Entry):
    """One disclosure."""

    id: Words
    paragraph: Words
    """Where the standard asks for it: "73(a)"."""
    requires: Words
    """What must be told, in words of the checklist's author."""
    evidence: tuple[TermText, ...] = ()
    """Any of these shows that it is there."""
    where: str | None = None
    """What must be so for it to be required: "where assets are pledged"; None where it always is."""
    shown_by: tuple[TermText, ...] = ()
    """Any of these shows that it is so."""
    plain: bool = False
    """It cannot hide in other words: a reader who does not find it can be sure."""
    undecidable: str | None = None
    """Why only a reader can tell, where that is so."""

    @model_validator(mode="after")
    def _can_be_judged(self) -> Item:
        if bool(self.evidence) == bool(self.undecidable):
            raise ValueError("give either evidence or, where only a reader can tell, the reason as undecidable")
        if self.shown_by and not self.where:
            raise ValueError("shown_by needs where, which says in words what it shows")
        return self


class Standard(_Entry):
    """A standard with its items."""

    framework: Framework
    standard: Words
    title: Words
    report: Kind = "annual"
    """The kind of report that it is for."""
    always: bool = False
    """It applies to every report of its kind."""
    triggers: tuple[TermText, ...] = ()
    """Any of these shows that it applies."""
    replaces: tuple[Words, ...] = ()
    """Standards that do not apply where this one does."""
    early: tuple[TermText, ...] = ()
    """Any of these shows that it is applied before its time."""
    items: tuple[Item, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_sound(self) -> Standard:
        if self.always == bool(self.triggers):
            raise ValueError("give either triggers or always = true")
        ids = [item.id for item in self.items]
        if repeated := next((id_ for id_ in ids if ids.count(id_) > 1), None):
            raise ValueError(f"two items have the id {repeated}")
        return self

    def reference(self, item: Item) -> str:
        """The paragraph as it is cited: "IAS 16.73(a)"."""
        return f"{self.standard}.{item.paragraph}"
