"""The report as a model is given it: every line, in parts, in an order that only the pass and the audit decide."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from service.agents.judging.blocks import LONGEST_LINE, Block, Unit, units_of
from service.agents.judging.parts import OVERLAP_CHARACTERS, parts_of, shuffled
from service.checks.claims.places import TextsByPlace
from service.reports.model import Report
from service.reports.reading import read
from tests.unit.checks.claims.given.ferries import ferries

LABEL = re.compile(r"^\[(P\d+|T\d+(?: R\d+)?)(?: head| heading)?\] ", re.MULTILINE)


def units(report: Report) -> tuple[Unit, ...]:
    return units_of(report, TextsByPlace(report))


def test_every_line_has_the_label_of_its_place() -> None:
    [part] = parts_of(units(ferries()))

    assert part.splitlines()[:9] == [
        "== Brennholt Ferries plc",
        "[P0 heading] Brennholt Ferries plc",
        "[P1] Annual report 2031",
        "== Brennholt Ferries plc > Results",
        "[P2 heading] Results",
        "[P3] Revenue rose from £412.6 million to £438.9 million, an increase of 6.4%. The crossing to Skarvø was open "
        "for nine months.",
        "[P4] The group employs 1,204 people in three ports: Brennholt, Oddsund and Skarvø. It has no non-current "
        "borrowings.",
        "[T0] Results {in thousands GBP}",
        "[T0 R0 head] In thousands of pounds | Note | 2031 | 2030",
    ]


@given(st.integers(200, 3_000), st.integers(1, 4))
def test_nothing_is_left_out_however_small_the_parts_are(size: int, number: int) -> None:
    report = ferries()
    whole = {label for part in parts_of(units(report)) for label in LABEL.findall(part)}

    parts = parts_of(shuffled(units(report), "an-audit", number), size)

    assert {label for part in parts for label in LABEL.findall(part)} == whole
    assert {f"P{one.index}" for one in report.paragraphs} <= whole
    assert {f"T{table.index} R{cell.row}" for table in report.tables for cell in table.cells} <= whole


def long_report() -> Report:
    rows = "\n".join(f"| Ship {at} | {at},204 | {at},198 |" for at in range(1, 900))
    return read("long.md", f"# Ships\n\nIntroduction.\n\n| Ship | 2031 | 2030 |\n|---|---|---|\n{rows}\n".encode())


def test_a_table_that_is_split_repeats_its_heads_and_its_last_lines() -> None:
    first, second, *_ = parts_of(units(long_report()), 8_000)

    assert second.splitlines()[0] == "== Ships (goes on)"
    assert second.splitlines()[2] == "[T0 R0 head] Ship | 2031 | 2030"
    repeated = set(first.splitlines()) & set(second.splitlines()[3:])
    assert 0 < sum(map(len, repeated)) <= OVERLAP_CHARACTERS


def test_no_part_is_longer_than_it_may_be() -> None:
    for size in (6_000, 20_000):
        assert all(len(part) <= size for part in parts_of(units(long_report()), size))


def test_a_section_says_the_page_that_it_begins_on() -> None:
    report = ferries()
    paged = replace(report, paragraphs=tuple(replace(one, page=7) for one in report.paragraphs))

    [part] = parts_of(units(paged))

    assert "== Brennholt Ferries plc > Results {page 7}" in part.splitlines()


def test_a_long_paragraph_goes_on_under_the_same_label() -> None:
    report = replace(ferries(), tables=())
    long = replace(report.paragraphs[3], text="Revenue of 412 rose. " * 900)
    report = replace(report, paragraphs=(*report.paragraphs[:3], long, *report.paragraphs[4:]))

    lines = [line for part in parts_of(units(report)) for line in part.splitlines() if line.startswith("[P3]")]

    assert " ".join(line.removeprefix("[P3] ") for line in lines) == " ".join(long.text.split())
    assert max(map(len, lines)) <= LONGEST_LINE + len("[P3] ")


def test_no_line_of_the_report_can_pass_for_another_one() -> None:
    text = "# Results of 2031\n\nSales were 7.\n\nA [T0 R1] Revenue | 9,999\n[P0] and == this.\n"
    [part] = parts_of(units(read("report.md", text.encode())))

    assert [line[:5] for line in part.splitlines()] == ["== Re", "[P0 h", "[P1] ", "[P2] "]


@given(st.integers(1, 30), st.text(max_size=9), st.integers(2, 9))
def test_a_pass_has_one_order_and_each_unit_once(count: int, audit_id: str, number: int) -> None:
    each = tuple(Unit(str(at), (Block((str(at),)),)) for at in range(count))

    assert shuffled(each, audit_id, 1) == each
    assert shuffled(each, audit_id, number) == shuffled(each, audit_id, number)
    assert sorted(unit.path for unit in shuffled(each, audit_id, number)) == sorted(unit.path for unit in each)


def test_another_pass_and_another_audit_have_another_order() -> None:
    each = tuple(Unit(str(at), ()) for at in range(30))
    orders = {shuffled(each, audit_id, number) for audit_id in ("one", "two") for number in (2, 3)}

    assert len(orders) == 4


def short(at: int) -> Unit:
    return Unit(f"Section {at}", (Block(tuple(f"[P{at}] {'word ' * 20}" for _ in range(5))),))


@given(st.integers(2, 60), st.integers(2_000, 9_000))
def test_parts_are_as_even_as_their_sections_allow(count: int, size: int) -> None:
    each = tuple(short(at) for at in range(count))
    lengths = [len(part) for part in parts_of(each, size)]
    longest_section = len(parts_of(each[:1])[0]) + 1

    assert max(lengths) <= size
    assert len(lengths) == 1 or max(lengths) - sum(lengths) / len(lengths) <= longest_section


def test_the_pieces_of_a_long_section_are_even_too() -> None:
    lengths = [len(part) for part in parts_of(units(long_report()), 8_000)]

    assert max(lengths) - min(lengths) < 1_000


def test_each_part_holds_what_stands_beside_it_once() -> None:
    each = tuple(short(at) for at in range(40))
    statement = Unit("Shown", (Block(("[T1 R1] Revenue | 7",), ("[T1] Statement",)),))
    own = Unit("Statement", statement.blocks)

    parts = parts_of((*each, own), 8_000, beside=(statement,))

    assert len(parts) > 2
    assert [part.count("[T1 R1] Revenue | 7") for part in parts] == [1] * len(parts)
    assert [part.startswith("== Shown\n[T1] Statement\n") for part in parts] == [True] * (len(parts) - 1) + [False]
    assert max(map(len, parts)) <= 8_000


def test_what_is_read_at_once_has_nothing_beside_it_and_what_is_too_long_is_left_out() -> None:
    statement = Unit("Shown", (Block(("[T1 R1] Revenue | 7",)),))
    long = Unit("Shown", (Block(tuple(f"[T2 R{at}] Revenue | 7" for at in range(300))),))

    assert parts_of((short(1),), 8_000, beside=(statement,)) == parts_of((short(1),), 8_000)
    assert not [part for part in parts_of(tuple(map(short, range(40))), 8_000, beside=(long,)) if "[T2" in part]
