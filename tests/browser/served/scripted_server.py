"""A server with the contract of the real one whose every drop, refusal and silence is decided by the test."""

from __future__ import annotations

import asyncio
import json
import socket
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, UploadFile, WebSocket, WebSocketDisconnect
from fastapi.responses import FileResponse, JSONResponse, Response, StreamingResponse
from fastapi.staticfiles import StaticFiles

from service import events as e
from service.api.routes import rules as rule_routes
from service.findings import Finding
from service.projections.same_place import with_same_place
from tests.browser.served.review_story import ReviewStory, decided
from tests.browser.served.story import AGENTS, Story, reading

WEB = Path(__file__).parents[3] / "service" / "web"
POLICY = "default-src 'self'"
ERASED_AT = "2026-03-03T15:04:05.000000Z"
"""In Berlin at 16:04."""


class ScriptedStream:
    """One stream of an audit on the server: its log, and what happens to those who follow it."""

    def __init__(self, story: Story | ReviewStory) -> None:
        self.story = story
        self.cursors: list[str] = []
        """The ``after`` of every connection so far."""
        self.refusals: deque[tuple[int, str]] = deque()
        """Close codes and reasons for the next connections."""
        self.left_out: set[int] = set()
        """Events that the next connection does not get: a gap no server should ever make."""
        self.told = asyncio.Condition()
        self.live: set[WebSocket] = set()

    async def tell(self, *facts: Any) -> None:
        async with self.told:
            self.story.tell(*facts)
            self.told.notify_all()

    async def say(self, **control: Any) -> None:
        for websocket in list(self.live):
            await websocket.send_text(json.dumps(control))

    async def drop(self, code: int, reason: str = "") -> None:
        """Closes every connection; returns when they have all ended."""
        for websocket in list(self.live):
            with suppress(WebSocketDisconnect):
                await websocket.close(code, reason)
        async with self.told:
            await self.told.wait_for(lambda: not self.live)

    async def follow(self, websocket: WebSocket, after: str) -> None:
        self.cursors.append(after)
        if self.refusals:
            await websocket.close(*self.refusals.popleft())
            return
        self.live.add(websocket)
        tasks = [asyncio.create_task(self._send(websocket, int(after))), asyncio.create_task(_left(websocket))]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        async with self.told:
            self.live.discard(websocket)
            self.told.notify_all()

    async def _send(self, websocket: WebSocket, cursor: int) -> None:
        left_out, self.left_out = self.left_out, set()
        cursor = await self._page(websocket, cursor, left_out)
        await websocket.send_text(json.dumps({"type": "caught_up", "head": cursor, "hash": self.story.hash}))
        while not self.story.ended:
            async with self.told:
                while self.story.head <= cursor:
                    await self.told.wait()
            cursor = await self._page(websocket, cursor, left_out)
        await websocket.close(1000)

    async def events(self, cursor: int) -> AsyncIterator[str]:
        """The same over server-sent events."""
        self.cursors.append(f"events {cursor}")
        caught_up = json.dumps({"head": self.story.head, "hash": self.story.hash})
        for seq, text in enumerate(self.story.texts[cursor:], cursor + 1):
            yield f"id: {seq}\ndata: {text}\n\n"
        cursor = self.story.head
        yield f"event: caught_up\ndata: {caught_up}\n\n"
        while cursor < self.story.head or not self.story.ended:
            async with self.told:
                while self.story.head <= cursor:
                    await self.told.wait()
            cursor += 1
            yield f"id: {cursor}\ndata: {self.story.texts[cursor - 1]}\n\n"

    async def _page(self, websocket: WebSocket, cursor: int, left_out: set[int]) -> int:
        texts = self.story.texts[cursor:]
        for seq, text in enumerate(texts, cursor + 1):
            if seq not in left_out:
                await websocket.send_text(text)
        return cursor + len(texts)


