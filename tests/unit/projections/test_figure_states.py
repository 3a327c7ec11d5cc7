"""The state of every figure: nothing is left in silence, and the four counts add up to all figures."""

from __future__ import annotations

import json

import pytest

from service.checks.consistency.check import check as check_sentences
from service.checks.numeric.check import check as check_figures
from service.checks.outcome import Outcome, Progress
from service.findings import Finding, Location
from service.projections.figures.printed import printed_figures
from service.projections.figures.states import FigureStates, Relation, Said, State, figure_states
from service.projections.figures.states_json import encode_states
from service.reports.model import Report
from service.reports.reading import read
from service.ticks import Tick, TickList, Untested, tick_list

REPORT = """# Annual report 2031

## Income statement

| £m | 2031 | 2030 | 2029 |
|---|---|---|---|
| Licences | 4,310 | 4,120 | 3,977 |
| Services | 900 | 860 | 756 |
| Revenue | {total} | 4,980 | 4,733 |
| Offices | 12 | – | 9 |

## Review of 2031

Revenue rose to £5,210 million in 2031 from £4,980 million in 2030. We hired 37 engineers.
"""


def ignore(_: Progress) -> None:
    """Progress that nobody follows."""


def said(agent_id: str, outcome: Outcome) -> Said:
    return Said(agent_id, tick_list(outcome.ticks, outcome.untested, outcome.coverage), outcome.findings)


def states_of(total: str = "5,210") -> tuple[Report, FigureStates]:
    """The states of a report's figures after both checks; its revenue of 2031 is ``total``."""
    report = read("report.md", REPORT.format(total=total).encode())
    agents = [said("numbers", check_figures(report, ignore)), said("words", check_sentences(report, ignore))]
    return report, figure_states(report, agents)


def state_at(states: FigureStates, row: int, column: int) -> State | None:
    return next(one.state for one in states.places if (one.place.row, one.place.column) == (row, column))


def relations_at(states: FigureStates, row: int, column: int) -> list[Relation]:
    own = next(one for one in states.places if (one.place.row, one.place.column) == (row, column))
    return [states.relations[index] for index in own.relations]


def test_figures_are_those_of_tables_and_sentences_and_no_years_heads_or_dashes() -> None:
    report = read("report.md", REPORT.format(total="5,210").encode())

    assert [figure.text for figure in printed_figures(report)] == [
        *("4,310", "4,120", "3,977", "900", "860", "756", "5,210", "4,980", "4,733", "12", "9"),
        *("£5,210 million", "£4,980 million", "37"),
    ]


def test_a_figure_of_a_sentence_is_where_its_characters_stand() -> None:
    report = read("report.md", REPORT.format(total="5,210").encode())

    for figure in printed_figures(report):
        if figure.place.paragraph is not None:
            text = report.paragraphs[figure.place.paragraph].text
            assert text[figure.place.start : figure.place.end] == figure.text


@pytest.mark.parametrize("total", ["5,210", "5,201", "9,999"])
def test_every_figure_is_in_one_state_and_the_counts_add_up(total: str) -> None:
    report, states = states_of(total)

    assert sum(states.counts.values()) == len(list(printed_figures(report)))


def test_what_adds_up_holds_in_the_table_and_in_the_sentence() -> None:
    _, states = states_of()

    assert [state_at(states, row, 1) for row in (1, 2, 3)] == ["holds", "holds", "holds"]
    assert "900" in relations_at(states, 3, 1)[0].words
    text = [one.state for one in states.places if one.place.paragraph is not None]
    assert text == ["holds", "holds", "unrelated"]


def test_figures_of_a_relation_that_fails_are_in_the_finding_and_those_of_other_columns_are_not() -> None:
    _, states = states_of("5,201")

    assert [state_at(states, row, 1) for row in (1, 2, 3)] == ["finding", "finding", "finding"]
    assert [state_at(states, row, 2) for row in (1, 2, 3)] == ["holds", "holds", "holds"]
    failing = [relation for relation in relations_at(states, 1, 1) if relation.kind == "fails"]
    assert failing
    assert all(relation.finding for relation in failing)


def test_what_nobody_spoke_of_is_in_no_relation() -> None:
    report = read("report.md", REPORT.format(total="5,210").encode())

    states = figure_states(report, [])

    assert states.counts == {"finding": 0, "holds": 0, "untested": 0, "unrelated": 14}


