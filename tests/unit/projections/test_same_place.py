"""Findings of several agents about one place are put together, and those of one agent never."""

from __future__ import annotations

import pytest

from service.findings import Finding, Location
from service.projections.same_place import MOST, same_place, with_same_place

SENTENCE = "Revenue rose by 12% to EUR 4,310 thousand, carried by licences in all markets."


def found(finding_id: str, agent_id: str, place: Location | None, severity: str = "medium", **more: object) -> Finding:
    said = {"id": finding_id, "agent_id": agent_id, "check": "column_total", "severity": severity, "title": finding_id}
    places = () if place is None else (place,)
    return Finding.model_validate(said | {"description": "It is off.", "locations": places} | more)


def cell(row: int = 3, column: int = 1, **more: object) -> Location:
    return Location(table=2, row=row, column=column, quote="5,201").model_copy(update=more)


def text(quote: str | None, paragraph: int = 7) -> Location:
    return Location(paragraph=paragraph, quote=quote)


def test_what_two_agents_found_in_one_cell_names_each_other_gravest_first_and_computed_before_model() -> None:
    findings = [
        found("a", "numeric", cell(), "medium", source="model"),
        found("b", "logic", cell(), "high"),
        found("c", "words", cell(), "medium"),
        found("d", "numeric", cell(row=4), "high"),
    ]

    assert same_place(findings) == {"a": ("b", "c"), "b": ("c", "a"), "c": ("b", "a"), "d": ()}


def test_two_errors_of_one_agent_stay_apart_and_others_go_with_the_graver() -> None:
    findings = [found("a", "numeric", cell()), found("b", "numeric", cell(), "high"), found("c", "logic", cell())]

    assert same_place(findings) == {"a": (), "b": ("c",), "c": ("b",)}


def test_a_note_of_what_is_not_disclosed_is_put_together_with_what_was_computed() -> None:
    findings = [found("a", "numeric", text(SENTENCE)), found("b", "disclosure", text(SENTENCE), "info")]

    assert same_place(findings) == {"a": ("b",), "b": ("a",)}


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (SENTENCE, SENTENCE, True),
        (SENTENCE, "rose by 12%", True),
        (SENTENCE, "rose  by\n12%", True),
        (SENTENCE[:60], SENTENCE[20:], True),
        (SENTENCE[20:], SENTENCE[:60], True),
        ("Costs of all markets", "all markets grew", False),
        (SENTENCE, "Costs fell.", False),
        (SENTENCE, None, False),
    ],
)
def test_findings_in_a_paragraph_are_about_one_place_where_their_quotes_overlap(
    one: str, other: str | None, together: bool
) -> None:
    findings = [found("a", "numeric", text(one)), found("b", "logic", text(other))]

    assert same_place(findings) == ({"a": ("b",), "b": ("a",)} if together else {"a": (), "b": ()})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (text(SENTENCE), text(SENTENCE, paragraph=8)),
        (Location(table=2, row=3), Location(table=2, row=3)),
        (Location(table=2), Location(table=2)),
        (cell(), text("5,201")),
        (None, None),
    ],
)
def test_what_is_about_no_cell_and_no_text_or_about_another_stays_apart(
    one: Location | None, other: Location | None
) -> None:
    assert same_place([found("a", "numeric", one), found("b", "logic", other)]) == {"a": (), "b": ()}


def test_a_note_that_sums_only_differ_by_rounding_is_about_its_table() -> None:
    findings = [found("a", "numeric", cell(), "info", check="rounding"), found("b", "logic", cell())]

    assert same_place(findings) == {"a": (), "b": ()}


def test_a_place_with_hundreds_of_findings_is_put_together_as_far_as_it_is_compared() -> None:
    findings = [found(f"{at}", f"agent {at % 2}", cell()) for at in range(3 * MOST)]

    others = same_place(findings)

    assert others["0"] == ("1",)
    assert sum(bool(names) for names in others.values()) == MOST
    assert len(others) == 3 * MOST


def test_each_finding_as_json_has_its_own_words_and_names_the_others() -> None:
    shown = with_same_place([found("a", "numeric", cell()), found("b", "logic", cell())])

    assert [(one["id"], one["title"], one["same_place"]) for one in shown] == [("a", "a", ["b"]), ("b", "b", ["a"])]
