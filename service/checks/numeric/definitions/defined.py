"""All relations that a report's captions define, beside those that its figures agree on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from service.checks.numeric.book import Book
from service.checks.numeric.definitions.across import defined_across
from service.checks.numeric.definitions.named import Named
from service.checks.numeric.definitions.within import defined_within
from service.checks.numeric.equation import Equation, Sum


def defined(tables: Sequence[Named], known: Iterable[Equation]) -> Iterator[Sum]:
    """What the vocabulary says of the report and no equation that is ``known`` says already."""
    said = {frozenset(figure.place for figure in equation.figures) for equation in known}
    for one in _all(tables):
        places = frozenset(figure.place for figure in one.figures)
        if places not in said:
            said.add(places)
            yield one


def _all(tables: Sequence[Named]) -> Iterator[Sum]:
    for table in tables:
        yield from defined_within(table)
    yield from defined_across(tables, Book([table.sheet for table in tables], ()))
