"""What is said not to exist and has a figure, as findings."""

from __future__ import annotations

from collections.abc import Sequence

from service.checks.consistency.denials.customers import LargeCustomer, large_customers
from service.checks.consistency.denials.nothing import Nothing, contradicted, nothing_said
from service.checks.consistency.results.evidence import cell_of
from service.checks.consistency.results.verdict import Verdict, fails
from service.checks.consistency.results.worded import worded
from service.checks.consistency.results.wording import name_of
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.table.rows import PeriodCell, PeriodRow, Rows
from service.findings import Finding

DENIAL = "denial_contradicted"


def judge_denials(rows: Rows, spoken: Sequence[Passage], current: int | None) -> Verdict:
    """A finding for each sentence that says that there is none of what the report has a figure for."""
    nothing = [(one, found) for one in nothing_said(spoken) if (found := contradicted(one, rows))]
    return fails(
        *(_something(one, *found) for one, found in nothing),
        *map(_large, large_customers(spoken, current)),
    )


def _something(one: Nothing, row: PeriodRow, entry: PeriodCell) -> Finding:
    return worded(
        DENIAL,
        "high",
        (
            f"“No {one.named}” in the text, {entry.number.text} in the table",
            f"The sentence says that there was no {one.named}, but “{name_of(row)}” is {entry.number.text} for the"
            f" same period.",
        ),
        (one.passage.location(), cell_of(row, entry)),
    )


def _large(one: LargeCustomer) -> Finding:
    return worded(
        DENIAL,
        "medium",
        (
            f"No customer over {one.limit} in one place, one of {one.percent} in another",
            f"A sentence says that no customer has more than {one.limit} of {one.base}, and another one tells of a"
            f" customer with {one.percent}.",
        ),
        (one.denied.location(), one.contradicting.location()),
    )
