"""One audited report, as `tickmark audit` shows it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from service.commands.audit.ticked import AgentTicked, coverage, flat, left_out
from service.commands.notes import needs_action, summary
from service.findings import Finding
from service.projections.audit_state import AgentState, AuditState
from service.projections.same_place import with_same_place


@dataclass(frozen=True, slots=True)
class Audited:
    """The result for one file; the JSON object of `--json` has these fields."""

    file: str
    audit_id: str | None
    status: str
    findings: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    checks: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    tests: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """The tests that every reader expects, each with its agent and its state."""
    error: str | None = None
    notes: tuple[str, ...] = ()
    """What was left out or guessed when the report was read."""
    usage: dict[str, Any] | None = None
    """What models were asked for it, in questions and tokens; None where they were asked nothing."""
    ticks: tuple[AgentTicked, ...] | None = None
    """What each agent ticked; None unless that was asked for."""

    def as_json(self) -> dict[str, Any]:
        """The object that is printed.

        ``error``, ``notes`` and ``usage`` are there only where there are any, ``summary`` only for an audit that is
        complete, and ticks only where they were asked for.
        """
        said = asdict(replace(self, ticks=None))
        del said["ticks"]
        for name in ("error", "notes", "usage"):
            if not said[name]:
                del said[name]
        if self.status == "complete":
            said["summary"] = summary(self.findings)
        if self.ticks is not None:
            said |= {
                "tables": list(coverage(self.ticks)),
                "ticks": list(flat(self.ticks, "ticks")),
                "untested": list(flat(self.ticks, "untested")),
                "left_out": left_out(self.ticks),
            }
        return said

    @property
    def exit_code(self) -> int:
        """0 no finding (info needs no action), 1 findings, 2 not audited or some agent ended in error."""
        if self.status != "complete" or any(check["status"] == "error" for check in self.checks):
            return 2
        return 1 if any(map(needs_action, self.findings)) else 0


def shown(path: Path) -> str:
    """The name of a file as text; names are bytes, and what is not UTF-8 in them cannot be printed."""
    return str(path).encode(errors="replace").decode()


def refused(file: str, error: str, audit_id: str | None = None) -> Audited:
    """A file that did not become an audit, or whose audit could not be run to its end here."""
    return Audited(file, audit_id, "failed", error=error)


def audited(
    file: str, audit_id: str, state: AuditState, findings: list[Finding], ticks: tuple[AgentTicked, ...] | None
) -> Audited:
    """An audit that has ended."""
    checks = [_agent(agent) for agent in state.agents.values()]
    tests = [{"agent_id": name} | test.model_dump() for name, agent in state.agents.items() for test in agent.tests]
    said = with_same_place(findings)
    usage = state.usage.model_dump() | {"questions": state.questions} if state.questions else None
    return Audited(file, audit_id, state.status, said, checks, tests, state.error, state.notes, usage, ticks)


def _agent(agent: AgentState) -> dict[str, Any]:
    counts = agent.checks.model_dump() if agent.checks else {"passed": 0, "failed": 0, "not_possible": 0}
    said = {"agent_id": agent.agent_id, "status": agent.status, **counts}
    reason = agent.error or agent.reason
    return said | ({"error": reason} if reason else {})
