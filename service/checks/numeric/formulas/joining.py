"""All relations of a report, each once, whether columns have voted for it or a formula or a tag says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from service.checks.numeric.formulas.computed import Computed
from service.checks.numeric.formulas.relations import Formulas
from service.checks.numeric.formulas.siblings import odd_ones
from service.checks.numeric.relations.equation import Equation, Place, Sum


def joined(voted: Iterable[Equation], formulas: Formulas, tagged: Iterable[Sum]) -> Iterator[Equation]:
    """All equations, each relation once: what formulas and tags say stands in the place of what columns have voted for.

    A sum is known by its figures, whichever of them it is written for; a quotient by what it gives as well, and there
    the vote keeps its words if both judge the figure alike.
    """
    odd = {equation.figures[0].place: equation for equation in odd_ones(formulas)}
    own = (equation for equation in formulas.equations.values() if equation.figures[0].place not in odd)
    relations = {_key(equation): equation for equation in (*tagged, *own, *odd.values())}
    for equation in voted:
        key = _key(equation)
        certain = relations.get(key)
        if certain is None or (isinstance(certain, Computed) and certain.holds({}) == equation.holds({})):
            relations.pop(key, None)
            yield equation
        elif isinstance(certain, Sum):
            relations[key] = certain.called(equation.check)
    yield from relations.values()


def _key(equation: Equation) -> tuple[Place | None, frozenset[Place]]:
    places = frozenset(figure.place for figure in equation.figures)
    return (None if isinstance(equation, Sum) else equation.figures[0].place), places
