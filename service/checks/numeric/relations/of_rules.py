"""Relations that a rule finds by itself, in one table: the function ``relations`` beside its ``RULE``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from service.checks.numeric.relations.equation import Equation
from service.checks.numeric.table.sheet import Sheet
from service.checks.rules.registry import modules_of_rules

Search = Callable[[Sheet], Iterable[Equation]]


def relations_of_rules(sheet: Sheet) -> Iterator[Equation]:
    """Every relation that a search of a rule's own finds in the table, rule by rule."""
    for search in _searches():
        yield from search(sheet)


@cache
def _searches() -> tuple[Search, ...]:
    return tuple(module.relations for module in modules_of_rules() if hasattr(module, "relations"))
