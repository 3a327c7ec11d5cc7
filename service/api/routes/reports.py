"""/api/v1/audits/{id}/document, its /original, and /figures: a report as read, as handed in, and its figures."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from fastapi import APIRouter, Response

from service.api.documented import also, everywhere
from service.api.parts import RunningParts
from service.api.problems import problem
from service.api.routes.audit_json import PREFIX
from service.errors import AuditDamaged
from service.reports import codec

JSON = "application/json"
NEVER_A_PAGE = "default-src 'none'; sandbox"
"""The policy of a stranger's file: whatever a browser makes of it, it is no page of this origin and runs nothing."""

router = APIRouter(prefix=PREFIX, responses=everywhere() | also(404, 410))


@router.get("/audits/{audit_id}/document")
async def document(parts: RunningParts, audit_id: str) -> Response:
    """The report as it was read: sections, paragraphs, tables with cells."""
    report = (await parts.views.state(audit_id)).report
    if report is None:
        return unread(audit_id)

    async def make() -> bytes:
        kept = await parts.store.artifact(report)
        try:
            return await asyncio.to_thread(codec.whole, kept)
        except ValueError as error:
            raise AuditDamaged(audit_id, f"its extracted report cannot be read: {error}") from error

    return await parts.answers.of(make, JSON)


@router.get("/audits/{audit_id}/document/original")
async def original(parts: RunningParts, audit_id: str) -> Response:
    """The file that was handed in, byte for byte, to be saved."""
    file = (await parts.views.state(audit_id)).document
    if file is None:
        return unread(audit_id)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.filename, safe='')}",
        "Content-Security-Policy": NEVER_A_PAGE,
    }
    return await parts.answers.of_pieces(parts.store.artifact_pieces(file.sha256), file.media_type, headers)


@router.get("/audits/{audit_id}/figures")
async def figures(parts: RunningParts, audit_id: str) -> Response:
    """The state of every figure of the report, and the relations that it is in."""
    told = await parts.reviews.figures(audit_id)
    if told is None:
        return unread(audit_id)

    async def ready() -> bytes:
        return told.json

    return await parts.answers.of(ready, JSON)


def unread(audit_id: str) -> Response:
    """The problem of a report that is not there to be shown."""
    return problem(404, "Not extracted", f"the report of audit {audit_id} has not been read (yet)")
