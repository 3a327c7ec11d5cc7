"""What is told of an item: a tick with its place, a note or finding with what was searched for, or why neither."""

from __future__ import annotations

from pathlib import Path

from service.agents.result import result_of
from service.projections.figures.states import Said, figure_states
from service.ticks import tick_list
from tests.unit.checks.disclosures.given.sets import checked, complete, without

AGENT = "disclosure_compliance"
PENSIONS = ("Payments to pensioners",)
TEA = """
framework = "IFRS"
standard = "House 1"
title = "Tea"
triggers = ["row: inventories"]

[[items]]
id = "H.1"
paragraph = "1"
requires = "the leaves"
evidence = ["tea leaves"]

[[items]]
id = "H.2"
paragraph = "2"
requires = "the cups"
evidence = ["tea cups"]
"""


def test_what_is_found_is_ticked_with_its_requirement_and_the_place_that_tells_it() -> None:
    ticks = {tick.relation: tick for tick in checked(complete()).ticks if tick.check == "disclosure_ias_16"}

    (place,) = ticks["Told: the depreciation methods"].locations
    assert place.quote == "It is computed by the straight-line method."
    assert place.section == "2. Accounting policies"


def test_what_is_not_found_is_told_with_why_it_is_asked_for_and_what_was_searched_for() -> None:
    (finding,) = checked(without(complete(), PENSIONS)).findings

    assert finding.title == "Not found: the maturity profile and duration of the obligation (IAS 19.147(c))"
    assert finding.description.startswith("IAS 19 applies by “")
    assert ", this is required where there are defined benefit plans, and nothing says duration" in finding.description
    assert "non-compliant" not in finding.description


def test_a_standard_of_which_nothing_is_found_is_one_finding_with_its_items(tmp_path: Path) -> None:
    (tmp_path / "tea.toml").write_text(TEA)

    (finding,) = checked(complete(), disclosures=str(tmp_path)).findings

    assert finding.title == "Nothing found of what House 1 asks for (Tea)"
    assert "House 1.1, the leaves; House 1.2, the cups" in finding.description
    assert (finding.severity, finding.locations[0].row_label) == ("info", "Inventories")


def test_what_only_a_reader_can_tell_is_listed_with_the_reason() -> None:
    outcome = checked(complete())
    reasons = [one.reason for one in outcome.untested]

    assert any("who is related can only be known from outside of the report" in reason for reason in reasons)
    assert any("the report does not show whether that is so" in reason for reason in reasons)
    assert outcome.counts.not_possible == len(reasons)


def test_no_figure_counts_as_checked_because_a_sentence_around_it_tells_something() -> None:
    report, outcome = complete(), checked(without(complete(), PENSIONS))
    listed = tick_list(outcome.ticks, outcome.untested)

    states = figure_states(report, [Said(AGENT, listed, outcome.findings)])

    assert states.counts == {"finding": 0, "holds": 0, "untested": 0, "unrelated": sum(states.counts.values())}


def test_the_result_can_be_written_down() -> None:
    event = result_of(AGENT, checked(complete())).event

    assert event.type == "agent_completed"
    assert max(map(len, event.basis)) < 4_000


def test_the_same_report_gives_the_same_result() -> None:
    report = without(complete(), PENSIONS)

    assert checked(report) == checked(report)
