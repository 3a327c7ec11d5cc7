"""What can go wrong with one call of a model, and whether another call could go better."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, cast

from service.agents.models.bounded import refusal_in
from service.agents.models.replies import Reply

REFUSED = "refused"
CUT_OFF = "cut off"
NOTHING = "no answer"
NOT_VALID = "not valid"
TIME = "time"
TIME_OUT = "time-out"
UNREACHABLE = "unreachable"
TOO_MANY = "too many requests"
SERVER = "server error"
REJECTED = "rejected"
NOT_ALLOWED = "not allowed"
MOVED = "moved"
BUDGET = "budget"

MOST_SAID = 500
"""Characters of what a server says: enough to see what it wants, and no place for a whole report."""
PASSING = frozenset({408, 409, 425, 429})
"""Statuses below 500 that another call may not get."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a call gave no answer. ``after_s`` is how long the server asks to be left alone."""

    reason: str
    said: str
    passes: bool
    after_s: float | None = None


def of_reply(reply: Reply) -> Trouble | None:
    """The trouble with an answer that came; None where there is none so far."""
    if reply.stop == "refused":
        return Trouble(REFUSED, reply.said[:MOST_SAID], passes=False)
    if reply.stop == "cut off":
        said = "it reached the limit of tokens that an answer may have; TICKMARK_MODEL_OUTPUT_TOKENS allows more"
        return Trouble(CUT_OFF, said, passes=False)
    if reply.stop == "nothing" or not reply.text.strip():
        return Trouble(NOTHING, reply.said[:MOST_SAID] or "the answer is empty", passes=True)
    return None


def timed_out(limit_s: float) -> Trouble:
    """A call that was not answered in time."""
    return Trouble(TIME_OUT, f"no answer within {limit_s:g} s", passes=True)


def of_error(error: Exception, now: datetime | None = None) -> Trouble:
    """The trouble that a provider's library raised.

    They have no error in common, but all of those that come from an answer know its status and its headers.
    """
    if (refusal := refusal_in(error)) is not None:
        return Trouble(NOT_VALID, str(refusal), passes=False)
    status = _status(error)
    said = " ".join(str(error).split())[:MOST_SAID]
    if status is None:
        return Trouble(UNREACHABLE, f"{type(error).__name__}: {said}" if said else type(error).__name__, passes=True)
    if 300 <= status < 400:
        told = f"it sends on to another address (status {status}), which is not followed; set TICKMARK_MODEL_BASE_URL"
        return Trouble(MOVED, f"{told} to where it answers", passes=False)
    after_s = _asked_for(error, now or datetime.now(UTC))
    if status == 429:
        return Trouble(TOO_MANY, said, passes=True, after_s=after_s)
    if status >= 500:
        return Trouble(SERVER, said, passes=True, after_s=after_s)
    if status in PASSING:
        return Trouble(SERVER, said, passes=True, after_s=after_s)
    return Trouble(NOT_ALLOWED if status in {401, 403} else REJECTED, said, passes=False)


def _status(error: Exception) -> int | None:
    for name in ("status_code", "code"):
        status = getattr(error, name, None)
        if isinstance(status, int):
            return status
    return None


def _asked_for(error: Exception, now: datetime) -> float | None:
    """Seconds that the answer asks to wait: in its headers, or in Google's own words."""
    for held_by in (error, getattr(error, "response", None)):
        for name in ("headers", "litellm_response_headers"):
            headers = getattr(held_by, name, None)
            if isinstance(headers, Mapping) and (told := cast("Mapping[str, str]", headers).get("retry-after")):
                return _seconds(told, now)
    return _of_google(getattr(error, "details", None))


def _seconds(text: str, now: datetime) -> float | None:
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return max(0.0, float(text))
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _of_google(details: Any) -> float | None:
    """Of ``{"error": {"details": [{"retryDelay": "34s"}]}}``."""
    if not isinstance(details, dict):
        return None
    said = cast("dict[str, Any]", details)
    listed = cast("list[Any]", (said.get("error") or said).get("details") or [])
    for one in (cast("dict[str, Any]", one) for one in listed if isinstance(one, dict)):
        if re.fullmatch(r"\d+(\.\d+)?s", str(one.get("retryDelay"))):
            return float(one["retryDelay"][:-1])
    return None
