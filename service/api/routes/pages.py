"""/api/v1/audits/{id}/document/pages: the pages of a PDF, as they are printed."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Request, Response

from service.api.documented import also, everywhere
from service.api.leaving import while_asked
from service.api.middleware.large_answer import answer
from service.api.parts import RunningParts
from service.api.routes.audit_json import PREFIX
from service.api.routes.reports import JSON, NEVER_A_PAGE, unread
from service.audits.drawings import WantedPage
from service.errors import NoPagesToDraw
from service.events import Document
from service.reports.limits import MAX_PDF_PAGES

PDF = "application/pdf"
PNG = "image/png"

router = APIRouter(prefix=PREFIX, responses=everywhere() | also(404, 410, 415))


@router.get("/audits/{audit_id}/document/pages")
async def pages(parts: RunningParts, request: Request, audit_id: str) -> Response:
    """The pages of a PDF: `{pages: [{page, width, height}]}`, in points, as they are shown."""
    state = await parts.views.state(audit_id)
    report = state.report
    if report is None or state.document is None:
        return unread(audit_id)
    _be_pdf(state.document)
    listed = await parts.drawings.pages(_client(request), partial(parts.store.artifact_pieces, report))
    return await answer(listed, JSON)


@router.get(
    "/audits/{audit_id}/document/pages/{number}",
    response_class=Response,
    responses={200: {"content": {PNG: {}}}, 304: {"description": "The picture is the one that `If-None-Match` names."}},
)
async def page(
    parts: RunningParts,
    request: Request,
    audit_id: str,
    number: Annotated[int, Path(ge=1, le=MAX_PDF_PAGES)],
    *,
    scale: Annotated[float, Query(ge=0.5, le=4, multiple_of=0.5, description="Pixels a point.")] = 1,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """A page of a PDF as a PNG, with `scale` pixels a point; a very large one has fewer."""
    state = await parts.views.state(audit_id)
    file = state.document
    if state.report is None or file is None:
        return unread(audit_id)
    _be_pdf(file)
    headers = {"ETag": f'"{file.sha256}-{number}-{scale:g}"', "Content-Security-Policy": NEVER_A_PAGE}
    if if_none_match == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    wanted = WantedPage(audit_id, file.sha256, file.filename, number, scale)
    # Not in a turn of those who ask for other large answers: drawing can take longer than they should wait.
    work = parts.drawings.page(wanted, _client(request), partial(parts.store.artifact_pieces, file.sha256))
    picture = await while_asked(request, work)
    return (
        Response(status_code=204) if picture is None else await answer(picture, PNG, headers)
    )  # nobody hears the first


def _be_pdf(file: Document) -> None:
    if file.media_type != PDF:
        raise NoPagesToDraw(file.filename)


def _client(request: Request) -> str:
    return request.client.host if request.client else ""
