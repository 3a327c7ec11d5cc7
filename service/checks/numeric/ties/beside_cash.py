"""What a cash flow statement counts as cash and a balance sheet does not, or prints on lines of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from service.checks.numeric.table.sheet import Sheet
from service.reports.prose.figures import figures
from service.reports.prose.sentences import sentences

BESIDE_CASH: Final = re.compile(r"\brestricted\b|\boverdrafts?\b|\bheld for sale\b|\bdiscontinued\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AmountBesideCash:
    """An amount that a line or a sentence gives for it, in whole units of its currency."""

    amount: Decimal
    rounding: Decimal = Decimal(0)
    """Half of its last printed place, where it is rounded: "$0.3 million"."""
    bare: bool = False
    """It names no scale: it may be told in that of the tables."""

    def is_gap(self, gap: Decimal, scale: int) -> bool:
        """Whether it is the amount by which two figures of this scale differ."""
        return abs(self.amount - gap) <= self.rounding or (self.bare and self.amount.scaleb(scale) == gap)


def amounts_beside_cash(sheets: Sequence[Sheet], texts: Iterable[str]) -> tuple[AmountBesideCash, ...]:
    """Every amount that the lines and the sentences speaking of overdrafts, restricted cash and the like give."""
    return *_on_lines(sheets), *_in_sentences(texts)


def _on_lines(sheets: Sequence[Sheet]) -> Iterator[AmountBesideCash]:
    for sheet in sheets:
        for line in sheet.lines:
            if BESIDE_CASH.search(line.label):
                printed = (figure for figure in line.figures if figure is not None and figure.amount)
                yield from (AmountBesideCash(abs(figure.value).scaleb(figure.number.scale)) for figure in printed)


def _in_sentences(texts: Iterable[str]) -> Iterator[AmountBesideCash]:
    for text in texts:
        for sentence in sentences(text) if BESIDE_CASH.search(text) else ():
            found = figures(sentence.text) if BESIDE_CASH.search(sentence.text) else ()
            for figure in found:
                if figure.kind == "amount":
                    rounding = figure.half_unit if figure.scaled else Decimal(0)
                    yield AmountBesideCash(abs(figure.amount), rounding, bare=not figure.scaled)
