"""Ticks: the relations that were checked and hold, and what could not be checked (docs/protocol.md, "A tick").

They can be many (ten thousand in a long filing), so an agent's ticks are kept as one artifact, its bytes the same
whenever the same rules read the same report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from pydantic import TypeAdapter

from service.findings import Location, in_one_order, place_order

MAX_ARTIFACT_BYTES = 16 * 2**20
"""Of one agent's ticks; the longest filings need a quarter of it. What is beyond is counted, not listed."""
START, TABLES, BETWEEN, END = b'{"left_out":', b',"tables":[\n', b",\n", b"\n]}"
"""Around and between the tables of an encoded list. A line break is nowhere else: in JSON's strings it is written
as two characters."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A relation that was checked and holds. The first location is its result, the others are what gives it."""

    check: str
    relation: str
    """In figures as printed: "1,200 + 300 = 1,500"."""
    locations: tuple[Location, ...]
    exact: bool = True
    """False if it holds only within what rounding explains."""


@dataclass(frozen=True, slots=True)
class Untested:
    """A check that could not be made: where, and why, for a person."""

    check: str
    reason: str
    location: Location


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of a table's ``figures`` are ``ticked``: take part in a relation that holds; how many relations fail."""

    location: Location
    figures: int
    ticked: int
    failed: int = 0
    """What is wrong in them is in the findings."""


@dataclass(frozen=True, slots=True)
class TickedTable:
    """What was checked in one table, or in the text (``table`` is None), from its top to its foot."""

    table: int | None = None
    title: str | None = None
    section: str | None = None
    ticks: tuple[Tick, ...] = ()
    untested: tuple[Untested, ...] = ()
    figures: int | None = None
    """How many figures the table prints, and how many of them are ticked; None where nobody counted."""
    ticked: int | None = None
    failed: int | None = None
    """How many of its relations fail."""


_Listed = Tick | Untested | Coverage


@dataclass(frozen=True, slots=True)
class TickList:
    """All that one agent ticked, table by table in document order, the text last."""

    tables: tuple[TickedTable, ...] = ()
    left_out: int = 0
    """How many ticks and untested places are counted in ``agent_completed`` and not listed here, for their size."""


_TABLE: TypeAdapter[TickedTable] = TypeAdapter(TickedTable)
_LIST: TypeAdapter[TickList] = TypeAdapter(TickList)


def tick_list(ticks: Iterable[Tick], untested: Iterable[Untested], coverage: Iterable[Coverage] = ()) -> TickList:
    """The list that holds ``ticks``, ``untested`` and ``coverage``, in an order that does not depend on theirs."""
    entries = in_one_order([*ticks, *untested, *coverage], _order)
    return TickList(tuple(_table(index, list(own)) for index, own in groupby(entries, lambda one: _place(one).table)))


def encode_ticks(listed: TickList, max_bytes: int = MAX_ARTIFACT_BYTES) -> bytes:
    """The list as JSON without nulls, a line for each table. A table for which there is no room is not listed."""
    texts: list[bytes] = []
    room, left_out = max_bytes, listed.left_out
    for table in listed.tables:
        text = _TABLE.dump_json(table, exclude_none=True)
        if len(text) > room:
            left_out += len(table.ticks) + len(table.untested)
            continue
        room -= len(text) + len(BETWEEN)
        texts.append(text)
    return b"%b%d%b%b%b" % (START, left_out, TABLES, BETWEEN.join(texts), END)


def decode_ticks(data: bytes) -> TickList:
    """The list that ``encode_ticks`` was given; fields that a later version added are ignored."""
    return _LIST.validate_json(data, extra="ignore")


def is_tick_list(data: bytes) -> bool:
    """Whether ``data`` begins and ends as ``encode_ticks`` writes it; what is between, readers will see."""
    return data.startswith(START) and TABLES in data[: len(START) + 32] and data.endswith(END)


def touching(data: bytes, table: int) -> bytes:
    """Of an encoded list, what has to do with one table: also figures of other tables that were held against it.

    Only the lines that name the table are read: a list can be long, and whoever serves it has others to serve.
    """
    head, _, rest = data.partition(TABLES)
    named = re.compile(rb'"table":%d[,}]' % table)
    kept = (_only(line, table) for line in rest.removesuffix(END).split(BETWEEN) if named.search(line))
    return b"%b%b%b%b" % (head, TABLES, BETWEEN.join(filter(None, kept)), END)


def _only(line: bytes, table: int) -> bytes:
    """What in the line of a table has to do with ``table``; empty if nothing has."""
    whole = _TABLE.validate_json(line, extra="ignore")
    ticks = tuple(tick for tick in whole.ticks if any(place.table == table for place in tick.locations))
    untested = whole.untested if whole.table == table else ()
    part = replace(whole, ticks=ticks, untested=untested)
    return _TABLE.dump_json(part, exclude_none=True) if ticks or whole.table == table else b""


def _place(entry: _Listed) -> Location:
    return entry.locations[0] if isinstance(entry, Tick) else entry.location


def _order(entry: _Listed) -> tuple[object, ...]:
    where = place_order(_place(entry))
    match entry:
        case Tick():
            return where, entry.check, entry.relation, _others(entry)
        case Untested():
            return where, entry.check, entry.reason, ()
        case Coverage():
            return where, "", "", ()


def _others(tick: Tick) -> tuple[tuple[int, int, int], ...]:
    return tuple((-1 if p.table is None else p.table, p.row or 0, p.column or 0) for p in tick.locations[1:])


def _table(index: int | None, entries: list[_Listed]) -> TickedTable:
    title, section = None, None
    if index is not None:
        title = next((place.table_title for entry in entries if (place := _place(entry)).table_title), None)
        section = next((place.section for entry in entries if (place := _place(entry)).section), None)
    coverage = next((entry for entry in entries if isinstance(entry, Coverage)), None)
    return TickedTable(
        index,
        title,
        section,
        tuple(_bare(entry, index) for entry in entries if isinstance(entry, Tick)),
        tuple(replace(e, location=_lean(e.location, index)) for e in entries if isinstance(e, Untested)),
        coverage.figures if coverage else None,
        coverage.ticked if coverage else None,
        coverage.failed if coverage else None,
    )


def _bare(tick: Tick, index: int | None) -> Tick:
    return replace(tick, locations=(_lean(tick.locations[0], index), *tick.locations[1:]))


def _lean(place: Location, index: int | None) -> Location:
    """Without what its whole table has in common."""
    return place if index is None else place.model_copy(update={"table_title": None, "section": None})
