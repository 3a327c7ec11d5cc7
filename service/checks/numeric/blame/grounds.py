"""Grounds: what speaks for one figure of broken relations and not for another, as counted from the relations."""

from __future__ import annotations

from collections.abc import Callable

from service.checks.numeric.blame.culprit import Culprit
from service.checks.numeric.table.sheet import Figure
from service.counting import counted


def grounds_of(culprit: Culprit, bearing_out: Callable[[Figure], int]) -> str:
    """A clause about "it", the culprit; "" where no count sets it apart.

    ``bearing_out`` tells of a figure how many relations hold that it takes part in.
    """
    if culprit.saying is not None:
        return f"a sentence gives it as {culprit.saying.amount}"
    others = {figure.place: figure for equation in culprit.mended for figure in equation.figures}
    others.pop(culprit.figure.place, None)
    if len(culprit.mended) > 1 and not any(_in_all(place, culprit) for place in others):
        return f"it is the only figure that {len(culprit.mended)} broken relations share"
    counts = [bearing_out(figure) for figure in others.values()]
    if counts and all(counts) and not bearing_out(culprit.figure):
        return _all_others(counts)
    return _by_mark(culprit, bearing_out)


def _in_all(place: object, culprit: Culprit) -> bool:
    return all(any(figure.place == place for figure in equation.figures) for equation in culprit.mended)


def _all_others(counts: list[int]) -> str:
    if len(counts) == 1:
        held = counted(counts[0], "relation that holds", "relations that hold")
        return f"the figure that it is held against is in {held}, it is in none"
    return f"each of the other {len(counts)} figures is in a relation that holds, it is in none"


def _by_mark(culprit: Culprit, bearing_out: Callable[[Figure], int]) -> str:
    """Of several figures for which as much speaks, it alone shows how it went wrong, or most plainly, or is near."""
    if not culprit.rivals:
        return ""
    marked = sum(rival.likely is not None for rival in culprit.rivals)
    if marked:
        return f"{marked + 1} of the figures that may be wrong show how, it most plainly"
    how = "shows how" if culprit.likely else "would change by no more than a quarter"
    alone = f"of {len(culprit.rivals) + 1} figures that may be wrong only this one {how}"
    target = culprit.mended[0].figures[0]
    held = bearing_out(target) if target.place != culprit.figure.place else 0
    if not held:
        return alone
    return f"{counted(held, 'other relation')} of the total {'holds' if held == 1 else 'hold'}, and {alone}"
