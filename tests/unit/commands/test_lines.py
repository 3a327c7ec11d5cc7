"""What a terminal says of an agent's trouble: that it tries again and when, or that it could not check."""

from __future__ import annotations

import json
from typing import Any

import pytest

from service.commands.audit.progress import LiveBoard
from service.commands.lines import event_line

BUSY: dict[str, Any] = {
    "seq": 7,
    "type": "agent_error",
    "timestamp": "2026-03-02T09:30:00.310000Z",
    "agent_id": "external_signal",
    "error": "the line is busy",
    "error_type": "LineBusyError",
    "attempt": 1,
}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"will_retry": True, "retry_after_ms": 2000}, "attempt 1 failed, tries again in 2 s: the line is busy"),
        ({"will_retry": True, "retry_after_ms": 500}, "attempt 1 failed, tries again in 0.5 s: the line is busy"),
        ({"will_retry": True}, "attempt 1 failed, tries again: the line is busy"),
        ({"will_retry": False, "retry_after_ms": None}, "could not check: the line is busy"),
    ],
)
def test_a_failed_attempt_says_whether_and_when_there_is_another(more: dict[str, Any], said: str) -> None:
    assert event_line(BUSY | more) == f"09:30:00.310     7  external_signal: {said}"


def test_the_board_shows_the_rest_and_the_attempt_after_it() -> None:
    board = LiveBoard()
    started = {"type": "agent_started", "agent_id": "external_signal", "attempt": 2}

    board.event("report.md", json.dumps(BUSY | {"will_retry": True, "retry_after_ms": 2000}))
    resting = dict(board._lanes)
    board.event("report.md", json.dumps(started))

    lane = ("report.md", "external_signal")
    assert resting[lane] == "[yellow]attempt 1 failed, tries again in 2 s: the line is busy"
    assert board._lanes[lane] == "running (attempt 2)"


def test_the_board_keeps_what_it_shows_when_a_newer_server_says_what_it_does_not_know() -> None:
    board = LiveBoard()
    board.event("report.md", json.dumps(BUSY | {"will_retry": False}))
    before = dict(board._lanes)

    board.event("report.md", json.dumps({"type": "agent_pondered", "agent_id": "external_signal"}))

    assert board._lanes == before


def test_the_board_shows_the_pages_read_until_the_report_is_read() -> None:
    board = LiveBoard()
    board.event("report.pdf", json.dumps({"type": "extraction_progress", "completed": 12, "total": 24}))
    reading = dict(board._lanes)
    board.event("report.pdf", json.dumps({"type": "document_extracted"}))

    assert "12/24 pages" in reading["report.pdf", "reading"]
    assert not board._lanes


def test_what_a_model_answered_and_what_it_did_not_are_a_line_each() -> None:
    asked = BUSY | {"agent_id": "logic_consistency", "model": "openai/qwen3", "purpose": "accounting, pass 2 of 3"}
    before = "09:30:00.310     7  logic_consistency: openai/qwen3"

    assert event_line(asked | {"type": "model_answered"}) == f"{before} answered: accounting, pass 2 of 3"
    assert event_line(asked | {"type": "model_failed", "error": "no answer within 120 s"}) == (
        f"{before} did not answer: accounting, pass 2 of 3: no answer within 120 s"
    )
