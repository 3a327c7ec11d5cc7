"""Findings that are too many for an event: the gravest are shown, and all are listed."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.events import MAX_EVENT_BYTES
from service.findings import SEVERITIES, Finding, Location, gravest_first
from service.findings_list import MAX_SHOWN_BYTES, decode_findings, shown


def findings(count: int, description: str) -> tuple[Finding, ...]:
    return tuple(
        Finding(id=str(n), agent_id="a", check="c", severity=SEVERITIES[n % 4], title="Sum", description=description)
        for n in range(count)
    )


few = st.sampled_from(["a", "b"])
places = st.builds(Location, table=st.none() | st.integers(0, 2), row=st.integers(0, 2), quote=few)
any_findings = st.builds(
    Finding,
    id=few,
    agent_id=st.just("a"),
    check=few,
    severity=st.sampled_from(SEVERITIES),
    title=few,
    description=few,
    locations=st.lists(places, max_size=2).map(tuple),
)


@given(st.lists(any_findings, max_size=8), st.randoms())
def test_the_bytes_do_not_depend_on_the_order_in_which_findings_are_found(found: list[Finding], random: Random) -> None:
    told = gravest_first(found)
    random.shuffle(found)

    assert [one.model_dump_json() for one in gravest_first(found)] == [one.model_dump_json() for one in told]
    assert [one.severity for one in told] == sorted((one.severity for one in told), key=SEVERITIES.index)


def test_findings_of_one_severity_are_told_from_the_top_of_the_report_to_its_foot() -> None:
    wheres = [Location(table=0, row=9), Location(table=0, row=10), Location(table=2, row=1), Location(paragraph=3)]
    first = findings(1, "It does not add up.")[0]
    found = [first.model_copy(update={"locations": (where,)}) for where in wheres] + [first]

    assert gravest_first(reversed(found)) == tuple(found)


def test_findings_that_fit_are_all_shown_gravest_first() -> None:
    found = findings(40, "It does not add up.")

    assert shown(found) == (gravest_first(found), None)


@pytest.mark.parametrize(
    ("count", "description"),
    [(5_000, "It does not add up."), (900, "Die Summe weicht ab – §€" * 30), (1, "x" * MAX_EVENT_BYTES)],
)
def test_of_findings_that_do_not_fit_the_gravest_are_shown_and_all_are_listed(count: int, description: str) -> None:
    found = findings(count, description)

    few, listed = shown(found)

    assert listed is not None
    assert tuple(decode_findings(listed)) == gravest_first(found)
    assert few == gravest_first(found)[: len(few)]


def test_the_list_that_is_shown_is_as_long_as_there_is_room() -> None:
    few, _ = shown(findings(5_000, "It does not add up."))

    size = sum(len(finding.model_dump_json()) + 1 for finding in few)
    assert MAX_SHOWN_BYTES - 1000 < size <= MAX_SHOWN_BYTES
