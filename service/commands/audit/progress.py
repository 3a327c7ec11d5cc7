"""What a person sees while `tickmark audit` runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table

from service.commands.audit.audited import Audited
from service.commands.audit.result_view import mark_of, print_result
from service.commands.lines import checks_text, error_text, event_line
from service.commands.notes import counts_text, findings_of, notes_of
from service.commands.printable import marked_up, printable


class Board(AbstractContextManager["Board"]):
    """Shows every event of every audit, and each result."""

    def __exit__(self, *_: object) -> None:
        """Nothing to put away."""

    def event(self, file: str, text: str) -> None:
        """An event of the audit of ``file``, as stored."""

    def result(self, result: Audited) -> None:
        """An audit has ended, and so have all before it."""


class SilentBoard(Board):
    """Shows nothing: standard output belongs to the results."""


class PlainBoard(Board):
    """For pipes and logs: a line per event that matters, and the findings."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, soft_wrap=True)

    def event(self, file: str, text: str) -> None:
        event = json.loads(text)
        if event["type"] not in {"agent_progress", "extraction_progress"}:
            self._console.print(f"{printable(Path(file).name)}  {event_line(event)}", markup=False)

    def result(self, result: Audited) -> None:
        print_result(self._console, result)


class LiveBoard(Board):
    """For a terminal: a line per agent that fills in, above it the results so far."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)
        self._lanes: dict[tuple[str, str], str] = {}
        self._live = Live(console=self._console, get_renderable=self._table, refresh_per_second=8, transient=True)

    def __enter__(self) -> LiveBoard:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def event(self, file: str, text: str) -> None:
        event = json.loads(text)
        name = Path(file).name
        match event["type"]:
            case "audit_created":
                for agent_id in event["agents"]:
                    self._lanes[name, agent_id] = "[dim]waiting"
            case "extraction_progress":
                self._lanes[name, "reading"] = f"{_bar(event)} {event['completed']}/{event['total']} pages"
            case "document_extracted" | "audit_resumed":
                self._lanes.pop((name, "reading"), None)
            case "audit_complete" | "audit_failed" | "audit_cancelled":
                self._lanes = {lane: said for lane, said in self._lanes.items() if lane[0] != name}
            case kind if "agent_id" in event:
                lane = name, event["agent_id"]
                self._lanes[lane] = _lane(kind, event) or self._lanes.get(lane, "")
            case _:
                pass

    def result(self, result: Audited) -> None:
        print_result(self._live.console, result)

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 2))
        for (name, agent_id), said in list(self._lanes.items()):
            table.add_row(marked_up(name), agent_id, said)
        return table


def _lane(kind: str, event: dict[str, Any]) -> str | None:
    """What an agent's line says after ``event``; None after one of a type that only a newer server knows."""
    shown: dict[str, Callable[[], str]] = {
        "agent_started": lambda: "running" if event["attempt"] == 1 else f"running (attempt {event['attempt']})",
        "agent_progress": lambda: f"{_bar(event)} {event['completed']}/{event['total']} {marked_up(event['message'])}",
        "agent_completed": lambda: _completed(event),
        "agent_skipped": lambda: f"[dim]not run: {marked_up(event['reason'])}",
        "agent_error": lambda: f"{'[yellow]' if event['will_retry'] else '[red]'}{marked_up(error_text(event))}",
    }
    return shown[kind]() if kind in shown else None


def _completed(event: dict[str, Any]) -> str:
    found, checks = findings_of(event), event["checks"]
    return f"{mark_of(checks, found)} {counts_text(found, notes_of(event))}; {checks_text(checks)}"


def _bar(event: dict[str, Any]) -> str:
    width = 20
    done = width * event["completed"] // max(1, event["total"])
    return f"[cyan]{'━' * done}[/][dim]{'━' * (width - done)}[/]"
