"""The list of ticks: by table, in the order of the report, the same bytes whatever order the checks went in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.findings import Location
from service.ticks import Coverage, Tick, TickList, Untested, decode_ticks, encode_ticks, tick_list, touching


def cell(table: int, row: int, column: int = 1, label: str | None = None) -> Location:
    return Location(table=table, row=row, column=column, row_label=label)


def total(table: int, row: int, relation: str = "1 + 2 = 3") -> Tick:
    first = Location(
        table=table, row=row, column=1, table_title="Balance sheet", section="Statements", row_label="Total"
    )
    return Tick("column_total", relation, (first, cell(table, row - 2), cell(table, row - 1)))


SENTENCE = Tick("text_to_table", "“€3” is 3", (Location(paragraph=7, quote="It was €3."), cell(2, 4)), exact=False)
UNREAD = Untested("arithmetic", "one line of figures", Location(table=5, table_title="Auditor"))

numbers, words = st.none() | st.integers(0, 3), st.none() | st.sampled_from(["Cash", "cash"])
places = st.builds(
    Location,
    **dict.fromkeys(("table", "row", "column", "page", "paragraph"), numbers),
    **dict.fromkeys(("table_title", "row_label", "column_label", "section", "quote"), words),
)
relations = st.sampled_from(["1 + 2 = 3", "3 − 2 = 1"]) | st.text(max_size=9)
located = st.lists(places, min_size=1, max_size=4).map(tuple)
ticks = st.builds(Tick, st.sampled_from(["sum", "tie"]), relations, located, st.booleans())
untested = st.builds(Untested, st.just("sum"), st.text(max_size=9), places)
counted = st.builds(Coverage, places, st.integers(0, 2), st.integers(0, 2))


def test_ticks_are_listed_by_table_from_top_to_foot_and_the_text_comes_last() -> None:
    listed = tick_list([SENTENCE, total(2, 9), total(1, 5), total(2, 4)], [UNREAD])

    assert [table.table for table in listed.tables] == [1, 2, 5, None]
    assert [tick.locations[0].row for tick in listed.tables[1].ticks] == [4, 9]
    assert listed.tables[2].untested[0].reason == "one line of figures"


def test_what_a_table_is_called_is_said_once() -> None:
    (table,) = tick_list([total(1, 5), total(1, 9)], []).tables

    assert (table.title, table.section) == ("Balance sheet", "Statements")
    assert all(tick.locations[0].table_title is None for tick in table.ticks)
    assert table.ticks[0].locations[0].row_label == "Total"


def test_a_sentence_keeps_its_section_and_its_words() -> None:
    (text,) = tick_list([SENTENCE], []).tables

    assert text.ticks == (SENTENCE,)


@given(st.lists(ticks, max_size=8), st.lists(untested, max_size=4), st.lists(counted, max_size=4), st.randoms())
def test_the_bytes_do_not_depend_on_the_order_of_the_checks(said, unsaid, covered, random) -> None:
    listed = tick_list(said, unsaid, covered)
    for entries in (said, unsaid, covered):
        random.shuffle(entries)

    data = encode_ticks(tick_list(said, unsaid, covered))

    assert data == encode_ticks(listed)
    assert decode_ticks(data) == listed
    assert sum(len(table.ticks) for table in listed.tables) == len(said)
    assert sum(len(table.untested) for table in listed.tables) == len(unsaid)


@pytest.mark.parametrize("field", Location.model_fields)
@pytest.mark.parametrize("at", [0, 1])
def test_two_ticks_that_differ_in_any_one_word_of_a_place_have_one_order(at: int, field: str) -> None:
    one = total(1, 5)
    told = 7 if field in {"table", "row", "column", "page", "paragraph"} else "seven"
    places = [place.model_copy(update={field: told} if n == at else {}) for n, place in enumerate(one.locations)]
    other = Tick(one.check, one.relation, tuple(places))

    assert encode_ticks(tick_list([one, other], [])) == encode_ticks(tick_list([other, one], []))


def test_what_there_is_no_room_for_is_counted() -> None:
    listed = tick_list([total(1, row) for row in range(2, 300)] + [total(2, 4)], [UNREAD])

    data = encode_ticks(listed, max_bytes=2000)

    assert len(data) < 2100
    assert [table.table for table in decode_ticks(data).tables] == [2, 5]
    assert decode_ticks(data).left_out == 298


def test_how_many_figures_of_a_table_are_ticked_stands_beside_its_ticks() -> None:
    covered = [Coverage(Location(table=1), 12, 9), Coverage(Location(table=4, table_title="Rates"), 5, 0)]

    listed = tick_list([total(1, 5)], [], covered)

    assert [(t.table, t.title, t.figures, t.ticked, len(t.ticks)) for t in listed.tables] == [
        (1, "Balance sheet", 12, 9, 1),
        (4, "Rates", 5, 0, 0),
    ]
    assert decode_ticks(encode_ticks(listed)) == listed
    assert [table.figures for table in decode_ticks(touching(encode_ticks(listed), 4)).tables] == [5]


def test_an_empty_list_says_so() -> None:
    assert decode_ticks(encode_ticks(tick_list([], []))) == TickList()


def test_fields_of_a_later_version_are_passed_over() -> None:
    said = json.loads(encode_ticks(tick_list([SENTENCE], [UNREAD])))
    said["tables"][1]["ticks"][0]["later"] = said["later"] = 1

    assert decode_ticks(json.dumps(said).encode()) == tick_list([SENTENCE], [UNREAD])


def test_a_table_is_asked_for_with_the_figures_that_were_held_against_it() -> None:
    data = encode_ticks(tick_list([SENTENCE, total(1, 5), total(2, 9), total(12, 5)], [UNREAD]))

    touched = decode_ticks(touching(data, 2)).tables

    assert [(table.table, len(table.ticks), len(table.untested)) for table in touched] == [(2, 1, 0), (None, 1, 0)]
    assert decode_ticks(touching(data, 77)) == TickList()


@given(st.lists(ticks, max_size=8), st.lists(untested, max_size=4), st.integers(0, 3))
def test_what_touches_a_table_is_every_tick_with_a_place_in_it(said, unsaid, index) -> None:
    touched = decode_ticks(touching(encode_ticks(tick_list(said, unsaid)), index)).tables

    wanted = [tick for tick in said if any(place.table == index for place in tick.locations)]
    assert sum(len(table.ticks) for table in touched) == len(wanted)
    assert sum(len(table.untested) for table in touched) == sum(one.location.table == index for one in unsaid)


def test_the_encoded_list_is_the_json_of_the_protocol_without_nulls_a_line_for_each_table() -> None:
    data = encode_ticks(tick_list([total(1, 5), SENTENCE], []))

    assert len(data.splitlines()) == 4
    assert json.loads(data)["left_out"] == 0
    table, text = json.loads(data)["tables"]
    assert "table" not in text
    assert table == {
        "table": 1,
        "title": "Balance sheet",
        "section": "Statements",
        "ticks": [
            {
                "check": "column_total",
                "relation": "1 + 2 = 3",
                "locations": [
                    {"table": 1, "row": 5, "column": 1, "row_label": "Total"},
                    {"table": 1, "row": 3, "column": 1},
                    {"table": 1, "row": 4, "column": 1},
                ],
                "exact": True,
            }
        ],
        "untested": [],
    }
