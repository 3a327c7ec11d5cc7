"""The verdict: of several figures whose corrections mend as much, which one is wrong, or that it is left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from service.checks.numeric.blame.culprit import Culprit
from service.checks.numeric.blame.long_sums import is_long
from service.checks.numeric.blame.suspects import Suspect
from service.checks.numeric.relations.equation import Place
from service.checks.numeric.relations.plausible import NEAR

SURE = 0.8
"""Of figures whose corrections mend as much, one is the culprit if its cause is so much of all that is likely."""
FAR = 0.02
"""How likely it is that a figure is off by more than a quarter and no usual slip shows, against by less."""


def verdict(suspects: Sequence[Suspect], best: Sequence[Culprit]) -> Culprit:
    """The culprit among the ``best``; where none stands out, the total of what is broken, which is then in doubt.

    There may be several questions among them, each about other relations. Who is wrong beyond doubt comes first: once
    it is read as corrected, other questions have fewer answers.
    """
    verdicts = [_in_doubt(_likeliest(suspects, rivals)) for rivals in _by_question(best)]
    return next((one for one in verdicts if one.beyond_doubt), verdicts[0])


def _by_question(best: Sequence[Culprit]) -> list[list[Culprit]]:
    """Culprits that answer for the same relations, in the order in which these are first met."""
    questions: list[tuple[set[int], list[Culprit]]] = []
    for culprit in best:
        equations = {id(equation) for equation in culprit.mended}
        same = [question for question in questions if question[0] & equations]
        merged = (equations.union(*(asked for asked, _ in same)), [c for _, known in same for c in known] + [culprit])
        first = min((questions.index(question) for question in same), default=len(questions))
        questions = [question for question in questions if question not in same]
        questions.insert(first, merged)
    return [rivals for _, rivals in questions]


def _likeliest(suspects: Sequence[Suspect], rivals: Sequence[Culprit]) -> Culprit:
    """The one figure there is, or the one whose cause is nearly all that is likely; else the total stands for them."""
    weighed = [(1 / culprit.likely.ways, culprit) for culprit in rivals if culprit.likely] or _by_size(rivals)
    marked = sorted(weighed, key=itemgetter(0), reverse=True)
    ranked = [*(culprit for _, culprit in marked), *rivals]
    if len({culprit.figure.place for culprit in rivals}) == 1:
        return ranked[0]
    if marked[0][0] >= SURE * sum(weight for weight, _ in marked):
        return replace(ranked[0], rivals=_others(ranked[0], ranked))
    return _stand_in(suspects, ranked)


def _by_size(rivals: Sequence[Culprit]) -> list[tuple[float, Culprit]]:
    """Where none has slipped in a usual way, a figure is likelier to be off by a little than by most of its size."""
    each = {culprit.figure.place: culprit for culprit in reversed(rivals)}
    return [(1.0 if _is_near(culprit) else FAR, culprit) for culprit in reversed(each.values())]


def _is_near(culprit: Culprit) -> bool:
    """The figure would change by no more than a quarter of what it should be."""
    return NEAR * abs(culprit.figure.value - culprit.expected) <= abs(culprit.expected)


def _stand_in(suspects: Sequence[Suspect], ranked: Sequence[Culprit]) -> Culprit:
    """The total of what is broken, in the place of whichever figure is wrong; no cause of its own is claimed for it."""
    open_question = {id(equation) for culprit in ranked for equation in culprit.mended}
    totals = [
        (suspect.score, suspect.culprit)
        for suspect in suspects
        if suspect.culprit.is_target and any(id(equation) in open_question for equation in suspect.culprit.mended)
    ]
    stand_in = max(totals, key=itemgetter(0))[1] if totals else ranked[0]
    suspected = any(rival.figure.place == stand_in.figure.place for rival in ranked)
    rivals = _others(stand_in, ranked)
    return replace(stand_in, likely=None, beyond_doubt=False, suspected=suspected, rivals=rivals)


def _others(culprit: Culprit, ranked: Sequence[Culprit]) -> tuple[Culprit, ...]:
    """Of the others each figure once, with its likeliest value, that mends some of what the culprit does."""
    own = {id(equation) for equation in culprit.mended}
    found: dict[Place, Culprit] = {}
    for other in ranked:
        if any(id(equation) in own for equation in other.mended):
            found.setdefault(other.figure.place, other)
    found.pop(culprit.figure.place, None)
    return tuple(found.values())


def _in_doubt(culprit: Culprit) -> Culprit:
    """The culprit; a total that only sums of very many terms speak against may be right, and any of its terms wrong."""
    if culprit.beyond_doubt and culprit.is_target and all(map(is_long, culprit.mended)):
        return replace(culprit, likely=None, beyond_doubt=False)
    return culprit
