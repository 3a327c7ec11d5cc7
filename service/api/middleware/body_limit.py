"""A limit on request bodies, counted as they arrive, since a client may not say their size, or not the true one."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problems import of_error
from service.api.uploads import is_upload
from service.errors import ReportTooLarge, RequestTooLarge, TickmarkError

FORM_BYTES = 64 * 1024
"""Room for the rest of a form around the file, and for any request that is no form."""


class BodyLimit:
    """ASGI middleware: more than ``max_bytes`` of a form, and of any other body far less, is answered with 413 and read
    no further."""

    def __init__(self, app: ASGIApp, max_bytes: int, explanation: str) -> None:
        self._app = app
        self._max_bytes = max_bytes + FORM_BYTES
        self._explanation = explanation

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most, too_large = self._limit(scope)
        said = Headers(scope=scope).get("content-length", "0")
        if said.isdigit() and int(said) > most:
            await of_error(too_large)(scope, receive, send)
            return
        seen, exceeded = 0, False

        async def counted() -> Message:
            nonlocal seen, exceeded
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                exceeded = True
                raise too_large
            return message

        async def unless_exceeded(message: Message) -> None:
            if not exceeded:  # what the app makes of an interrupted body is not what the client should hear
                await send(message)

        await self._app(scope, counted, unless_exceeded)
        if exceeded:
            await of_error(too_large)(scope, receive, send)

    def _limit(self, scope: Scope) -> tuple[int, TickmarkError]:
        """How many bytes a request may have, and what is wrong with more."""
        if is_upload(scope):
            return self._max_bytes, ReportTooLarge("upload", self._explanation)
        return FORM_BYTES, RequestTooLarge(scope["method"], scope["path"], FORM_BYTES)
