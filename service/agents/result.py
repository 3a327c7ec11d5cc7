"""The result of an attempt: an outcome, and written down beside it what can be long, as it goes on to the log."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile

from pydantic import TypeAdapter

from service.checks.outcome import Outcome
from service.errors import AgentMisbehaved
from service.findings import Finding, Severity, count_by_severity, gravest_first
from service.log.codec import MAX_EVENT_BYTES
from service.ticks import encode_ticks, tick_list

OUTCOME: TypeAdapter[Outcome] = TypeAdapter(Outcome)
MAX_SHOWN_BYTES = MAX_EVENT_BYTES // 2
"""Findings beyond this are listed in an artifact, and the gravest of them shown: nobody between the check and the log
has to look at all of thousands, and the event loop has not got the time."""


@dataclass(frozen=True, slots=True)
class Listed:
    """All findings as an artifact, gravest first, and how many they are."""

    data: bytes
    total: int
    by_severity: dict[Severity, int]


@dataclass(frozen=True, slots=True)
class Result:
    """An outcome without its ticks, and the bytes that list them; None where it lists none.

    Where its findings are many it has the gravest, and ``listed`` has all.
    """

    outcome: Outcome
    ticks: bytes | None = None
    listed: Listed | None = None

    @property
    def artifacts(self) -> tuple[bytes, ...]:
        """What is written down beside the outcome."""
        listed = None if self.listed is None else self.listed.data
        return tuple(data for data in (self.ticks, listed) if data is not None)

    def encoded(self) -> bytes:
        """As bytes, for ``decoded``."""
        all_ = self.listed
        counts = b"" if all_ is None else json.dumps([all_.total, all_.by_severity]).encode()
        outcome = OUTCOME.dump_json(self.outcome)
        return b"\0".join((outcome, counts, b"" if all_ is None else all_.data, self.ticks or b""))


def result_of(agent_id: str, outcome: Outcome) -> Result:
    """What ``agent_id`` came to, with what can be long written down.

    Raises:
        AgentMisbehaved: a finding names another agent, or can not be written down.
    """
    for finding in outcome.findings:
        if finding.agent_id != agent_id:
            raise AgentMisbehaved(agent_id, f"returned a finding that names {finding.agent_id} as its agent")
    try:
        shown, listed = _shown(outcome.findings)
        ticks = _ticks(outcome)
    except ValueError as error:
        raise AgentMisbehaved(agent_id, f"said what can not be written down: {error}") from error
    return Result(replace(outcome, findings=shown, ticks=(), untested=(), coverage=()), ticks, listed)


def _ticks(outcome: Outcome) -> bytes | None:
    if not outcome.ticks and not outcome.untested and not outcome.coverage:
        return None
    return encode_ticks(tick_list(outcome.ticks, outcome.untested, outcome.coverage))


def decoded(data: bytes) -> Result:
    """The result that was ``encoded``; JSON holds no zero byte, so each of them ends a part."""
    outcome, counts, findings, ticks = data.split(b"\0", 3)
    listed = Listed(findings, *json.loads(counts)) if counts else None
    return Result(OUTCOME.validate_json(outcome), ticks or None, listed)


def _shown(findings: tuple[Finding, ...]) -> tuple[tuple[Finding, ...], Listed | None]:
    """As many findings as fit into an event, and the list of all where those are not all."""
    gravest = gravest_first(findings)
    texts = [finding.model_dump_json().encode() for finding in gravest]
    sizes = accumulate(len(text) + 1 for text in texts)
    fitting = sum(1 for _ in takewhile(lambda size: size <= MAX_SHOWN_BYTES, sizes))
    if fitting == len(texts):
        return findings, None
    return gravest[:fitting], Listed(b"[" + b",".join(texts) + b"]", len(texts), count_by_severity(findings))
