"""Audits run by a server, followed over its WebSocket."""

from __future__ import annotations

import uuid
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlunsplit

import httpx
from pydantic import BaseModel, ValidationError

from service.client import StreamRefusedError, address, follow
from service.commands.asking import answered
from service.commands.audit.audited import Audited, refused, shown
from service.commands.audit.progress import Board
from service.commands.audit.ticked import AgentTicked, Ticked
from service.errors import ConfigurationError
from service.events import Checks
from service.findings import Alternative
from service.options import Options

UPLOAD_TIMEOUT_S = 120
Answer = TypeVar("Answer", bound=BaseModel)


class NotOurs(Exception):
    """An answer is not what a server of ours would say."""


class TicksUnknown(Exception):
    """The server is older than the list of ticks."""


class RefusedRequest(BaseModel):
    """Why a request was refused."""

    detail: str


class Accepted(BaseModel):
    """A report was taken."""

    audit_id: str


class Agent(BaseModel):
    """What became of one agent."""

    agent_id: str
    status: str
    checks: Checks | None
    error: str | None
    reason: str | None


class ServedUsage(BaseModel):
    """What models were asked."""

    questions: int
    input_tokens: int
    output_tokens: int
    estimated: bool


class Summary(BaseModel):
    """An audit at its head."""

    status: str
    agents: list[Agent]
    error: str | None
    notes: tuple[str, ...] = ()
    """An older server does not say."""
    usage: ServedUsage | None = None
    """Nor does it ask any model."""


class ServedFinding(BaseModel):
    """What is printed of a finding; a newer server may say more of it."""

    severity: str
    title: str
    description: str
    locations: list[dict[str, Any]]
    cause_text: str | None = None
    relations: tuple[str, ...] = ()
    relations_total: int | None = None
    alternatives: tuple[Alternative, ...] = ()
    alternatives_total: int | None = None
    """These are of a newer server, all but the relations."""


class Findings(BaseModel):
    """All of an audit."""

    findings: list[ServedFinding]


class RemoteAuditor:
    """Hands files to a server and waits for their audits."""

    def __init__(
        self, http: httpx.AsyncClient, server: str, agents: tuple[str, ...], *, options: Options, ticks: bool
    ) -> None:
        self._http = http
        self._server = server
        self._agents = agents
        self._options = options
        self._ticks = ticks

    @classmethod
    @asynccontextmanager
    async def connected(
        cls, server: str, agents: tuple[str, ...], *, options: Options, ticks: bool = False
    ) -> AsyncGenerator[RemoteAuditor, None]:
        """An auditor on the server at ``server``; with ``ticks`` its results list what holds.

        Raises:
            ConfigurationError: that is not an address.
        """
        try:
            base = urlunsplit(address(server)).rstrip("/")
            client = httpx.AsyncClient(base_url=f"{base}/api/v1", timeout=UPLOAD_TIMEOUT_S)
        except (ValueError, httpx.InvalidURL) as error:
            raise ConfigurationError(f"{server!r} is not the address of a server: {error}") from error
        async with client as http:
            yield cls(http, base, agents, options=options, ticks=ticks)

    async def audit(self, path: Path, data: bytes, board: Board) -> Audited:
        """Audit one file to its end; what stops this one is its own result and stops no other."""
        try:
            return await self._audit(path, data, board)
        except (httpx.HTTPError, UnicodeError) as error:  # the latter of a name that no host can have
            return refused(shown(path), f"the server at {self._server} cannot be reached: {error}")
        except StreamRefusedError as error:
            return refused(shown(path), str(error))
        except TicksUnknown:
            said = f"the server at {self._server} is of a version that does not list what holds; leave --ticks out"
            return refused(shown(path), said)
        except NotOurs:
            return refused(shown(path), f"what answers at {self._server} is not a Tickmark server")

    async def _audit(self, path: Path, data: bytes, board: Board) -> Audited:
        answer = await self._handed_in(path, data)
        if answer.is_error:
            return refused(shown(path), _detail(answer))
        audit_id = _read(Accepted, answer).audit_id
        tests: dict[str, list[dict[str, Any]]] = {}
        async with aclosing(follow(self._server, audit_id)) as messages:
            async for message in messages:
                board.event(shown(path), message.text)
                if message.event["type"] == "agent_completed":
                    tests[message.event["agent_id"]] = message.event.get("tests", [])  # an older server names none
        summary = _read(Summary, (await self._get(f"/audits/{audit_id}")).raise_for_status())
        answer = (await self._get(f"/audits/{audit_id}/findings")).raise_for_status()
        _read(Findings, answer)
        checks = [_agent(agent) for agent in summary.agents]
        ticks = await self.ticks(audit_id) if self._ticks else None
        found = answer.json()["findings"]
        named = [{"agent_id": agent_id} | test for agent_id, own in tests.items() for test in own]
        error, notes = summary.error, summary.notes
        usage = summary.usage.model_dump() if summary.usage and summary.usage.questions else None
        return Audited(shown(path), audit_id, summary.status, found, checks, named, error, notes, usage, ticks)

    async def _handed_in(self, path: Path, data: bytes) -> httpx.Response:
        """The answer to the upload. However often it is tried, its key makes one audit of it."""
        asked = {"agents": list(self._agents), **self._options.model_dump(mode="json")}
        form = {name: value for name, value in asked.items() if value}
        files, headers = {"file": (shown(Path(path.name)), data)}, {"Idempotency-Key": str(uuid.uuid4())}
        return await answered(lambda: self._http.post("/audits", files=files, data=form, headers=headers), known=False)

    async def _get(self, place: str) -> httpx.Response:
        return await answered(lambda: self._http.get(place), known=True)

    async def ticks(self, audit_id: str) -> tuple[AgentTicked, ...]:
        """What each agent of an audit ticked.

        Raises:
            TicksUnknown: the server has no such list.
            NotOurs: its answer is none.
        """
        answer = await self._get(f"/audits/{audit_id}/ticks")
        if answer.status_code == 404:
            raise TicksUnknown
        return _read(Ticked, answer.raise_for_status()).agents


def _read(kind: type[Answer], answer: httpx.Response) -> Answer:
    """The answer as ``kind``; what is in it besides is not looked at.

    Raises:
        NotOurs: it is none.
    """
    try:
        return kind.model_validate_json(answer.content, extra="ignore")
    except ValidationError as error:
        raise NotOurs from error


def _detail(answer: httpx.Response) -> str:
    """What the server says of its error; a proxy in between may answer in a form of its own."""
    if answer.headers.get("content-type", "").startswith("application/problem+json"):
        with suppress(NotOurs):
            return _read(RefusedRequest, answer).detail
    return f"the server answered {answer.status_code} {answer.reason_phrase}"


def _agent(agent: Agent) -> dict[str, Any]:
    said = {"agent_id": agent.agent_id, "status": agent.status, **(agent.checks or Checks()).model_dump()}
    reason = agent.error or agent.reason
    return said | ({"error": reason} if reason else {})
