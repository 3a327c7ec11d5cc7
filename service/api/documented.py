"""What OpenAPI says of answers that are no success: each status with what it means here, as problem details."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict

from service.api.problems import MEDIA_TYPE

Documented = dict[int | str, dict[str, Any]]
"""By status, as FastAPI takes it for ``responses``."""

MEANINGS = {
    400: "This is no HTTP request.",
    403: "A web page of another site asked, or the request names another host.",
    404: "There is nothing of that name.",
    405: "This is not done here; `Allow` names what is.",
    408: "The request came too slowly.",
    409: "The audit is not in a state for this.",
    410: "The audit has been erased.",
    413: "The file, or the request, is too large.",
    414: "The address is too long.",
    415: "This kind of file is not read.",
    422: "Something in the request is not as it should be; `detail` names it.",
    429: "Too much was asked over one connection.",
    431: "The headers are too large, or too many.",
    500: "What was kept is damaged, or Tickmark has a defect.",
    503: "Not now: the database, the connections, the uploads or the drawing of pages are taken; `Retry-After` says "
    "when to ask again.",
}
EVERYWHERE = (400, 403, 405, 408, 414, 422, 429, 431, 500, 503)
"""What any address may answer, whatever is asked of it."""


class Problem(BaseModel):
    """Problem details (RFC 9457): what happened, to which thing, what to do."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str


def everywhere() -> Documented:
    """For a router: the problems that each of its routes may answer with."""
    return also(*EVERYWHERE)


def also(*statuses: int) -> Documented:
    """For a route: the problems that it may answer with besides those of every route."""
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    return {
        status: {"description": MEANINGS[status], "content": {MEDIA_TYPE: {"schema": schema}}} for status in statuses
    }


def install(app: FastAPI) -> None:
    """Add the schema of problems to what ``app`` says of itself."""
    described = app.openapi

    def openapi() -> dict[str, Any]:
        said = described()
        said.setdefault("components", {}).setdefault("schemas", {})[Problem.__name__] = Problem.model_json_schema()
        return said

    app.openapi = openapi