class ScriptedAudit(ScriptedStream):
    """An audit, and the review of it."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.story: Story = story
        self.decisions = ReviewStory(story.audit_id)
        self.review = ScriptedStream(self.decisions)

    async def erased(self) -> None:
        await self.drop(4410, "the audit was erased")
        await self.review.drop(4410, "the audit was erased")

    async def decide(self, asked: dict[str, Any]) -> JSONResponse:
        """Appends a decision if it comes after the last event of the review, as the real server does."""
        review = self.decisions
        if asked["expected_seq"] != review.head:
            detail = f"the review is at seq {review.head}, the decision expected {asked['expected_seq']}"
            numbers = {"expected": asked["expected_seq"], "actual": review.head}
            return problem_answer(409, "The review has moved", detail, **numbers)
        await self.review.tell(decided(asked, self.story, review))
        return JSONResponse(json.loads(review.texts[-1]), 201)


async def _left(websocket: WebSocket) -> None:
    """Returns when the client has gone, or the test has closed the connection."""
    while (await websocket.receive())["type"] != "websocket.disconnect":
        pass


class ScriptedServer:
    """Its audits and uploads, open to the test."""

    def __init__(self) -> None:
        self.address = ""
        self.forget()

    def forget(self) -> None:
        """Starts over with nothing, for the next test."""
        self.audits: dict[str, ScriptedAudit] = {}
        self.erased_by = "api, from 192.0.2.7"
        """Who has erased every audit that is not there."""
        self.findings: list[Finding] = []
        """What every agent of every audit has found in full."""
        self.ticks: dict[str, dict[str, Any]] = {}
        """What agents have ticked, in every audit."""
        self.ticks_asked = 0
        self.workers = 1
        """How many processes run audits."""
        self.documents: dict[str, dict[str, Any]] = {}
        """Reports as they were read, by audit; the others have not been read."""
        self.figures: dict[str, dict[str, Any]] = {}
        """The states of their figures."""
        self.listed: list[dict[str, Any]] = []
        self.list_calls = 0
        self.listeners: set[asyncio.Event] = set()
        """Set for each page that follows the list, whenever the test says that it has changed."""
        self.deaf = False
        """Whether nobody may follow the list."""
        self.keys: list[str] = []
        """Idempotency keys of the uploads so far."""
        self.wishes: list[dict[str, Any]] = []
        """What was asked of them: name, agents, materiality."""
        self.problems: deque[tuple[int, str, str]] = deque()
        """Status, title and detail for the next uploads, cancellations, retries, erasures and lists of ticks."""
        self.asked: list[tuple[str, str]] = []
        """What was asked of which audit so far: ("cancel", id), ("retry", id) or ("erase", id)."""
        self.answering = asyncio.Event()
        """Cleared by a test that looks at the page while such a call is under way."""
        self.answering.set()

    def add(self, story: Story) -> ScriptedAudit:
        audit = self.audits[story.audit_id] = ScriptedAudit(story)
        return audit

    def list(self, story: Story, status: str, **more: Any) -> None:
        """Puts the audit on top of the list as ``status``."""
        row = {
            "audit_id": story.audit_id,
            "name": story.filename,
            "filename": story.filename,
            "status": status,
            "created_at": "2026-03-02T09:30:00.000000Z",
            "ended_at": None,
            "head": story.head,
            "findings_total": 0,
            "by_severity": {"high": 0, "medium": 0, "low": 0, "info": 0},
            "agents": [{"agent_id": agent_id, "status": state} for agent_id, state in story.states.items()],
            **more,
        }
        self.listed = [row, *(kept for kept in self.listed if kept["audit_id"] != story.audit_id)]

    def list_changed(self) -> None:
        for told in self.listeners:
            told.set()

    def app(self) -> FastAPI:
        app = FastAPI()
        app.mount("/static", StaticFiles(directory=WEB))
        app.add_api_route("/", self._page)
        app.add_api_route("/readyz", self._ready)
        app.add_api_route("/api/v1/agents", self._agents)
        app.include_router(rule_routes.router)
        app.add_api_route("/api/v1/audits/stream", self._list_stream)
        app.add_api_route("/api/v1/audits", self._list, methods=["GET"])
        app.add_api_route("/api/v1/audits", self._upload, methods=["POST"])
        app.add_api_route("/api/v1/audits/{audit_id}/findings", self._findings)
        app.add_api_route("/api/v1/audits/{audit_id}/ticks", self._ticks)
        app.add_api_route("/api/v1/audits/{audit_id}/document", self._document)
        app.add_api_route("/api/v1/audits/{audit_id}/figures", self._figures)
        app.add_api_route("/api/v1/audits/{audit_id}/cancel", self._cancel, methods=["POST"])
        app.add_api_route("/api/v1/audits/{audit_id}/retry", self._retry, methods=["POST"])
        app.add_api_route("/api/v1/audits/{audit_id}", self._erase, methods=["DELETE"])
        app.add_api_route("/api/v1/audits/{audit_id}", self._tombstone, methods=["GET"])
        app.add_api_route("/api/v1/audits/{audit_id}/events", self._events)
        app.add_api_route("/api/v1/audits/{audit_id}/events/stream", self._event_stream)
        app.add_api_route("/api/v1/audits/{audit_id}/review", self._decide, methods=["POST"])
        app.add_api_websocket_route("/ws/audit/{audit_id}", self._follow)
        app.add_api_websocket_route("/ws/audit/{audit_id}/review", self._follow_review)
        app.middleware("http")(self._strict)
        return app

    async def _strict(self, request: Request, call_next: Any) -> Response:
        response: Response = await call_next(request)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    async def _page(self) -> FileResponse:
        return FileResponse(WEB / "index.html")

    async def _ready(self) -> dict[str, Any]:
        return {"status": "ready", "workers": self.workers}

    async def _agents(self) -> dict[str, Any]:
        return {"agents": [{"agent_id": agent_id} for agent_id in AGENTS]}

    async def _list(self, limit: int, cursor: int = 0, q: str = "", status: str = "") -> dict[str, Any]:
        self.list_calls += 1
        more = cursor + limit < len(self.listed)
        page = self.listed[cursor : cursor + limit]
        asked_for = [row for row in page if q.lower() in row["name"].lower() and status in {"", row["status"]}]
        return {"audits": asked_for, "next": str(cursor + limit) if more else None}

    async def _list_stream(self) -> Response:
        if self.deaf:
            return problem_answer(503, "Too many connections", "try again later")
        return StreamingResponse(self._list_news(), media_type="text/event-stream")

    async def _list_news(self) -> AsyncIterator[str]:
        told = asyncio.Event()
        self.listeners.add(told)
        try:
            while True:
                told.clear()
                yield 'event: changed\ndata: {"audits": null}\n\n'
                await told.wait()
        finally:
            self.listeners.discard(told)

    async def _findings(self, agent: str | None = None) -> dict[str, Any]:
        return {"findings": [one for one in with_same_place(self.findings) if agent in {None, one["agent_id"]}]}

    async def _document(self, audit_id: str) -> Response:
        return self._read(self.documents.get(audit_id))

    async def _figures(self, audit_id: str) -> Response:
        return self._read(self.figures.get(audit_id))

    def _read(self, answer: dict[str, Any] | None) -> Response:
        if answer is None:
            return problem_answer(404, "Not extracted", "the report has not been read (yet)")
        return JSONResponse(answer)

    async def _ticks(self, agent: str) -> Response:
        self.ticks_asked += 1
        if self.problems:
            return self._problem()
        return JSONResponse({"agents": [{"agent_id": agent, "checks": {}, "ticks": self.ticks.get(agent)}]})

    async def _upload(self, request: Request, file: UploadFile) -> JSONResponse:
        self.keys.append(request.headers["Idempotency-Key"])
        form = await request.form()
        self.wishes.append(
            {key: form.get(key) for key in ("name", "materiality", "framework")}
            | {key: form.getlist(key) for key in ("agents", "ignore")}
        )
        if self.problems:
            return self._problem()
        story = Story(file.filename or "")
        story.tell(*reading())
        self.add(story)
        self.list(story, "running")
        return JSONResponse({"audit_id": story.audit_id, "status": "queued", "links": {}}, 202)

    def _problem(self) -> JSONResponse:
        return problem_answer(*self.problems.popleft())

    async def _cancel(self, audit_id: str) -> JSONResponse:
        self.asked.append(("cancel", audit_id))
        await self.answering.wait()
        if self.problems:
            return self._problem()
        await self.audits[audit_id].tell(e.AuditCancelled(reason="cancelled by a user"))
        return JSONResponse({"audit_id": audit_id, "status": "cancelled"})

    async def _retry(self, audit_id: str) -> JSONResponse:
        self.asked.append(("retry", audit_id))
        await self.answering.wait()
        if self.problems:
            return self._problem()
        before = self.audits[audit_id].story
        again = self.add(Story(before.filename, tuple(before.states), retry_of=audit_id))
        return JSONResponse({"audit_id": again.story.audit_id, "status": "queued", "links": {}}, 202)

    async def _erase(self, audit_id: str) -> JSONResponse:
        self.asked.append(("erase", audit_id))
        await self.answering.wait()
        if self.problems:
            return self._problem()
        audit = self.audits.pop(audit_id)
        self.listed = [row for row in self.listed if row["audit_id"] != audit_id]
        await audit.erased()
        return JSONResponse({"audit_id": audit_id})

    async def _tombstone(self, audit_id: str) -> Response:
        if audit_id in self.audits:
            return JSONResponse({"audit_id": audit_id})
        told = {"erased_at": ERASED_AT, "erased_by": self.erased_by}
        return problem_answer(410, "This audit has been erased", "only its tombstone is left", **told)

    async def _events(self, audit_id: str) -> Response:
        audit = self.audits.get(audit_id)
        if audit is None:
            return JSONResponse({"title": "No such audit"}, 404)
        return JSONResponse({"events": [], "head": audit.story.head, "terminal": audit.story.ended})

    async def _event_stream(self, audit_id: str, after: int) -> Response:
        audit = self.audits.get(audit_id)
        if audit is None:
            return JSONResponse({"title": "No such audit"}, 404)
        return StreamingResponse(audit.events(after), media_type="text/event-stream")

    async def _decide(self, audit_id: str, asked: dict[str, Any]) -> JSONResponse:
        await self.answering.wait()
        if self.problems:
            return self._problem()
        answer = await self.audits[audit_id].decide(asked)
        if asked["decision"] == "rename" and answer.status_code == 201:
            self.listed = [row | {"name": asked["name"]} if row["audit_id"] == audit_id else row for row in self.listed]
        return answer

    async def _follow(self, websocket: WebSocket, audit_id: str) -> None:
        await self._send_stream(websocket, self.audits.get(audit_id))

    async def _follow_review(self, websocket: WebSocket, audit_id: str) -> None:
        audit = self.audits.get(audit_id)
        await self._send_stream(websocket, audit and audit.review)

    async def _send_stream(self, websocket: WebSocket, stream: ScriptedStream | None) -> None:
        await websocket.accept()
        if stream is None:
            await websocket.close(4404, "no such audit")
            return
        await stream.follow(websocket, websocket.query_params.get("after", "0"))


def problem_answer(status: int, title: str, detail: str, **members: Any) -> JSONResponse:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **members}
    return JSONResponse(body, status, media_type="application/problem+json")


@asynccontextmanager
async def serving(scripted: ScriptedServer) -> AsyncGenerator[ScriptedServer]:
    """Serves on a free loopback port until the block is left."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(scripted.app(), log_level="warning", ws="websockets-sansio", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    scripted.address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    try:
        yield scripted
    finally:
        server.should_exit = True
        await task
        listener.close()
