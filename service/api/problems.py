"""Errors as RFC 9457 problem details: what happened, to which thing, what to do."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from time import monotonic
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount

from service import errors as e

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
STATUS: dict[type[e.TickmarkError], int] = {
    e.UnsupportedFormat: 415,
    e.NoPagesToDraw: 415,
    e.NoSuchPage: 404,
    e.ReportTooLarge: 413,
    e.RequestTooLarge: 413,
    e.ReportError: 422,
    e.UnknownAgent: 422,
    e.OptionError: 422,
    e.TooManyFiles: 422,
    e.AuditNotFound: 404,
    e.AuditErased: 410,
    e.AuditDamaged: 500,
    e.ArtifactNotFound: 404,
    e.ArtifactDamaged: 500,
    e.StreamEnded: 409,
    e.NothingToRetry: 409,
    e.IdempotencyKeyReused: 422,
    e.WrongExpectedSeq: 409,
    e.FindingNotFound: 404,
    e.ReviewMoved: 409,
    e.ReviewNotFinished: 409,
    e.NothingChanges: 409,
    e.BadDecision: 422,
    e.DatabaseFailed: 503,
    e.SchemaMismatch: 503,
    e.ServerClosing: 503,
    e.DrawingBusy: 503,
}
TITLES: dict[type[e.TickmarkError], str] = {
    e.UnsupportedFormat: "This kind of file is not read",
    e.EmptyReport: "There is nothing to audit in this file",
    e.DamagedReport: "This file is damaged",
    e.EncryptedReport: "This file is protected by a password",
    e.ReportTooLarge: "This file is too large",
    e.RequestTooLarge: "This request is too large",
    e.NoPagesToDraw: "This file has no pages to draw",
    e.NoSuchPage: "No such page",
    e.PageNotDrawn: "This page cannot be drawn",
    e.DrawingBusy: "Many pages are being drawn",
    e.UnknownAgent: "No such agent",
    e.UnknownRule: "No such rule",
    e.RuleNotIgnorable: "This rule always applies",
    e.BadOption: "This cannot be asked",
    e.TooManyFiles: "Several files in one upload",
    e.AuditNotFound: "No such audit",
    e.AuditErased: "This audit has been erased",
    e.AuditDamaged: "Audit damaged",
    e.ArtifactDamaged: "What was kept has been altered",
    e.ArtifactNotFound: "What was kept is gone",
    e.DatabaseFailed: "The database cannot be used now",
    e.CommitUnknown: "The database did not confirm what was written",
    e.StreamEnded: "This audit has ended",
    e.ServerClosing: "The server is shutting down",
    e.NothingToRetry: "There is nothing to retry",
    e.FindingNotFound: "No such finding",
    e.ReviewMoved: "Somebody else has decided something meanwhile",
    e.ReviewNotFinished: "This review is not finished",
    e.NothingChanges: "This is decided already",
    e.BadDecision: "The decision is not valid",
    e.IdempotencyKeyReused: "This idempotency key belongs to another request",
}

ADVICE: dict[type[e.TickmarkError], str] = {
    e.DatabaseFailed: "nothing was changed; repeat the request in a moment",
    e.SchemaMismatch: "whoever runs the service upgrades it with `tickmark db upgrade`",
    e.ArtifactDamaged: "`tickmark verify` names every event that this concerns; restore a backup",
    e.CommitUnknown: "repeat the request with the same Idempotency-Key, so that it is done once; "
    "an upload that had none may be among the audits already: look there first; a decision is done once without",
}
METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
RETRY_AFTER_S = 5
"""When a client may ask again where there was no answer now."""
SAID_AGAIN_S = 60
"""How often one problem of the database is logged again: probes and pages ask every few seconds."""


class _Problem(JSONResponse):
    """What a problem repeats of a request may be no text, such as half of a surrogate pair: "?" stands for it."""

    media_type = MEDIA_TYPE

    def render(self, content: Any) -> bytes:
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def problem(status: int, title: str, detail: str, kind: str = "about:blank", **more: object) -> JSONResponse:
    """One problem as a response."""
    return _Problem({"type": kind, "title": title, "status": status, "detail": detail, **more}, status)


def of_error(error: e.TickmarkError) -> JSONResponse:
    """One of our errors as problem details: what a client may read; the rest goes to the log.

    An error that no client should ever meet is a defect, and is answered as one.
    """
    kinds = type(error).__mro__
    status = next((STATUS[kind] for kind in kinds if kind in STATUS), None)
    if status is None:
        return of_defect()
    title = next((TITLES[kind] for kind in kinds if kind in TITLES), HTTPStatus(status).phrase)
    advice = next((ADVICE[kind] for kind in kinds if kind in ADVICE), None)
    detail = f"{error.public}; {advice}" if advice else error.public
    told_whole = error.public == str(error)
    about = {key: value for key, value in vars(error).items() if told_whole and _is_told(value)}
    answer = problem(status, title, detail, f"urn:tickmark:{type(error).__name__}", **about)
    if isinstance(error, e.DatabaseFailed | e.DrawingBusy):
        answer.headers["Retry-After"] = str(RETRY_AFTER_S)
    return answer


def _is_told(value: object) -> bool:
    """Whether a value of an error goes along: numbers, texts, and lists of ids."""
    return isinstance(value, str | int | list)


def of_defect() -> JSONResponse:
    """An error that should not have happened, as problem details."""
    return problem(500, "An error of Tickmark's own", "The request could not be answered; see the server's log.")


def _invalid(wrong: list[tuple[str, str]]) -> JSONResponse:
    """A request that is not what the route takes: where something is wrong with it, and what."""
    said = [{"where": where, "what": what} for where, what in wrong]
    detail = "; ".join(f"{where}: {what}" for where, what in wrong)
    return problem(422, "The request is not valid", detail, "urn:tickmark:InvalidRequest", errors=said)


def _no_json(error: RecursionError | ValueError) -> JSONResponse:
    """A body on which the parser gave up otherwise than on a slip in it, which FastAPI would answer with 400."""
    why = "it is nested too deep" if isinstance(error, RecursionError) else "its text or its numbers cannot be read"
    return _invalid([("body", f"JSON decode error: {why}")])


def _allowed(app: FastAPI, request: Request) -> list[str]:
    """The methods that some route at this address has; files have the two that read."""

    def answered(method: str) -> bool:
        scope = dict(request.scope) | {"method": method}
        return any(route.matches(scope)[0] is Match.FULL for route in app.routes if not isinstance(route, Mount))

    return [method for method in METHODS if answered(method)] or ["GET", "HEAD"]


class Troubles:
    """Which problems of the database were logged lately."""

    def __init__(self) -> None:
        self._said: dict[str, float] = {}

    def are_news(self, trouble: str) -> bool:
        """Whether ``trouble`` was not said within ``SAID_AGAIN_S``; from now on it was."""
        now = monotonic()
        self._said = {said: at for said, at in self._said.items() if now - at < SAID_AGAIN_S}
        return self._said.setdefault(trouble, now) == now


def install(app: FastAPI) -> None:
    """Answer every error of ``app`` with problem details."""
    troubles = Troubles()

    @app.exception_handler(e.TickmarkError)
    async def ours(request: Request, error: e.TickmarkError) -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        answer = of_error(error)
        asked = f"{request.method} {request.url.path!r}"
        if isinstance(error, e.DatabaseFailed):
            if troubles.are_news(error.reason):
                logger.warning("%s was answered with %d: %s", asked, answer.status_code, error)
        elif answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR:
            logger.error("defect in %s", asked, exc_info=error)
        return answer

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        if isinstance(error.__cause__, RecursionError | ValueError):
            return _no_json(error.__cause__)
        phrase = HTTPStatus(error.status_code).phrase
        answer = problem(error.status_code, phrase, f"{request.method} {request.url.path}: {error.detail}")
        answer.headers.update(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:  # each route names only its own
            answer.headers["Allow"] = ", ".join(_allowed(app, request))
        return answer

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        return _invalid([(".".join(map(str, item["loc"])), item["msg"]) for item in error.errors()])

    @app.exception_handler(Exception)
    async def defect(request: Request, error: Exception) -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        logger.error("defect in %s %s", request.method, request.url.path, exc_info=error)
        return of_defect()
