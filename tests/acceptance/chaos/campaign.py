"""A campaign: servers are killed over and over while audits run in them and clients watch."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from service.log.store import EventStore
from tests.acceptance.chaos.audience import audience
from tests.acceptance.chaos.births import Mortal, Zygote, zygote
from tests.acceptance.chaos.places import Place
from tests.acceptance.chaos.proof import Left, Watched, prove
from tests.acceptance.chaos.steps import OF_FRESH_AUDITS, Plan, Step
from tests.acceptance.chaos.tally import Tally
from tests.acceptance.clients.handing_in import REPORT, api
from tests.acceptance.clients.raw_client import RETRY_S
from tests.acceptance.processes.server_process import PATIENCE_S
from tests.ports import own_port

logger = logging.getLogger(__name__)

OPEN_AUDITS = 3
MOST_OPEN_AUDITS = 12
"""With more of them a busy machine would only ever begin them anew."""
AGENTS = ("slow_a", "walking_a", "walking_b")
"""One that works in a worker process, which takes much longer to start than all else, and two in the server itself."""
LONGEST_LIFE_S = 60
"""A server that does not come to the place of its death by itself is killed after this: on a machine with much to do it
takes half of that to start."""
MOMENT_S = 3
"""A server that is to die at any moment dies within this."""
SECONDS_A_KILL = 60
"""When to give up, ``PATIENCE_S`` not counted: far beyond what a kill and a resumption take on a busy machine."""
SELECT_HELD = "SELECT audit_id, epoch FROM audits WHERE NOT ended AND lease_owner LIKE ?"
SETTINGS = {
    "TICKMARK_LEASE_S": 1,
    # Each kill counts against the agents that were running; here they are not to blame.
    "TICKMARK_AGENT_MAX_ATTEMPTS": 1_000_000,
    # All that are open run: an audit that waited for its turn would seem not to be taken over.
    "TICKMARK_CONCURRENT_AUDITS": 50,
    "TICKMARK_WORKERS": 1,
    "TICKMARK_HEARTBEAT_S": 0.3,
    "TROUBLESOME_STEPS": 8,
    "TROUBLESOME_STEP_S": 0.05,
}


@dataclass
class Campaign:
    """``kills`` servers of ``place`` die; ``seed`` decides of what, and what clients do."""

    place: Place
    folder: Path
    kills: int
    seed: int
    tally: Tally = field(init=False)
    _random: random.Random = field(init=False)
    _watched: list[Watched] = field(default_factory=list[Watched])
    _left: list[Left] = field(default_factory=list[Left])
    _urls: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.tally = Tally(self.place.name, self.seed)
        self._random = random.Random(self.seed)

    async def run(self) -> Tally:
        """Kill, let all audits end, and prove that nothing was lost or done twice."""
        begun = time.monotonic()
        ports = [own_port() for _ in range(self.place.servers)]
        self._urls = [f"http://127.0.0.1:{port}" for port in ports]
        settings = SETTINGS | {"TICKMARK_DATABASE_URL": self.place.url}
        async with zygote(self.folder, **settings) as births:
            try:
                async with asyncio.timeout(PATIENCE_S + SECONDS_A_KILL * self.kills), asyncio.TaskGroup() as tasks:
                    for port in ports:
                        tasks.create_task(self._lives(births, port, tasks))
                    for _ in range(OPEN_AUDITS):
                        tasks.create_task(self._audits())
            except TimeoutError as error:
                raise AssertionError(f"{self.tally}: still open: {self._open()}\n{births.said()}") from error
            await self._prove(births)
        self.tally.seconds = time.monotonic() - begun
        return self.tally

    @property
    def _over(self) -> bool:
        return self.tally.kills.total() >= self.kills and set(self.tally.kills) == set(Step)

    def _open(self) -> list[tuple[str, list[int]]]:
        """The audits that some client has not read to its end, and how far each client has come."""
        followed = [(audit.audit_id, [client.received for client in audit.clients]) for audit in self._watched]
        return [
            (audit_id, [len(received.texts) for received in clients])
            for audit_id, clients in followed
            if not all(received.close_codes[-1:] == [1000] for received in clients)
        ]

    async def _lives(self, births: Zygote, port: int, tasks: asyncio.TaskGroup) -> None:
        """One server after another; the last one lives."""
        while not self._over:
            plan = self._next_plan()
            server = await births.server(port, plan)
            if plan.step in OF_FRESH_AUDITS and len(self._open()) < MOST_OPEN_AUDITS:
                tasks.create_task(self._audit())
            try:
                async with asyncio.timeout(self._longest_life_s(plan)):
                    await server.dead.wait()
            except TimeoutError:
                server.kill()
                await server.dead.wait()
                self._count(server, plan, server.died_of() or Step.OUTSIDE)
                continue
            step = server.died_of()
            assert step is not None, f"a server ended by itself:\n{births.said()}"
            self._count(server, plan, step)
        await births.server(port)

    def _count(self, server: Mortal, plan: Plan, step: Step) -> None:
        self.tally.kills[step] += 1
        left_at = time.time()
        held = self.place.database.tamperer().execute(SELECT_HELD, f"%:{server.pid}:%")
        self._left += [Left(audit_id, epoch, left_at) for audit_id, epoch in held]
        said = (self.tally.kills.total(), step, plan.passage, plan.step, len(self._open()))
        logger.info("kill %d: %s; planned: passage %d %s; %d audits open", *said)

    def _next_plan(self) -> Plan:
        """To die where the fewest have died so far."""
        fewest = min(self.tally.kills[step] for step in Step)
        step = self._random.choice([step for step in Step if self.tally.kills[step] == fewest])
        return Plan.drawn(step, self._random)

    def _longest_life_s(self, plan: Plan) -> float:
        return plan.after * MOMENT_S if plan.step is Step.OUTSIDE else LONGEST_LIFE_S

    async def _audits(self) -> None:
        """One audit after another, each with its audience until its end."""
        while not self._over:
            await self._audit()

    async def _audit(self) -> None:
        audit_id = await self._hand_in(*AGENTS)
        clients = audience(self._urls, audit_id, self._random)
        self._watched.append(Watched(audit_id, clients))
        await asyncio.gather(*(client.follow() for client in clients))

    async def _hand_in(self, *agents: str) -> str:
        """The id of a new audit, asked for under one key until a server says that it has it."""
        key = {"Idempotency-Key": uuid.UUID(int=self._random.getrandbits(128)).hex}
        while True:
            try:
                async with api(self._random.choice(self._urls)) as http:
                    answer = await http.post(
                        "/audits", files={"file": ("report.md", REPORT)}, data={"agents": list(agents)}, headers=key
                    )
            except httpx.TransportError:
                await asyncio.sleep(RETRY_S)
                continue
            if answer.status_code == 503:  # a busy machine kept the database waiting, and it asks to be asked again
                await asyncio.sleep(RETRY_S)
                continue
            assert answer.status_code == 202, answer.text
            return answer.json()["audit_id"]

    async def _prove(self, births: Zygote) -> None:
        store: EventStore = await self.place.database.open()
        try:
            await prove(store, self.place, self._watched, self._left, self.tally)
        finally:
            await store.close()
        assert "Traceback" not in births.said(), births.said()


def seed() -> int:
    """CHAOS_SEED from the environment, to repeat what a campaign drew; else any."""
    return int(os.environ.get("CHAOS_SEED") or random.randrange(10**6))
