"""What was checked and holds, and what could not be checked and why, for a person: `tickmark audit --ticks`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

from rich.console import Console
from rich.table import Table

from service.commands.audit.ticked import AgentTicked
from service.commands.lines import page_text
from service.commands.printable import marked_up
from service.events import Checks
from service.findings import Location
from service.ticks import TickedTable

EXACT, ROUNDED, UNTESTED = "[green]✓[/]", "[cyan]≈[/]", "[yellow]○[/]"
LEGEND = f"{EXACT} holds   {ROUNDED} holds within rounding   {UNTESTED} could not be checked"
LONGEST_QUOTE = 160


Row = tuple[str, str, str, str]
"""A mark, the line and the column that it is at, and what is said."""


def print_ticks(console: Console, agents: Iterable[AgentTicked]) -> None:
    """Every agent's list, a block for each table, in document order; the text comes last."""
    console.print(f"\n  [bold]What was checked[/]   {LEGEND}")
    for agent in agents:
        _print_agent(console, agent)


def _print_agent(console: Console, agent: AgentTicked) -> None:
    checks, listed = agent.checks, agent.ticks
    said = f"{checks.passed:,} hold, {checks.failed:,} fail, {checks.not_possible:,} could not be checked"
    said += _coverage(listed.tables if listed else ())
    console.print(f"\n  [bold]{marked_up(agent.agent_id)}[/]  {said}")
    if listed is None:
        if checks != Checks():
            console.print("    [dim]this agent counts its checks and does not list them[/]")
        return
    for table in listed.tables:
        console.print(f"\n    {_heading(table)}")
        _print_rows(console, _of_text(table) if table.table is None else _of_table(table))
    if listed.left_out:
        console.print(f"\n    [yellow]{listed.left_out:,} more are counted and not listed: there are too many[/]")


def _heading(table: TickedTable) -> str:
    held, unheld = len(table.ticks), len(table.untested)
    parts = [f"{held} hold", f"[/][red]{table.failed} fail[/][dim]" if table.failed else ""]
    counts = ", ".join(filter(None, [*parts, f"{unheld} not checked" if unheld else ""]))
    if table.table is None:
        return f"[bold]Sentences[/]  [dim]{counts}[/]"
    places = [*(tick.locations[0] for tick in table.ticks), *(one.location for one in table.untested)]
    first = min((place for place in places if place.page), key=lambda place: place.page or 0, default=None)
    page = page_text(first.page, first.page_label) if first else ""
    where = ", ".join(filter(None, (f"table {table.table + 1}", page)))
    title = marked_up(table.title or table.section or "Untitled")
    return f"[bold]{title}[/]  [dim]{where}: {counts}{_coverage([table])}[/]"


def _coverage(tables: Iterable[TickedTable]) -> str:
    """How many figures are in a relation that holds, where that was counted."""
    counted = [(table.figures, table.ticked) for table in tables if table.figures is not None]
    if not counted:
        return ""
    return (
        f"; {sum(ticked or 0 for _, ticked in counted):,} of {sum(figures for figures, _ in counted):,} figures ticked"
    )


def _of_table(table: TickedTable) -> Iterator[Row]:
    """A line for each tick; a result that several relations give is named once."""
    before: Location | None = None
    for tick in table.ticks:
        place = tick.locations[0]
        again = before is not None and (before.row, before.column) == (place.row, place.column)
        label, column = ("", "") if again else (_name(place), place.column_label or "")
        yield EXACT if tick.exact else ROUNDED, label, column, tick.relation
        before = place
    for one in table.untested:
        yield UNTESTED, _name(one.location), "", one.reason


def _of_text(table: TickedTable) -> Iterator[Row]:
    """Each sentence, and what was checked of it."""
    said: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for tick in table.ticks:
        said.setdefault(_sentence(tick.locations[0]), []).append((EXACT if tick.exact else ROUNDED, tick.relation))
    for one in table.untested:
        said.setdefault(_sentence(one.location), []).append((UNTESTED, one.reason))
    for (_, quote), judged in sorted(said.items(), key=itemgetter(0)):
        for number, (mark, words) in enumerate(judged):
            yield mark, "" if number else f"“{quote}”", "", words


def _sentence(place: Location) -> tuple[int, str]:
    return place.paragraph or 0, _short(place.quote or "")


def _name(place: Location) -> str:
    return _short(place.row_label or place.quote or "")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1].rstrip()}…"


def _print_rows(console: Console, rows: Iterator[Row]) -> None:
    """In columns on a terminal; in one line each for anything else, so that a search finds the whole of it."""
    if not console.is_terminal:
        name = ""
        for mark, label, column, said in rows:
            name = ", ".join(filter(None, [label, column])) or name
            console.print(f"    {mark} {marked_up(f'{name}: {said}' if name else said)}")
        return
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=5, justify="right")
    grid.add_column(ratio=3, overflow="fold")
    grid.add_column(ratio=2, style="dim", overflow="fold")
    grid.add_column(ratio=5, overflow="fold")
    for mark, label, column, said in rows:
        grid.add_row(mark, marked_up(label), marked_up(column), marked_up(said))
    console.print(grid)
