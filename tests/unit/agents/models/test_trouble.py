"""What a provider's library raises is understood, whichever it is: what passes, and how long its server wants rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from service.agents.models.trouble import of_error

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Answered(Exception):
    """As libraries raise for an answer: its status, its headers, and what its body says."""

    def __init__(self, status: int, headers: Mapping[str, str] | None = None, details: object = None) -> None:
        super().__init__("said so")
        self.status_code = status
        self.response = type("Response", (), {"headers": headers or {}})()
        self.details = details


@pytest.mark.parametrize(
    ("status", "reason", "passes"),
    [
        (400, "rejected", False),
        (401, "not allowed", False),
        (403, "not allowed", False),
        (404, "rejected", False),
        (422, "rejected", False),
        (408, "server error", True),
        (429, "too many requests", True),
        (500, "server error", True),
        (529, "server error", True),
    ],
)
def test_a_status_says_whether_it_passes(status: int, reason: str, passes: bool) -> None:
    trouble = of_error(Answered(status))

    assert (trouble.reason, trouble.passes) == (reason, passes)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("Mon, 02 Mar 2026 09:30:45 GMT", 45.0),
        ("Mon, 02 Mar 2026 09:29:00 GMT", 0.0),
        ("soon", None),
        ("nan", None),
        ("inf", None),
    ],
)
def test_a_server_says_when_to_come_back_in_seconds_or_by_a_date(told: str, seconds: float | None) -> None:
    assert of_error(Answered(429, {"retry-after": told}), NOW).after_s == seconds


def test_google_says_it_in_words_of_its_own() -> None:
    details = {
        "error": {"code": 429, "details": [{"@type": "QuotaFailure"}, {"@type": "RetryInfo", "retryDelay": "34.5s"}]}
    }

    assert of_error(Answered(429, details=details)).after_s == 34.5


@pytest.mark.parametrize(
    "details", [None, [], {}, {"error": None}, {"error": {"details": [3, {"retryDelay": "soon"}]}}]
)
def test_what_says_nothing_of_it_asks_for_no_rest(details: object) -> None:
    assert of_error(Answered(503, details=details)).after_s is None


def test_what_came_from_no_answer_passes() -> None:
    trouble = of_error(ConnectionResetError("reset by peer"))

    assert (trouble.reason, trouble.passes, trouble.said) == (
        "unreachable",
        True,
        "ConnectionResetError: reset by peer",
    )


def test_no_whole_report_gets_into_the_log_through_an_error() -> None:
    assert len(of_error(ValueError("Revenue " * 10_000)).said) < 600
