"""What a reader leaves out is counted and told: one note for each kind, with how much and where it begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from service.reports.flow.builder import ReportBuilder

_FIGURE: Final = re.compile(r"\d+(?:[.,'’]\d+)*")
_AMOUNT: Final = re.compile(
    r"(?<![\w.,/-])(?:\d{1,3}(?:[.,'’\u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?|\d+[.,]\d{1,2})(?![\w/-]|[.,]\d)"
)
"""With thousands set apart or with decimals, as no number of a page, date or telephone is."""
_LONGEST_QUOTE: Final = 60
"""Characters of the first text that a note quotes."""
_MOST_NAMED: Final = 5
"""Things that a note names."""
Packed = tuple[dict[str, int], dict[str, str], dict[str, int], dict[str, list[str]]]


@dataclass(slots=True)
class LeftOut:
    """Takes what is left out, in any order, and tells it kind by kind.

    Text without a figure in it is not told: nothing in it could have been audited.
    """

    _figures: dict[str, int] = field(default_factory=dict[str, int])
    _first: dict[str, str] = field(default_factory=dict[str, str])
    _things: dict[str, int] = field(default_factory=dict[str, int])
    _names: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def text(self, kind: str, text: str) -> None:
        """A text of this kind ("hidden text") was left out."""
        figures = len(_FIGURE.findall(text))
        if figures:
            self._figures[kind] = self._figures.get(kind, 0) + figures
            self._first.setdefault(kind, quoted(text))

    def amounts(self, kind: str, text: str) -> None:
        """A text that has its place where pages are numbered and dated was left out; only amounts in it are a loss."""
        if _AMOUNT.search(text):
            self.text(kind, text)

    def thing(self, kind: str, name: str = "") -> None:
        """A thing of this kind ("chart") was left out; its name helps to find it."""
        self._things[kind] = self._things.get(kind, 0) + 1
        if name:
            self._names.setdefault(kind, []).append(name)

    def add(self, other: LeftOut) -> None:
        """What another one has taken, as if it had come here after all that came before."""
        for kind, figures in other._figures.items():
            self._figures[kind] = self._figures.get(kind, 0) + figures
            self._first.setdefault(kind, other._first[kind])
        for kind, count in other._things.items():
            self._things[kind] = self._things.get(kind, 0) + count
            self._names.setdefault(kind, []).extend(other._names.get(kind, ()))

    def packed(self) -> Packed:
        """All that it has taken, as JSON has it."""
        return self._figures, self._first, self._things, self._names

    @classmethod
    def unpacked(cls, packed: Packed) -> LeftOut:
        """One that has taken that."""
        return cls(*packed)

    def tell(self, builder: ReportBuilder) -> None:
        """Say it with the report."""
        for note in self.notes():
            builder.note(note)

    def notes(self) -> Iterator[str]:
        """A sentence for each kind, in the order in which the kinds came."""
        for kind, figures in self._figures.items():
            if figures == 1:
                yield f"{kind} was left out: 1 figure, in {self._first[kind]}"
            else:
                yield f"{kind} was left out: {figures:,} figures, the first in {self._first[kind]}"
        for kind, count in self._things.items():
            many = f"1 {kind} was" if count == 1 else f"{count:,} {kind}s were"
            names = self._names.get(kind)
            yield f"{many} left out" + (f": {listed(names)}" if names else "")


def quoted(text: str) -> str:
    """The beginning of a text in quotation marks."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + '…'}”"


def listed(names: list[str]) -> str:
    """The first of some names, and how many more there are."""
    shown = ", ".join(names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown} and {len(names) - _MOST_NAMED:,} more"
