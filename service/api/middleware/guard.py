"""Who may talk to the service: no web site that a user visits can read reports from their loopback port.

A page of another site can reach 127.0.0.1 in two ways: by its own name, which the Origin header tells, and by a name
of its own that it lets point here (DNS rebinding), which the Host header tells. Both are checked, for HTTP and for
WebSockets, to which browsers apply no same-origin rule at all.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.api.problems import problem
from service.api.watching.closing import CloseCode, close

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
WILDCARDS = frozenset({"0.0.0.0", "::", ""})  # noqa: S104


class OriginGuard:
    """ASGI middleware. Foreign hosts and origins get 403, or a WebSocket close with 4403."""

    def __init__(self, app: ASGIApp, host: str, allowed_origins: tuple[str, ...]) -> None:
        self._app = app
        self._origins = frozenset(allowed_origins)
        named = {name for origin in allowed_origins if (name := urlsplit(origin).hostname)}
        bound: set[str] = set() if host in WILDCARDS else {host.strip("[]").lower()}
        self._hosts = LOOPBACK | named | bound

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] in {"http", "websocket"} and not _is_probe(scope) else None
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await problem(403, "Not allowed from there", refusal, "urn:tickmark:NotAllowed")(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.accept"})
            await close(send, CloseCode.ORIGIN_NOT_ALLOWED, refusal)

    def _refusal(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        named = headers.getlist("host")
        host = named[0] if named else ""
        if len(named) > 1 or "@" in host or _name(host) not in self._hosts:
            said = " and ".join(map(repr, named)) or "''"
            return f"host {said} is not this server; if it is, add http://{host} to TICKMARK_ALLOWED_ORIGINS (or https)"
        origin = headers.get("origin")
        if origin is None:
            return _without_origin(scope, headers)
        if origin in self._origins or origin in {f"http://{host}", f"https://{host}"}:
            return None
        return f"origin {origin} is not allowed; if it should be, add {origin} to TICKMARK_ALLOWED_ORIGINS"


def _is_probe(scope: Scope) -> bool:
    """Whether liveness is asked for, as probes do it: by address, and without a name that anybody could have let point
    here. It says nothing."""
    return scope["path"] == "/healthz"


def _without_origin(scope: Scope, headers: Headers) -> str | None:
    """Browsers send no Origin with what another site's page merely shows or links to, but say that it is another's.

    A link to the page may be followed from anywhere; what it would show of reports it asks for itself.
    """
    if headers.get("sec-fetch-site") != "cross-site":
        return None
    if headers.get("sec-fetch-mode") == "navigate" and not scope["path"].startswith(("/api/", "/ws/")):
        return None
    return "a page of another site asks for this; open the page of this service itself"


def _name(host: str) -> str | None:
    """The name in a Host header, without its port; None where it is malformed."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
