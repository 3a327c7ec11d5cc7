"""Identities within one table: what its named lines must come to, in every column that prints them.

A column that holds tells which lines take part where the vocabulary leaves it open (an interest of others between
liabilities and equity). Where none holds, an identity is taken for broken only if nothing but an error explains it:
each concept names one line, and no line that stands between them makes up the difference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, combinations, product

from service.checks.concepts.vocabulary import Identity, IdentityTerm, vocabulary
from service.checks.numeric.definitions.named_lines import NamedLines
from service.checks.numeric.relations.equation import Sum, twice_rounding
from service.checks.numeric.relations.evidence import OF_A_DEFINITION
from service.checks.numeric.table.sheet import Figure, Sheet

LEAST = 100
"""Units: smaller sums of lines come to a value by chance."""
TOTALS_OF_SECTIONS = frozenset(
    ("total_assets", "total_equity", "total_liabilities", "current_assets", "non_current_assets")
)
"""What closes the lines above it; those below are of another section."""
MOST_READINGS = 200
"""Readings of an identity in one table that are tried; where there are more, nothing is certain."""
MOST_BETWEEN = 12
"""Lines between those of an identity of which any two may make up the difference."""


@dataclass(frozen=True, slots=True)
class IdentityReading:
    """One reading of an identity: the line of the total, and the lines of its terms with the sign of each."""

    total: int
    terms: tuple[tuple[int, int], ...]

    def sums(self, table: NamedLines) -> list[Sum]:
        """One for each lane that prints the total and its terms; the last term may be left empty where none applies."""
        found = (self._in_lane(table, lane) for lane in range(len(table.sheet.lanes)))
        return [one for one in found if one is not None]

    def _in_lane(self, table: NamedLines, lane: int) -> Sum | None:
        total = table.figure(self.total, lane)
        figures = [(sign, table.figure(line, lane)) for line, sign in self.terms]
        if total is None or any(figure is None for _, figure in figures[: max(1, len(figures) - 1)]):
            return None
        printed = [(sign, figure) for sign, figure in figures if figure is not None]
        if not total.amount and not any(figure.amount for _, figure in printed):
            return None
        return sum_of("column_total", total, printed, table.sheet)


def sum_of(check: str, total: Figure, terms: Sequence[tuple[int, Figure]], sheet: Sheet) -> Sum:
    """The total as the signed sum of figures of its own table."""
    twice = twice_rounding([total.step, *(figure.step for _, figure in terms if not figure.printed_nil)])
    factors = tuple(Decimal(sign) for sign, _ in terms)
    figures = (total, *(figure for _, figure in terms))
    return Sum(check, figures, OF_A_DEFINITION, factors, sheet.printed(Decimal(twice) / 2))


def defined_within(table: NamedLines) -> Iterator[Sum]:
    """What the identities of the vocabulary say of one table, held or broken."""
    for identity in vocabulary().identities:
        names = (identity.total, *(term.concept for term in identity.terms))
        if all(map(table.prints, names)) and not (identity.unless and table.prints(identity.unless)):
            yield from _read(identity, table)


def _read(identity: Identity, table: NamedLines) -> Sequence[Sum]:
    readings = list(_readings(identity, table))
    if not readings or len(readings) > MOST_READINGS:
        return ()
    tried = [(reading, reading.sums(table)) for reading in readings]
    best, sums = max(tried, key=lambda one: (_holding(one[1]), -len(one[0].terms)))
    if not _holding(sums):
        best, sums = next((one for one in tried if _is_meant(identity, table, one[0])), tried[0])
        confirmed = [(one, *added) for one in sums if (added := tuple(_confirmed(table, best, one)))]
        if confirmed:
            return [found for one, *added in confirmed for found in (one.called(identity.check), *added)]
        if identity.voted or not _certain(identity, table, best, sums):
            return ()
    between = _between(table, best)
    kept = [one for one in sums if one.holds({}) or len(best.terms) == 1 or not _makes_up(table, between, one)]
    return [one.called(identity.check) for one in kept]


def _holding(sums: Sequence[Sum]) -> int:
    return sum(one.holds({}) for one in sums)


def _readings(identity: Identity, table: NamedLines) -> Iterator[IdentityReading]:
    """Every reading, the plainest first: which lines the concepts name, which others take part, with which signs."""
    lines = [table.lines[name] for name in (identity.total, *(term.concept for term in identity.terms))]
    may = [(term, line) for term in identity.may for line in table.lines.get(term.concept, ())]
    extras = [extra for count in range(len(may) + 1) for extra in combinations(may, count)]
    for total, *own in product(*lines):
        for extra in extras:
            terms = [*zip(identity.terms, own, strict=True), *extra]
            if len({total, *(line for _, line in terms)}) == len(terms) + 1:
                for signs in product(*(_signs(term, table, line) for term, line in terms)):
                    yield IdentityReading(
                        total, tuple((line, sign) for (_, line), sign in zip(terms, signs, strict=True))
                    )


def _signs(term: IdentityTerm, table: NamedLines, line: int) -> tuple[int, ...]:
    """The signs that a term may have, the likeliest first."""
    if term.sign == "+":
        return (1,)
    printed = [figure for lane in range(len(table.sheet.lanes)) if (figure := table.figure(line, lane))]
    away = sum(figure.amount < 0 for figure in printed)
    taken = 1 if 2 * away > len(printed) else -1
    divided = 0 < away < len(printed)
    return (taken, -taken) if term.sign == "~" or divided else (taken,)


def _certain(identity: Identity, table: NamedLines, reading: IdentityReading, sums: Sequence[Sum]) -> bool:
    """Only an error explains that it holds in no column."""
    names = (identity.total, *(term.concept for term in identity.terms))
    if any(len(table.lines[name]) > 1 for name in names):
        return False
    if not identity.behind and any(table.prints(term.concept) for term in identity.may):
        return False
    between = _between(table, reading)
    if identity.after:
        return not between and all(line < reading.total for line, _ in reading.terms)
    return len(reading.terms) == 1 or not any(_makes_up(table, between, one) for one in sums)


def _confirmed(table: NamedLines, reading: IdentityReading, broken: Sum) -> Iterator[Sum]:
    """The sums of the lines above a term that come to just what it should be: one value mends both."""
    lane = broken.figures[0].lane
    ends = {reading.total, *(line for line, _ in reading.terms)}
    for line, _ in reading.terms:
        term = table.figure(line, lane)
        meant = broken.solved_for(term.place, {}) if term is not None else None
        if term is None or meant is None or abs(meant) < table.sheet.printed(Decimal(LEAST * term.step)):
            continue
        above = [one for at in _above(table, line, ends) if (one := table.figure(at, lane)) is not None]
        if len(above) > 1 and sum(one.value for one in above) == meant:
            yield sum_of("column_total", term, [(1, one) for one in above], table.sheet)


def _above(table: NamedLines, line: int, ends: Collection[int]) -> Iterator[int]:
    """The lines above one up to the next that closes a block itself, or to the gap at the top of its block."""
    for at in range(line - 1, -1, -1):
        if at in ends or table.names(at) in TOTALS_OF_SECTIONS:
            return
        yield at
        if table.line(at).gap_above:
            return


def _is_meant(identity: Identity, table: NamedLines, reading: IdentityReading) -> bool:
    """It counts of what may count just what stands where the identity says."""
    behind = table.lines[identity.behind][-1] if identity.behind else -1
    may = {line for term in identity.may for line in table.lines.get(term.concept, ())}
    counted = {line for line, _ in reading.terms[len(identity.terms) :]}
    return counted == {line for line in may if behind < line < reading.total}


def _between(table: NamedLines, reading: IdentityReading) -> list[int]:
    """The lines that stand between those of an identity and print amounts."""
    own = sorted((reading.total, *(line for line, _ in reading.terms)))
    return [line for line in range(own[0], own[-1]) if line not in own and _counts(table, line)]


def _counts(table: NamedLines, line: int) -> bool:
    """It prints an amount somewhere."""
    return any(f is not None and f.kind == "amount" and f.amount for f in table.line(line).figures)


def _makes_up(table: NamedLines, between: Sequence[int], broken: Sum) -> bool:
    """What the total exceeds its terms by is one or two of the lines between, or those directly above it.

    They are parts of it, too.
    """
    gap, lane = broken.difference({}), broken.figures[0].lane
    printed = [figure.value for line in between if (figure := table.figure(line, lane)) is not None]
    if any(abs(abs(value) - abs(gap)) <= broken.tolerance for value in printed):
        return True
    if any(abs(run - gap) <= broken.tolerance for run in accumulate(reversed(printed))):
        return True
    if len(printed) > MOST_BETWEEN:
        return False
    return any(abs(one + other - gap) <= broken.tolerance for one, other in combinations(printed, 2))
