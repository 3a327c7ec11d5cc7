"""/healthz and /readyz."""

from __future__ import annotations

from fastapi import APIRouter

from service.agents.models.naming import named
from service.api.documented import everywhere
from service.api.parts import RunningParts
from service.audits.queue import NO_WORKER

router = APIRouter(responses=everywhere())


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Liveness: the process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(parts: RunningParts) -> dict[str, object]:
    """Readiness: the database answers; that it is at head was made sure of at start-up.

    A server without workers is ready to accept reports, and says that nobody audits them. ``model`` is the one that is
    set here.
    """
    await parts.store.ping()
    workers = await parts.queue.workers()
    ready: dict[str, object] = {"status": "ready", "workers": workers, "model": named(parts.settings)}
    return ready | {"problem": NO_WORKER} if workers == 0 else ready
