"""/healthz and /readyz."""

from __future__ import annotations

from fastapi import APIRouter

from service.api.parts import RunningParts

router = APIRouter()


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Liveness: the process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(parts: RunningParts) -> dict[str, str]:
    """Readiness: the database answers; that it is at head was made sure of at start-up."""
    await parts.store.ping()
    return {"status": "ready"}