def test_a_line_or_a_table_that_could_not_be_checked_leaves_what_holds_as_it_is() -> None:
    report = read("report.md", REPORT.format(total="5,210").encode())
    line = Untested("arithmetic", "no lines add up to it", Location(table=0, row=4))
    table = Untested("arithmetic", "it is too long", Location(table=0))
    tick = Tick("tie", "4,310 = 4,310", (Location(table=0, row=1, column=1),))

    of_line = figure_states(report, [Said("a", tick_list([], [line]))])
    of_table = figure_states(report, [Said("a", tick_list([tick], [table]))])

    assert [one.place.row for one in of_line.places if one.state == "untested"] == [4, 4]
    assert of_table.counts == {"finding": 0, "holds": 1, "untested": 10, "unrelated": 3}


FAILS = Finding.model_validate(
    {
        "id": "f1", "agent_id": "a", "check": "column_total", "severity": "high", "title": "It does not add up",
        "description": "", "locations": [Location(table=0, row=3, column=1), Location(table=0, row=1, column=1)],
    }
)  # fmt: skip
HOLDS = Tick("tie", "4,310 = 4,310", (Location(table=0, row=1, column=1),))
OF_LINE = Untested("arithmetic", "no lines add up to it", Location(table=0, row=1))
OF_TABLE = Untested("arithmetic", "it is too long", Location(table=0))


@pytest.mark.parametrize(
    ("findings", "ticks", "untested", "state"),
    [
        ([FAILS], [], [OF_LINE], "finding"),
        ([FAILS], [HOLDS], [OF_LINE], "holds"),
        ([], [HOLDS], [OF_LINE], "untested"),
        ([], [HOLDS], [OF_TABLE], "holds"),
        ([], [HOLDS], [], "holds"),
        ([], [], [OF_TABLE], "untested"),
        ([], [], [], "unrelated"),
    ],
)
def test_what_failed_is_not_said_to_be_unchecked_and_what_could_not_be_checked_is_not_said_to_hold(
    findings: list[Finding], ticks: list[Tick], untested: list[Untested], state: str
) -> None:
    report = read("report.md", REPORT.format(total="5,210").encode())

    states = figure_states(report, [Said("a", tick_list(ticks, untested), findings)])

    assert state_at(states, 1, 1) == state
    assert state_at(states, 3, 1) == ("finding" if findings else "untested" if OF_TABLE in untested else "unrelated")


def test_a_dash_in_a_sum_has_a_place_and_is_no_figure() -> None:
    report = read("report.md", REPORT.format(total="5,210").encode())
    tick = Tick("tie", "– = 0", (Location(table=0, row=4, column=2), Location(table=0, row=4, column=1)))

    states = figure_states(report, [Said("a", tick_list([tick], []))])

    assert state_at(states, 4, 2) is None
    assert state_at(states, 4, 1) == "holds"
    assert sum(states.counts.values()) == 14


@pytest.mark.parametrize(("severity", "state"), [("low", "finding"), ("info", None)])
def test_a_missing_figure_is_in_its_finding_and_a_note_is_no_finding(severity: str, state: str | None) -> None:
    report = read("report.md", REPORT.format(total="5,210").encode())
    finding = Finding.model_validate(
        {
            "id": "f1", "agent_id": "a", "check": "blank", "severity": severity, "title": "It is missing",
            "description": "", "locations": [Location(table=0, row=4, column=2)],
        }
    )  # fmt: skip

    states = figure_states(report, [Said("a", TickList(), [finding])])

    named = [one.state for one in states.places if (one.place.row, one.place.column) == (4, 2)]
    assert named == ([state] if state else [])


def test_of_a_sentence_only_the_figures_that_a_relation_spells_out_hold() -> None:
    report = read("report.md", REPORT.format(total="5,210").encode())
    quote = "Revenue rose to £5,210 million in 2031 from £4,980 million in 2030."
    text = Location(paragraph=report.paragraphs[-1].index, quote=quote)
    tick = Tick(
        "text_to_table", "£4,980 million = 4,980 (2030) in “Revenue”", (text, Location(table=0, row=3, column=2))
    )

    states = figure_states(report, [Said("a", tick_list([tick], []))])

    assert [one.state for one in states.places if one.place.paragraph is not None] == [
        "unrelated",
        "holds",
        "unrelated",
    ]


def test_as_json_places_name_their_relations_and_relations_their_places() -> None:
    _, states = states_of("5,201")

    told = json.loads(encode_states(states, ["numbers", "words"]))

    assert told["agents"] == ["numbers", "words"]
    assert told["figures"] == sum(told["counts"].values())
    for index, place in enumerate(told["places"]):
        assert all(index in told["relations"][relation]["places"] for relation in place["relations"])
    assert {relation["kind"] for relation in told["relations"]} >= {"holds", "fails"}
