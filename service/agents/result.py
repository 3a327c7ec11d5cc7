"""The result of an attempt: an outcome, and written down beside it what can be long, as it goes on to the log."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from service.checks.outcome import Outcome
from service.errors import AgentMisbehaved
from service.findings_list import Listed, shown
from service.ticks import encode_ticks, tick_list

OUTCOME: TypeAdapter[Outcome] = TypeAdapter(Outcome)


@dataclass(frozen=True, slots=True)
class Result:
    """An outcome without its ticks, and the bytes that list them; None where it lists none.

    Its findings stand gravest first; where they are many it has only those, and ``listed`` has all.
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
        AgentMisbehaved: a finding names another agent, or cannot be written down.
    """
    for finding in outcome.findings:
        if finding.agent_id != agent_id:
            raise AgentMisbehaved(agent_id, f"returned a finding that names {finding.agent_id} as its agent")
    try:
        findings, listed = shown(outcome.findings)
        ticks = _ticks(outcome)
    except ValueError as error:
        raise AgentMisbehaved(agent_id, f"said what cannot be written down: {error}") from error
    return Result(replace(outcome, findings=findings, ticks=(), untested=(), coverage=()), ticks, listed)


def _ticks(outcome: Outcome) -> bytes | None:
    if not outcome.ticks and not outcome.untested and not outcome.coverage:
        return None
    return encode_ticks(tick_list(outcome.ticks, outcome.untested, outcome.coverage))


def decoded(data: bytes) -> Result:
    """The result that was ``encoded``; JSON holds no zero byte, so each of them ends a part."""
    outcome, counts, findings, ticks = data.split(b"\0", 3)
    listed = Listed(findings, *json.loads(counts)) if counts else None
    return Result(OUTCOME.validate_json(outcome), ticks or None, listed)
