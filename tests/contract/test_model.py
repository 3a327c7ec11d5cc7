"""The event store against a plain list: whatever two processes do at once, some order of it explains all that came."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from service.artifacts import artifact_sha256
from service.errors import ArtifactNotFound, AuditNotFound
from service.log.codec import StoredEvent
from service.log.store import EventStore
from service.log.values import Head
from service.log.verifying.verdict import Verdict
from tests.contract.databases.kinds import Database
from tests.contract.modelled.log import ModelledAudit, ModelledLog, sha256
from tests.contract.modelled.operations import HELD_S, Operation, Process
from tests.contract.modelled.wishes import AUDITS, CREATES, SLOTS, WISHES, RequestedDecision, WishCreate
from tests.log_events import read_all
from tests.trying import examples
from tests.verdicts import verify

T = TypeVar("T")

PROCESSES = 2


@dataclass
class World:
    """Two processes on one database, in an event loop that outlives the examples."""

    database: Database
    runner: asyncio.Runner
    processes: list[Process] = field(default_factory=list)

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(coroutine)

    async def open(self) -> Process:
        process = Process(await self.database.open())
        process.store.on_commit(process.heard.extend)
        return process


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    with asyncio.Runner() as runner:
        world = World(database, runner)
        world.processes = [runner.run(world.open()) for _ in range(PROCESSES)]
        yield world
        for process in world.processes:
            runner.run(process.store.close())


@pytest.mark.hypothesis
def test_whatever_is_done_to_a_log_it_holds_what_a_list_would(world: World) -> None:
    unwatched: list[HealthCheck] = list(HealthCheck)  # pyright: ignore[reportAssignmentType]  its iterator has no type
    tried = settings(examples(20, *unwatched), stateful_step_count=25)
    # Documented as anything that makes a machine, typed as its class.
    run_state_machine_as_test(lambda: LogMachine(world), settings=tried)  # pyright: ignore[reportArgumentType]


@dataclass(frozen=True)
class Done:
    process: int
    operation: Operation
    outcome: object

    def comes_before(self, other: Done) -> bool:
        """Whether it must have happened first, asked first of the same store for the same audit."""
        a, b = self.operation, other.operation
        return a.in_turn and b.in_turn and (self.process, a.audit_id) == (other.process, b.audit_id)


def explained(logs: Sequence[ModelledLog], done: Sequence[Done]) -> list[ModelledLog]:
    """Every log that may be the one after ``done``, in some order in which each outcome is what the model says.

    There can be several, for some calls answer nothing by which their turn could be told.
    """
    reached = {frozenset[int](): list(logs)}
    for _ in done:
        further: dict[frozenset[int], list[ModelledLog]] = {}
        for happened, befores in reached.items():
            for n, step in enumerate(done):
                if n in happened or any(m not in happened and done[m].comes_before(step) for m in range(n)):
                    continue
                afters = further.setdefault(happened | {n}, [])
                for before in befores:
                    after = step.operation.after(before, step.outcome)
                    if after is not None and after not in afters:
                        afters.append(after)
        reached = further
    return reached[frozenset(range(len(done)))]


READS = st.tuples(
    st.integers(0, PROCESSES - 1), SLOTS, st.sampled_from([0, 0, 1, 2, 5, 2**70]), st.sampled_from([1, 2, 256])
)


class LogMachine(RuleBasedStateMachine):
    """Each example has audits of its own in the one database."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.name = uuid.uuid4().hex
        self.logs = [ModelledLog()]
        self.tokens = 0
        self.tried_artifacts: set[bytes] = set()
        self.touched: set[str] = set()
        self.heard: list[list[StoredEvent]] = []

    @property
    def log(self) -> ModelledLog:
        """One of those that it may be. They differ in nothing but the leases."""
        return self.logs[0]

    def audit(self, slot: int) -> ModelledAudit:
        audit_id = f"{self.name}-{slot}"
        return self.log.audits.get(audit_id) or ModelledAudit(audit_id)

    @initialize(document=st.integers(0, 2), reserve_for=st.none() | st.sampled_from("ab"))
    def two_audits_are_accepted(self, document: int, reserve_for: str | None) -> None:
        for slot in (0, 1):
            self.happens(0, WishCreate(slot, document, None, 0, reserve_for, HELD_S))

    @rule(process=st.integers(0, PROCESSES - 1), requested=WISHES | CREATES)
    def happens(self, process: int, requested: RequestedDecision) -> None:
        """One call, and nothing beside it."""
        self.all_at_once([(process, requested)], [])

    @rule(
        wishes=st.lists(st.tuples(st.integers(0, PROCESSES - 1), WISHES), min_size=2, max_size=8),
        reads=st.lists(READS, max_size=4),
    )
    def all_at_once(self, wishes: list[tuple[int, RequestedDecision]], reads: list[tuple[int, int, int, int]]) -> None:
        """Calls in both processes, none waiting for another, and readers among them."""
        before = self.log
        asked = [(process, requested.on(self.audit(requested.slot), self.token())) for process, requested in wishes]
        outcomes, pages = self.world.run(self.together(asked, reads))
        done = [Done(*call, outcome) for call, outcome in zip(asked, outcomes, strict=True)]
        after = explained(self.logs, done)
        assert after, f"no order of these explains their outcomes: {done}"
        self.logs = after
        self.touched |= {operation.audit_id for _, operation in asked}
        for (_, slot, cursor, limit), page in zip(reads, pages, strict=True):
            self.assert_page(before, slot, cursor, limit, page)

    async def together(
        self, asked: Sequence[tuple[int, Operation]], reads: Sequence[tuple[int, int, int, int]]
    ) -> tuple[list[object], list[list[StoredEvent]]]:
        processes = self.world.processes
        calls = asyncio.gather(
            *(operation.run(processes[process]) for process, operation in asked), return_exceptions=True
        )
        pages = asyncio.gather(
            *(
                processes[process].store.read(f"{self.name}-{slot}", cursor, limit)
                for process, slot, cursor, limit in reads
            )
        )
        return list(await calls), list(await pages)

    def token(self) -> str:
        self.tokens += 1
        token = f"{self.name} token {self.tokens}."
        self.tried_artifacts.add(token.encode())
        return token

    def assert_page(self, before: ModelledLog, slot: int, cursor: int, limit: int, page: list[StoredEvent]) -> None:
        """What a reader got while others wrote: what follows its cursor, without a gap, and what was there before."""
        bodies = self.audit(slot).bodies[cursor : cursor + limit]
        assert [event.body for event in page] == list(bodies[: len(page)])
        audit = before.audits.get(f"{self.name}-{slot}")
        assert page or audit is None or audit.head <= cursor

    @rule(process=st.integers(0, PROCESSES - 1), really=st.sampled_from([False, False, False, True]))
    def a_process_ends_and_another_takes_its_place(self, process: int, really: bool) -> None:
        if not really:  # other things happen more often
            return

        async def reopen() -> None:
            await self.world.processes[process].store.close()
            self.heard.append(self.world.processes[process].heard)
            self.world.processes[process] = await self.world.open()

        self.world.run(reopen())

    @invariant()
    def every_process_reads_what_the_list_holds(self) -> None:
        touched, self.touched = self.touched, set()
        self.world.run(self._assert_read(touched))

    async def _assert_read(self, audit_ids: set[str]) -> None:
        one, two = self.world.processes
        checks: list[Coroutine[Any, Any, None]] = []
        for audit_id in audit_ids:
            if audit := self.log.audits.get(audit_id):
                checks += [_assert_reads(one.store, audit), _assert_verifies(two.store, audit)]
            else:
                checks.append(_assert_unknown(two.store, audit_id))
        await asyncio.gather(*checks)

    def teardown(self) -> None:
        every_audit = {f"{self.name}-{slot}" for slot in range(AUDITS)}
        self.world.run(self._assert_read(every_audit))
        self.world.run(self._assert_listed())
        self.world.run(self._assert_artifacts())
        heard = [*self.heard, *(process.heard for process in self.world.processes)]
        self._assert_heard([[event for event in events if event.audit_id in every_audit] for events in heard])

    def _assert_heard(self, heard: list[list[StoredEvent]]) -> None:
        """Every event was announced once, by the process that wrote it, in the order of its audit."""
        for audit in self.log.audits.values():
            told = [[event.seq for event in events if event.audit_id == audit.audit_id] for events in heard]
            assert all(seqs == sorted(seqs) for seqs in told)
            assert sorted(seq for seqs in told for seq in seqs) == list(range(1, audit.head + 1))
        for process in self.world.processes:
            process.heard.clear()

    async def _assert_listed(self) -> None:
        store = self.world.processes[0].store
        mine = {audit.audit_id for audit in self.log.audits.values()}
        claimable = {one.audit_id for one in await store.claimable(100_000) if one.audit_id in mine}
        assert claimable in [
            {audit.audit_id for audit in log.audits.values() if not (audit.ended or audit.held)} for log in self.logs
        ]
        heads = await store.heads([*mine, "nobody"])
        assert heads == {audit.audit_id: _head(audit) for audit in self.log.audits.values()}

    async def _assert_artifacts(self) -> None:
        """What was written is kept; what came with a refused append is not."""
        documents = {f"{self.name} document {n}".encode() for n in range(3)}
        store = self.world.processes[1].store
        for data in self.tried_artifacts | documents:
            try:
                assert await store.artifact(artifact_sha256(data)) == data
                kept = True
            except ArtifactNotFound:
                kept = False
            assert kept == (data in self.log.artifacts)


def _head(audit: ModelledAudit) -> Head:
    return Head(audit.head, sha256(audit.bodies[-1]), audit.ended)


async def _assert_reads(store: EventStore, audit: ModelledAudit) -> None:
    events = await read_all(store, audit.audit_id)
    assert [event.seq for event in events] == list(range(1, audit.head + 1))
    assert [event.body.encode() for event in events] == [body.encode() for body in audit.bodies]
    assert [event.hash for event in events] == [sha256(body) for body in audit.bodies]
    assert await store.head(audit.audit_id) == _head(audit)


async def _assert_verifies(store: EventStore, audit: ModelledAudit) -> None:
    assert (await store.audit(audit.audit_id)).head == _head(audit)
    assert await verify(store, audit.audit_id) == Verdict(audit.audit_id, audit.head)


async def _assert_unknown(store: EventStore, audit_id: str) -> None:
    assert await store.read(audit_id, 0) == []
    with pytest.raises(AuditNotFound):
        await store.head(audit_id)
