"""The app factory."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from service.api import documented, problems
from service.api.middleware.body_limit import BodyLimit
from service.api.middleware.guard import OriginGuard
from service.api.middleware.storable_text import StorableText
from service.api.page import SecurityHeaders, mount_page
from service.api.parts import Parts
from service.api.routes import audits as audit_routes
from service.api.routes import events as event_routes
from service.api.routes import health as health_routes
from service.api.routes import list_stream as list_routes
from service.api.routes import pages as page_routes
from service.api.routes import reports as report_routes
from service.api.routes import review as review_routes
from service.api.routes import rules as rule_routes
from service.api.routes import server_sent_events as sse_routes
from service.api.routes import websockets as stream_routes
from service.api.uploads import UploadGate
from service.audits.acceptance import too_large
from service.settings import Settings


def create_app(settings: Settings, running: Callable[[], AbstractAsyncContextManager[Parts]]) -> FastAPI:
    """The application. Its lifespan is that of ``running``: what it starts is stopped when the app shuts down."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        async with running() as parts:
            app.state.parts = parts
            yield

    app = FastAPI(title="Tickmark", version=version("tickmark"), lifespan=lifespan, docs_url=None, redoc_url=None)
    # The stream of the list comes before the audits, of which it would be one by its path.
    of_audits = (list_routes, audit_routes, event_routes, review_routes, report_routes, page_routes)
    for routes in (*of_audits, rule_routes, sse_routes, stream_routes, health_routes):
        app.include_router(routes.router)
    mount_page(app)
    problems.install(app)
    documented.install(app)
    app.add_middleware(StorableText)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(UploadGate, at_once=settings.concurrent_uploads)
    app.add_middleware(BodyLimit, max_bytes=settings.max_upload_bytes, explanation=too_large(settings.max_upload_bytes))
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["*"],
            expose_headers=["Location"],
        )
    app.add_middleware(OriginGuard, host=settings.host, allowed_origins=settings.allowed_origins)
    return app
