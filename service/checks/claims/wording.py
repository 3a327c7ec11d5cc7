"""What a model's words say besides figures of the report: labels of places, and names of standards."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.checks.claims.claim import Quote
from service.checks.claims.places import TextPlace, named

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_LABEL = re.compile(r"\[?\b(?:P ?\d+|T ?\d+(?:[ ,]*R ?\d+)?(?:[ ,]*C ?\d+)?)\b\]?")
_STANDARD = re.compile(
    r"\b(?:IAS (?:[1-9]|[1-3]\d|4[01])|IFRS (?:[1-9]|1\d)|IFRIC (?:[1-9]|1\d|2[0-3])|SIC[ -](?:[1-9]|[12]\d|3[0-2])|"
    r"ASC [1-9]\d\d)(?![\d,]|\.\d)"
)
"""Those that there are. Which one asks for what is not for the guard to say."""


def with_places_in_words(text: str, quotes: Sequence[Quote]) -> str:
    """``text`` with "the second quote" for the label of a quote: nobody else is shown labels. Others stay."""
    numbers: dict[TextPlace, int] = {}
    for number, quote in enumerate(quotes[: len(_ORDINALS)]):
        if (place := named(quote.place)) is not None:
            numbers.setdefault(place, number)

    def in_words(match: re.Match[str]) -> str:
        place = named(match.group())
        if place not in numbers:
            return match.group()
        the = "The" if not text[: match.start()].strip() else "the"
        return f"{the} {_ORDINALS[numbers[place]]} quote"

    return _LABEL.sub(in_words, text)


def without_standards(text: str) -> str:
    """``text`` without the names of standards, whose numbers are no figures."""
    return _STANDARD.sub("", text)
