"""/api/v1/agents and /api/v1/audits: hand in a report, list audits, read their findings and ticks."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Header, Query, Request, Response, UploadFile
from pydantic import AfterValidator

from service.agents.installed import installed
from service.api.documented import also, everywhere
from service.api.parts import Parts, RunningParts, Sender, TakingParts
from service.api.routes.audit_json import PREFIX, audit_json, erased_json, links
from service.api.routes.cursor import audits_cursor
from service.api.routes.events import JSON
from service.api.routes.listed import MOST_PAGES_SEARCHED, AskedFor, Listed
from service.api.uploads import MAX_FIELD_BYTES, MAX_FIELDS, MAX_FILES, contents_of, refuse_more_files
from service.audits.acceptance import Upload, accept
from service.audits.cancelling import cancel
from service.audits.retrying import retry
from service.checks.asking import options
from service.errors import AuditDamaged
from service.findings import Finding, Severity
from service.projections.agent_ticks import ticks_json
from service.projections.audit_state import Status
from service.projections.found import besides
from service.reports.limits import MAX_CELLS

router = APIRouter(
    prefix=PREFIX,
    form_limits={"max_files": MAX_FILES, "max_fields": MAX_FIELDS, "max_part_size": MAX_FIELD_BYTES},
    responses=everywhere(),
)


@router.get("/agents")
async def agents() -> dict[str, object]:
    """The agents that can be asked for, in the order in which results are shown."""
    return {"agents": [{"agent_id": agent_id} for agent_id in installed()]}


@router.post("/audits", status_code=202, responses=also(413, 415), dependencies=[Depends(refuse_more_files)])
async def create(
    *,
    parts: TakingParts,
    sender: Sender,
    response: Response,
    file: Annotated[UploadFile, File()],
    agents: Annotated[list[str] | None, Form()] = None,
    name: Annotated[str | None, Form(max_length=300)] = None,
    materiality: Annotated[str | None, Form(max_length=60)] = None,
    framework: Annotated[str | None, Form(max_length=60)] = None,
    select: Annotated[list[str] | None, Form()] = None,
    ignore: Annotated[list[str] | None, Form()] = None,
    idempotency_key: Annotated[str | None, Header(min_length=1, max_length=255)] = None,
) -> dict[str, object]:
    """Accept a report; its audit begins as soon as there is room."""
    asked = options(materiality=materiality, framework=framework, select=select or (), ignore=ignore or ())
    async with parts.large_uploads.turn(file.size or 0):
        data, filename = await contents_of(file), file.filename or "report"
        upload = Upload(filename, data, name, tuple(agents or ()), idempotency_key, asked, sender)
        audit_id = await accept(parts.store, upload, parts.settings.max_upload_bytes)
    return await _accepted(parts, response, audit_id, sender)


@router.get("/audits")
async def audits(
    parts: RunningParts,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, AfterValidator(audits_cursor)] = None,
    q: Annotated[str, Query(max_length=300)] = "",
    status: Status | None = None,
) -> dict[str, object]:
    """Audits, newest first, and besides them those that are damaged; with ``q`` or ``status`` only those asked for."""
    listed = Listed(parts, AskedFor(q, status))
    for _ in range(MOST_PAGES_SEARCHED):
        cursor = await listed.read(limit, cursor)
        if listed.audits or cursor is None:
            break
    return {"audits": listed.audits, "next": cursor, "damaged": listed.damaged}


@router.get("/audits/{audit_id}", responses=also(404, 410))
async def audit(parts: RunningParts, audit_id: str) -> dict[str, object]:
    """One audit at its head."""
    return await _summary(parts, audit_id)


@router.post("/audits/{audit_id}/retry", status_code=202, responses=also(404, 409, 410))
async def retry_audit(parts: TakingParts, sender: Sender, response: Response, audit_id: str) -> dict[str, object]:
    """Audit the same document again, without the agents that completed; 409 if none failed."""
    state, review = await parts.views.state(audit_id), await parts.reviews.state(audit_id)
    named = state if review.name is None else replace(state, name=review.name)
    return await _accepted(parts, response, await retry(parts.store, audit_id, named, sender), sender)


@router.post("/audits/{audit_id}/cancel", responses=also(404, 409, 410))
async def cancel_audit(parts: RunningParts, audit_id: str) -> dict[str, object]:
    """Stop the audit; 409 if it has ended already."""
    await cancel(parts.store, audit_id, "cancelled by a user")
    return await _summary(parts, audit_id)


@router.delete("/audits/{audit_id}", responses=also(404, 410))
async def erase_audit(parts: RunningParts, request: Request, audit_id: str) -> dict[str, object]:
    """Erase the audit with its document, whatever it is doing; 410 if that has been done already."""
    client = request.client.host if request.client else "an unknown address"
    erased = await parts.store.erase(audit_id, f"api, from {client}")
    parts.drawings.forget(audit_id)
    parts.feed.tell([audit_id])
    return erased_json(erased)


@router.get("/audits/{audit_id}/findings", responses=also(404, 410))
async def findings(
    parts: RunningParts, audit_id: str, agent: str | None = None, severity: Severity | None = None
) -> Response:
    """What the agents that have completed found, and what people added; `same_place` names what others found there."""

    async def make() -> bytes:
        found = await parts.reviews.findings(audit_id)
        said = besides(found, (await parts.reviews.state(audit_id)).added)
        asked_for = (f for f in found if agent in {None, f.agent_id} and severity in {None, f.severity})
        shown = (_with(finding, said[finding.id]) for finding in asked_for)
        return f'{{"findings":[{",".join(shown)}]}}'.encode()

    return await parts.answers.of(make, JSON)


def _with(finding: Finding, more: dict[str, object]) -> str:
    return f"{finding.model_dump_json().removesuffix('}')},{json.dumps(more).removeprefix('{')}"


@router.get("/audits/{audit_id}/ticks", responses=also(404, 410))
async def ticks(
    parts: RunningParts,
    audit_id: str,
    agent: str | None = None,
    table: Annotated[int | None, Query(ge=0, le=MAX_CELLS)] = None,
) -> Response:
    """What the agents that have completed checked and found to hold, and what they could not check."""

    async def make() -> bytes:
        ticked = await parts.views.ticks(audit_id, agent)
        try:
            return await asyncio.to_thread(ticks_json, ticked, table)
        except ValueError as error:
            raise AuditDamaged(audit_id, f"the ticks of table {table} cannot be read: {error}") from error

    return await parts.answers.of(make, JSON)


async def _summary(parts: Parts, audit_id: str) -> dict[str, object]:
    return audit_json(audit_id, await parts.views.state(audit_id), await parts.reviews.state(audit_id))


async def _accepted(parts: Parts, response: Response, audit_id: str, sender: str) -> dict[str, object]:
    parts.queue.offer(audit_id, sender)
    response.headers["Location"] = links(audit_id)["self"]
    state = await parts.views.state(audit_id)
    return {"audit_id": audit_id, "status": state.status, "links": links(audit_id)}
