"""What a person reads of ticks: a block for each table, in columns on a terminal, in one line each elsewhere."""

from __future__ import annotations

from rich.console import Console

from service.commands.audit.ticked import AgentTicked
from service.commands.audit.ticks_view import print_ticks
from service.events import Checks
from service.findings import Location
from service.ticks import Coverage, Tick, TickList, Untested, tick_list

TOTAL = Location(table=2, row=4, column=1, table_title="Balance sheet", row_label="Total", column_label="2025", page=9)
TICKS = (
    Tick("column_total", "1,200 + 300 = 1,500", (TOTAL,)),
    Tick("tie", "1,500 ≈ 1,501 in “Summary [unaudited]”", (TOTAL,), exact=False),
    Tick("text_to_table", "€1.5 million = 1,500", (Location(paragraph=7, quote="It came to €1.5 million."),)),
)
COVERAGE = (Coverage(Location(table=2), 40, 36, 2), Coverage(Location(table=6, table_title="Rates"), 4, 0))
UNTESTED = (Untested("arithmetic", "it has a single figure", Location(table=5, table_title="Fees")),)


def shown(listed: TickList | None, checks: Checks, *, terminal: bool = False) -> str:
    console = Console(force_terminal=terminal, width=100, color_system=None, highlight=False, record=True, quiet=False)
    with console.capture() as capture:
        print_ticks(console, [AgentTicked(agent_id="numeric_validation", checks=checks, ticks=listed)])
    return capture.get()


def test_each_table_has_its_block_and_the_text_comes_last() -> None:
    text = shown(tick_list(TICKS, UNTESTED), Checks(passed=3, failed=2, not_possible=1))

    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert lines[1] == "numeric_validation  3 hold, 2 fail, 1 could not be checked"
    assert lines[2:] == [
        "Balance sheet  table 3, page 9: 2 hold",
        "✓ Total, 2025: 1,200 + 300 = 1,500",
        "≈ Total, 2025: 1,500 ≈ 1,501 in “Summary [unaudited]”",
        "Fees  table 6: 0 hold, 1 not checked",
        "○ it has a single figure",
        "Sentences  1 hold",
        "✓ “It came to €1.5 million.”: €1.5 million = 1,500",
    ]


def test_how_many_figures_are_ticked_is_told_of_each_table_and_of_all() -> None:
    text = shown(tick_list(TICKS, UNTESTED, COVERAGE), Checks(passed=3, failed=2, not_possible=1))

    assert "3 hold, 2 fail, 1 could not be checked; 36 of 44 figures ticked" in text
    assert "table 3, page 9: 2 hold, 2 fail; 36 of 40 figures ticked" in text
    assert "Rates  table 7: 0 hold; 0 of 4 figures ticked" in text


def test_on_a_terminal_a_result_that_several_relations_give_is_named_once() -> None:
    text = shown(tick_list(TICKS, UNTESTED), Checks(passed=3), terminal=True)

    assert text.count("Total") == 1
    assert "1,500 ≈ 1,501 in “Summary [unaudited]”" in text
    assert max(map(len, text.splitlines())) <= 100


def test_an_agent_that_only_counts_is_said_to() -> None:
    assert "does not list them" in shown(None, Checks(passed=4))
    assert "does not list them" not in shown(None, Checks())


def test_what_is_counted_and_not_listed_is_told() -> None:
    assert "12,000 more are counted and not listed" in shown(TickList(left_out=12_000), Checks(passed=12_000))
