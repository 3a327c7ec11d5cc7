"""Claims that say what the computed checks have found already: at the same cell, or the same figure of a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from service.checks.claims.figures import printed_figures
from service.checks.claims.guard import ProvenClaim
from service.findings import Finding, Location


def is_known(claim: ProvenClaim, findings: Iterable[Finding]) -> bool:
    """Whether one of ``findings`` is about a figure that the claim quotes, or disputes in a line that it quotes."""
    wrong = [place for finding in findings for place in _about(finding)]
    cells = {(place.table, place.row, place.column) for place in wrong if place.column is not None}
    if any((one.place.table, one.place.row, one.column) in cells for one in claim.disputed):
        return True
    return any(_same(quote.location, place) for quote in claim.quotes for place in wrong)


def _about(finding: Finding) -> tuple[Location, ...]:
    """The figure that is wrong, and others that may be wrong instead."""
    return (*finding.locations[:1], *(other.location for other in finding.alternatives))


def _same(quoted: Location, wrong: Location) -> bool:
    if quoted.table is not None and quoted.row is not None:
        return (quoted.table, quoted.row, quoted.column) == (wrong.table, wrong.row, wrong.column)
    if quoted.paragraph is None or quoted.paragraph != wrong.paragraph:
        return False
    theirs = set(printed_figures(quoted.quote or ""))
    return bool(theirs & set(printed_figures(wrong.quote or "")))
