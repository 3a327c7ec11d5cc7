"""The state of one audit, folded from its events: what a list shows, and what is left to do after a crash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Literal

from service import events as e
from service.errors import AuditDamaged
from service.events import AnyEvent
from service.findings import SEVERITIES, NamedTest, Severity
from service.log.codec import StoredEvent, recorded_at
from service.options import Options

Status = Literal["queued", "running", "complete", "failed", "cancelled"]
AgentStatus = Literal["waiting", "running", "complete", "skipped", "error"]


CLAIMS = frozenset({"audit_started", "audit_resumed"})


@dataclass(frozen=True, slots=True)
class AgentState:
    """The state of one agent."""

    agent_id: str
    status: AgentStatus = "waiting"
    attempts: int = 0
    crashes: int = 0
    """How many processes have died while it ran."""
    failures: int = 0
    """How many of its attempts have failed."""
    findings_total: int = 0
    by_severity: dict[Severity, int] = field(default_factory=dict[Severity, int])
    checks: e.Checks | None = None
    tests: tuple[NamedTest, ...] = ()
    error: str | None = None
    error_type: str | None = None
    reason: str | None = None
    questions: int = 0
    """How many questions a model was asked for it, those included that it did not answer."""
    usage: e.Usage = field(default_factory=e.Usage)
    """What these have cost."""

    @property
    def settled(self) -> bool:
        """Whether nothing of it is left to do."""
        return self.status in {"complete", "skipped", "error"}

    @property
    def spent(self) -> int:
        """How many attempts count against it; one that a shutdown cut off does not."""
        return self.crashes + self.failures


@dataclass(frozen=True, slots=True)
class AuditState:
    """The state of an audit after event ``seq``."""

    seq: int = 0
    status: Status = "queued"
    name: str = ""
    document: e.Document | None = None
    retry_of: str | None = None
    options: Options = field(default_factory=Options)
    """What its checks were told when the report was handed in."""
    created_at: str = ""
    ended_at: str | None = None
    report: str | None = None
    """The artifact of the extracted report, once there is one."""
    notes: tuple[str, ...] = ()
    """What was left out or guessed when the report was read."""
    agents: dict[str, AgentState] = field(default_factory=dict[str, AgentState])
    error: str | None = None
    error_type: str | None = None
    questions: int = 0
    """How many questions models were asked in all, for agents and before them."""
    usage: e.Usage = field(default_factory=e.Usage)
    """What these have cost."""
    crashes_in_a_row: int = 0
    """How many processes have died since anything but a claim was last written."""

    @property
    def findings_total(self) -> int:
        """Findings of the agents that have completed so far."""
        return sum(agent.findings_total for agent in self.agents.values())

    @property
    def by_severity(self) -> dict[Severity, int]:
        """Those findings by severity; every severity is there."""
        agents = self.agents.values()
        return {severity: sum(agent.by_severity.get(severity, 0) for agent in agents) for severity in SEVERITIES}


def fold(state: AuditState, stored: Iterable[StoredEvent]) -> AuditState:
    """``state`` after ``stored``, which must follow it."""
    return reduce(_fold_stored, stored, state)


def followed(audit_id: str, state: AuditState, page: Sequence[StoredEvent]) -> AuditState:
    """``state`` after a page that was read from the log, wherever that comes from.

    Raises:
        AuditDamaged: it does not follow, or holds what is no event.
    """
    if page[0].seq != state.seq + 1 or page[-1].seq != state.seq + len(page):
        raise AuditDamaged(audit_id, f"events are missing after event {state.seq}")
    try:
        return fold(state, page)
    except ValueError as error:
        raise AuditDamaged(audit_id, f"the text after event {state.seq} is not an event: {error}") from error


def grown(state: AuditState, stored: StoredEvent, event: AnyEvent) -> AuditState:
    """``state`` after ``event``, which was stored as ``stored``: the same as folding it, without reading it back."""
    placed = replace(state, seq=stored.seq)
    return placed if isinstance(event, e.ExtractionProgress) else _placed(placed, stored, event)


def _fold_stored(state: AuditState, stored: StoredEvent) -> AuditState:
    if stored.type == "extraction_progress":
        return replace(state, seq=stored.seq)  # whoever reads may still die of the pages that are left
    if stored.type == "agent_progress":
        return replace(
            state, seq=stored.seq, crashes_in_a_row=0
        )  # the most frequent event says nothing about the state
    return _placed(replace(state, seq=stored.seq), stored, e.parse(stored.body, with_findings=False))


def _placed(placed: AuditState, stored: StoredEvent, event: AnyEvent | e.UnknownEvent) -> AuditState:
    # What only a newer version knows still takes its place; nothing else of the state depends on it.
    applied = placed if isinstance(event, e.UnknownEvent) else apply(placed, event, recorded_at(stored.body))
    return applied if stored.type in CLAIMS else replace(applied, crashes_in_a_row=0)


def apply(state: AuditState, event: AnyEvent, timestamp: str) -> AuditState:
    """``state`` after one more ``event``."""
    match event:
        case e.AuditCreated():
            agents = {agent_id: AgentState(agent_id) for agent_id in event.agents}
            named = replace(state, name=event.name, document=event.document, retry_of=event.retry_of)
            return replace(named, created_at=timestamp, agents=agents, options=event.options)
        case e.AuditStarted():
            return replace(state, status="running")
        case e.AuditResumed():
            agents = {key: _interrupted(agent, event.crashed) for key, agent in state.agents.items()}
            crashes = state.crashes_in_a_row + event.crashed
            return replace(state, status="running", agents=agents, crashes_in_a_row=crashes)
        case e.DocumentExtracted():
            return replace(state, report=event.artifact, notes=event.notes)
        case e.ExtractionProgress() | e.AgentProgress():
            return state
        case e.AgentStarted() | e.AgentCompleted() | e.AgentSkipped() | e.AgentErrored():
            before = state.agents.get(event.agent_id, AgentState(event.agent_id))
            return replace(state, agents={**state.agents, event.agent_id: _agent(before, event)})
        case e.ModelAnswered() | e.ModelErrored():
            asked = replace(state, questions=state.questions + 1, usage=state.usage + event.usage)
            return replace(asked, agents=_asked(state.agents, event))
        case e.AuditComplete():
            return replace(state, status="complete", ended_at=timestamp)
        case e.AuditFailed():
            failed = replace(state, status="failed", error=event.error, error_type=event.error_type)
            return replace(failed, ended_at=timestamp)
        case e.AuditCancelled():
            return replace(state, status="cancelled", ended_at=timestamp)
        case _:  # what people decide stands in the other stream
            return state


def _interrupted(agent: AgentState, crashed: bool) -> AgentState:
    if agent.status != "running":
        return agent
    return replace(agent, status="waiting", crashes=agent.crashes + crashed)


def _asked(agents: dict[str, AgentState], event: e.ModelAnswered | e.ModelErrored) -> dict[str, AgentState]:
    """The agents after a question; what is asked before any of them begins is none of theirs."""
    agent = agents.get(event.agent_id)
    if agent is None:
        return agents
    asked = replace(agent, questions=agent.questions + 1, usage=agent.usage + event.usage)
    return {**agents, event.agent_id: asked}


def _agent(agent: AgentState, event: e.AgentStarted | e.AgentCompleted | e.AgentSkipped | e.AgentErrored) -> AgentState:
    match event:
        case e.AgentStarted():
            return replace(agent, status="running", attempts=event.attempt, error=None, error_type=None)
        case e.AgentCompleted():
            done = replace(agent, status="complete", findings_total=event.findings_total, checks=event.checks)
            return replace(done, by_severity=event.by_severity, tests=event.tests)
        case e.AgentSkipped():
            return replace(agent, status="skipped", reason=event.reason)
        case e.AgentErrored():
            status = "waiting" if event.will_retry else "error"
            failed = replace(agent, status=status, attempts=event.attempt, failures=agent.failures + 1)
            return replace(failed, error=event.error, error_type=event.error_type)
