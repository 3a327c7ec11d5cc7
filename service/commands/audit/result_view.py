"""The result of one audited report, for a person: each agent with its tests, then the findings, then what holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding

from service.commands.audit.audited import Audited
from service.commands.audit.ticks_view import print_ticks
from service.commands.finding_parts import judged_text, part_lines
from service.commands.lines import GRAVITY_STYLE, checks_text, place_text, test_line
from service.commands.notes import counts_text, is_rounding, needs_action, rounding_line, usage_text
from service.commands.one_place import at_one_place
from service.commands.printable import marked_up

GOOD, BAD, UNABLE, TROUBLE, NOTHING = "[green]✓[/]", "[red]✗[/]", "[yellow]?[/]", "[red]![/]", "[dim]·[/]"
_STATES = {"holds": GOOD, "broken": BAD, "not_found": UNABLE}


def mark_of(checks: dict[str, Any], findings: int) -> str:
    """The mark of an agent that has completed: a tick only where something was checked and nothing was found."""
    if findings or checks["failed"]:
        return BAD
    if checks["passed"]:
        return GOOD
    return UNABLE if checks["not_possible"] else NOTHING


def print_result(console: Console, result: Audited) -> None:
    """Print a result; of a report that could not be audited, why."""
    found = sum(map(needs_action, result.findings))
    counts = f": {counts_text(found, len(result.findings) - found)}" if result.status == "complete" else ""
    asked = f"; {words}" if (words := usage_text(result.usage)) else ""
    console.print(
        f"\n[bold]{marked_up(result.file)}[/]  [dim]audit {result.audit_id or '-'}[/]  {result.status}{counts}{asked}"
    )
    if result.error:
        console.print(f"  [red]{marked_up(result.error)}[/]")
    for note in result.notes:
        console.print(f"  [dim]note: {marked_up(note)}[/]")
    for check in result.checks:
        _print_agent(console, check, result)
    for finding, *others in at_one_place([one for one in result.findings if not is_rounding(one)]):
        _print_finding(console, finding)
        for other in others:
            _print_finding(console, other, f"same place, {other['agent_id']}: ")
    if rounding := rounding_line(result.findings):
        console.print(f"  [dim]note: {rounding}[/]")
    if _is_clean(result):
        console.print("  checked, nothing found")
    if result.ticks:
        order = [check["agent_id"] for check in result.checks]
        print_ticks(console, sorted(result.ticks, key=lambda agent: order.index(agent.agent_id)))


def _print_agent(console: Console, check: dict[str, Any], result: Audited) -> None:
    found = sum(needs_action(one) for one in result.findings if one["agent_id"] == check["agent_id"])
    mark = {"complete": mark_of(check, found), "error": TROUBLE}.get(check["status"], NOTHING)
    console.print(f"  {mark} {check['agent_id']}: {marked_up(check.get('error') or checks_text(check))}")
    _print_tests(console, [test for test in result.tests if test["agent_id"] == check["agent_id"]])


def _print_tests(console: Console, tests: Sequence[dict[str, Any]]) -> None:
    """A line for each; one for all where the report prints nothing that any of them is about."""
    if tests and not any(map(_has_figures, tests)):
        console.print(f"    {NOTHING} None of the {len(tests)} tests that every reader expects applies: {_NO_FIGURES}")
        return
    for test in tests:
        console.print(f"    {_STATES.get(test['state'], NOTHING)} {marked_up(test_line(test))}")


_NO_FIGURES = "no figures that they are about were found"


def _has_figures(test: dict[str, Any]) -> bool:
    """Whether it was made, or at least found figures that it is about."""
    return test["state"] != "not_found" or bool(test["locations"])


def _print_finding(console: Console, finding: dict[str, Any], whose: str = "") -> None:
    style = GRAVITY_STYLE[finding["severity"]]
    console.print(f"  [{style}]{finding['severity']:<6}[/] {whose}{marked_up(finding['title'])}")
    if finding["locations"]:
        _print_indented(console, f"[dim]{marked_up(place_text(finding['locations'][0]))}[/]")
    if judged := judged_text(finding):
        for place in finding["locations"][1:]:  # what it is held against is half of what a model says
            _print_indented(console, f"[dim]against: {marked_up(place_text(place))}[/]")
        _print_indented(console, f"[dim]{judged}[/]")
    for line in part_lines(finding):
        _print_indented(console, marked_up(line))


def _is_clean(result: Audited) -> bool:
    told = any(not is_rounding(finding) for finding in result.findings)  # what only rounds has passed
    return result.status == "complete" and not told and any(check["passed"] for check in result.checks)


def _print_indented(console: Console, text: str) -> None:
    """Under its heading: wrapped to the width of a terminal, in one line for anything else."""
    console.print(Padding(text, (0, 0, 0, 9)) if console.is_terminal else f"         {text}")
