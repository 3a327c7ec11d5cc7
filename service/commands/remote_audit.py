"""Audits run by a server, followed over its WebSocket."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from service.client import StreamRefusedError, follow
from service.commands.audited import Audited, refused, shown
from service.commands.progress import Board

UPLOAD_TIMEOUT_S = 120


class RemoteAuditor:
    """Hands files to a server and waits for their audits."""

    def __init__(self, http: httpx.AsyncClient, server: str, agents: tuple[str, ...]) -> None:
        self._http = http
        self._server = server
        self._agents = agents

    @classmethod
    @asynccontextmanager
    async def connected(cls, server: str, agents: tuple[str, ...]) -> AsyncGenerator[RemoteAuditor, None]:
        """An auditor on the server at ``server``."""
        address = server if "//" in server else f"http://{server}"
        async with httpx.AsyncClient(base_url=f"{address.rstrip('/')}/api/v1", timeout=UPLOAD_TIMEOUT_S) as http:
            yield cls(http, address, agents)

    async def audit(self, path: Path, data: bytes, board: Board) -> Audited:
        """Audit one file to its end; what stops this one is its own result and stops no other."""
        try:
            return await self._audit(path, data, board)
        except httpx.HTTPError as error:
            return refused(shown(path), f"the server at {self._server} can not be reached: {error}")
        except StreamRefusedError as error:
            return refused(shown(path), str(error))

    async def _audit(self, path: Path, data: bytes, board: Board) -> Audited:
        form = {"agents": list(self._agents)} if self._agents else {}
        answer = await self._http.post("/audits", files={"file": (shown(Path(path.name)), data)}, data=form)
        if answer.is_error:
            return refused(shown(path), _detail(answer))
        audit_id = answer.json()["audit_id"]
        async with aclosing(follow(self._server, audit_id)) as messages:
            async for message in messages:
                board.event(shown(path), message.text)
        summary = (await self._http.get(f"/audits/{audit_id}")).raise_for_status().json()
        findings = (await self._http.get(f"/audits/{audit_id}/findings")).raise_for_status().json()["findings"]
        checks = [_agent(agent) for agent in summary["agents"]]
        return Audited(shown(path), audit_id, summary["status"], findings, checks, summary["error"])


def _detail(answer: httpx.Response) -> str:
    """What the server says of its error; what stands between may answer in a form of its own."""
    if answer.headers.get("content-type", "").startswith("application/problem+json"):
        return answer.json().get("detail", answer.reason_phrase)
    return f"the server answered {answer.status_code} {answer.reason_phrase}"


def _agent(agent: dict[str, Any]) -> dict[str, Any]:
    counts = agent["checks"] or {"passed": 0, "failed": 0, "not_possible": 0}
    said = {"agent_id": agent["agent_id"], "status": agent["status"], **counts}
    reason = agent["error"] or agent["reason"]
    return said | ({"error": reason} if reason else {})
