"""What sentences say of a caption: "at year-end $6.0 billion of commercial paper was outstanding"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from service.checks.concepts.captions import words_of
from service.reports.figures.numerals import decimal_mark
from service.reports.figures.places import decimals
from service.reports.model import Paragraph, Report
from service.reports.prose.figure import StatedFigure
from service.reports.prose.figures import figures
from service.reports.prose.sentences import sentences

LEAST_DIGITS = 2
"""Digits of a rounded amount from which it tells one figure from another."""
LONGEST = 1500
"""Characters of a sentence; a longer one is a list without marks, and its words are of many things."""
COMMON = frozenset((
    "amount", "asset", "balance", "cash", "charge", "cost", "current", "expense", "gain", "gross", "income", "interest",
    "liability", "liabilitie", "loss", "net", "operating", "other", "revenue", "sale", "tax", "value",
))  # fmt: skip
"""Words of captions, as ``words_of`` gives them, that sentences about anything have: those alone name no line."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence, and the amount in it that is meant."""

    paragraph: Paragraph
    text: str
    amount: str
    """As printed: "$6.0 billion"."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    paragraph: Paragraph
    text: str
    words: frozenset[str]
    amounts: tuple[StatedFigure, ...]


class Spoken:
    """The sentences of a report that round amounts to millions and the like. They are read when first asked for: a
    report in which everything adds up has no question to ask them."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def of(self, words: frozenset[str], value: Decimal, printed: Decimal) -> Saying | None:
        """The first sentence with all ``words`` of a caption that gives ``value`` and not what is ``printed``.

        Both are in whole units; signs are not compared, since a sentence says "a loss of". Where so many amounts stand
        beside these words that one of them would be near the value by chance, there is none; nor if all are ``COMMON``.
        """
        if words <= COMMON:
            return None
        fewest = min((self._by_word.get(word, ()) for word in words), key=len, default=())
        about_it = [sentence for sentence in fewest if words <= sentence.words]
        amounts = sum(len(sentence.amounts) for sentence in about_it)
        for sentence in about_it:
            given = next((amount for amount in sentence.amounts if _gives(amount, value)), None)
            tells = given is not None and amounts <= 10 ** (_digits(given) - 1)
            if given is not None and tells and not any(_gives(amount, printed) for amount in sentence.amounts):
                return Saying(sentence.paragraph, sentence.text, given.text)
        return None

    @cached_property
    def _by_word(self) -> dict[str, list[_Sentence]]:
        found: dict[str, list[_Sentence]] = defaultdict(list)
        for sentence in self._sentences():
            for word in sentence.words:
                found[word].append(sentence)
        return found

    def _sentences(self) -> Iterator[_Sentence]:
        report = self._report
        mark = decimal_mark(cell.text for table in report.tables for cell in table.cells if cell.number)
        for paragraph in report.paragraphs:
            if paragraph.heading or not any(char.isdigit() for char in paragraph.text):
                continue
            for sentence in sentences(paragraph.text):
                amounts = figures(sentence.text, mark) if len(sentence.text) <= LONGEST else ()
                rounded = tuple(
                    one for one in amounts if one.kind == "amount" and one.scaled and _digits(one) >= LEAST_DIGITS
                )
                if rounded:
                    yield _Sentence(paragraph, sentence.text, words_of(sentence.text), rounded)


def _digits(figure: StatedFigure) -> int:
    """How many digits tell something: two of "$6.0 billion", one of "$60 million"."""
    digits = "".join(map(str, figure.value.as_tuple().digits))
    return len(digits if decimals(figure.value) else digits.rstrip("0"))


def _gives(figure: StatedFigure, value: Decimal) -> bool:
    return abs(abs(figure.amount) - abs(value)) <= figure.half_unit
