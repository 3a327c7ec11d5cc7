"""All relations that a report's captions define, beside those that its figures agree on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from service.checks.numeric.definitions.across import defined_across
from service.checks.numeric.definitions.named_lines import NamedLines, named_lines
from service.checks.numeric.definitions.pieces import joined_pieces
from service.checks.numeric.definitions.within import defined_within
from service.checks.numeric.relations.equation import Equation, Place, Sum
from service.checks.numeric.relations.plausible import CERTAIN, slip_between
from service.checks.numeric.ties.reconciling_items import ReconcilingItems

SEVERAL_DIGITS = 1000
"""A figure of so many printed units has digits enough for one wrong one to be no accident."""


def defined(tables: Sequence[NamedLines], items: ReconcilingItems) -> tuple[Sum, ...]:
    """What the vocabulary says of the report. ``items`` tells what else is printed."""
    pieces = named_lines(list(joined_pieces([table.sheet for table in tables])))
    within = (one for table in (*tables, *pieces) for one in defined_within(table))
    return *within, *defined_across(tables, items)


def not_yet_stated(definitions: Iterable[Sum], known: Iterable[Equation]) -> Iterator[Sum]:
    """The definitions that no equation that is ``known`` states of the same figures."""
    stated = {_places(equation) for equation in known}
    for one in definitions:
        if _places(one) not in stated:
            stated.add(_places(one))
            yield one


def is_change_of_balance(tie: Equation, tables: Sequence[NamedLines]) -> bool:
    """Of two figures with one caption, one stands in a balance sheet and the other among flows: it is its change.

    Cash alone stands in both, for its opening and closing balance are printed among the flows.
    """
    kinds = {kind for figure in tie.figures for kind in tables[figure.table].statements}
    if kinds != {"balance_sheet", "cash_flow"} or len({figure.table for figure in tie.figures}) == 1:
        return False
    cash = ("cash", "opening_cash", "closing_cash")
    return not any(tables[f.table].names(f.line) in cash for f in tie.figures)


def is_settled_otherwise(tie: Equation, tables: Sequence[NamedLines]) -> bool:
    """Of two figures with one caption, one moves equity and the other cash: what is granted, bought or declared is not
    all paid in the same period. Only a slip that leaves its mark on several digits shows that they are meant to be one.
    """
    one, other = tie.figures[:2]
    if len(tie.figures) != 2 or tables[one.table].names(one.line) is not None:
        return False
    moves = [tables[figure.table].moves_equity for figure in (one, other)]
    pays = ["cash_flow" in tables[figure.table].statements for figure in (one, other)]
    if not ((moves[0] and pays[1]) or (moves[1] and pays[0])):
        return False
    meant = tie.solved_for(one.place, {})
    several = abs(one.amount) >= SEVERAL_DIGITS * one.step
    return not (several and meant is not None and slip_between(one.value, meant) in CERTAIN)


def _places(equation: Equation) -> frozenset[Place]:
    """Where its figures stand; nothing follows from a dash."""
    return frozenset(figure.place for figure in equation.figures if figure.amount)
