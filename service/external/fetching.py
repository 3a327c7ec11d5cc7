"""Asking sources over the network: bounded in time and size, repeated where that can help, on no host but theirs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

import httpx

from service.artifacts import artifact_sha256
from service.checks.external.source import Request, SourceAnswer
from service.errors import SourceFailed
from service.external.cache import Cache

MAX_BYTES = 32 * 2**20
"""Of an answer, unpacked. All that the SEC has of a large company is about 10 MB."""
TRIES = 3
LONGEST_PAUSE_S = 10.0
MOST_HOPS = 3
AGENT = "Tickmark"
_ANSWERS = frozenset({200, 404})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class SourceAccess:
    """Where a source is, and as whom it is asked. ``secret`` goes into no text: it is the name of basic credentials."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    secret: str | None = field(default=None, repr=False)


class _Passing(Exception):
    """What another try may not meet again."""

    def __init__(self, reason: str, after_s: float | None = None) -> None:
        super().__init__(reason)
        self.after_s = after_s


class Fetcher:
    """Asks sources. What was asked within the cache's age is answered from there.

    ``pause_s`` is how long to wait before the second try; twice as long before each further one.
    """

    def __init__(
        self,
        access: Mapping[str, SourceAccess],
        cache: Cache,
        timeout_s: float,
        pause_s: float = 0.5,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._access = access
        self._cache = cache
        self._timeout_s = timeout_s
        self._pause_s = pause_s
        self._now = now
        self._client = httpx.AsyncClient(follow_redirects=False, timeout=timeout_s, headers={"User-Agent": AGENT})

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    def url(self, request: Request) -> str:
        """Where ``request`` is asked."""
        query = f"?{urlencode(request.query, quote_via=quote)}" if request.query else ""
        return f"{self._access[request.source].address}{request.path}{query}"

    async def ask(self, request: Request) -> SourceAnswer:
        """The answer to ``request``.

        Raises:
            SourceFailed: there is none that can be used, in time.
        """
        kept = await asyncio.to_thread(self._kept, request)
        if kept is not None:
            return kept
        try:
            async with asyncio.timeout(self._timeout_s):
                answer = await self._asked(request)
        except TimeoutError as error:
            raise SourceFailed(request.source, f"did not answer within {self._timeout_s:g} s") from error
        await asyncio.to_thread(self._keep, answer)
        return answer

    async def _asked(self, request: Request) -> SourceAnswer:
        for number in range(1, TRIES + 1):
            try:
                return await self._tried(request)
            except _Passing as error:
                if number == TRIES:
                    raise SourceFailed(request.source, f"{error}, {TRIES} times") from error
                pause_s = error.after_s or self._pause_s * 2 ** (number - 1)
                await asyncio.sleep(min(pause_s, LONGEST_PAUSE_S))
        raise AssertionError("a last try raises or answers")

    async def _tried(self, request: Request) -> SourceAnswer:
        access = self._access[request.source]
        url = httpx.URL(self.url(request))
        auth = httpx.BasicAuth(access.secret, "") if access.secret else None
        try:
            for _ in range(MOST_HOPS):
                async with self._client.stream("GET", url, headers=access.headers, auth=auth) as response:
                    if response.status_code in _MOVED:
                        url = _next(request, url, response)
                        continue
                    body = await _body(request, response)
                    return SourceAnswer(
                        request,
                        str(url),
                        self._now().isoformat(timespec="seconds").replace("+00:00", "Z"),
                        response.status_code,
                        artifact_sha256(body),
                        body,
                    )
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _Passing(f"could not be reached ({type(error).__name__})") from error
        raise SourceFailed(request.source, f"sent on from address to address, {MOST_HOPS} times")

    def _kept(self, request: Request) -> SourceAnswer | None:
        """The answer that is kept; what cannot be read is none."""
        data = self._cache.get(self._key(request))
        head, _, body = (data or b"").partition(b"\n")
        try:
            said = json.loads(head)
            answer = SourceAnswer(
                request, said["url"], said["asked_at"], said["status"], said["sha256"], body, kept=True
            )
        except (ValueError, KeyError, TypeError):
            return None
        return answer if answer.sha256 == artifact_sha256(body) else None

    def _keep(self, answer: SourceAnswer) -> None:
        said = {
            key: value for key, value in asdict(replace(answer, body=b"")).items() if key not in {"request", "body"}
        }
        self._cache.put(self._key(answer.request), b"\n".join((json.dumps(said).encode(), answer.body)))

    def _key(self, request: Request) -> str:
        """An answer of a mirror is kept apart from one of the source itself."""
        return artifact_sha256(f"{self._access[request.source].address} {request.key}".encode())


def _next(request: Request, url: httpx.URL, response: httpx.Response) -> httpx.URL:
    """Where a source sends us on to: another path of its own, and no other host, which would hear of the question."""
    there = url.join(response.headers.get("location", ""))
    if (there.scheme, there.host, there.port) != (url.scheme, url.host, url.port):
        told = f"sent on to another host ({there.host}), which is not asked"
        raise SourceFailed(request.source, told)
    return there


async def _body(request: Request, response: httpx.Response) -> bytes:
    """The bytes of an answer, as far as it is one.

    Raises:
        _Passing: it may be another next time.
        SourceFailed: it will not, or is too large.
    """
    status = response.status_code
    if status in _PASSING:
        raise _Passing(f"answered with status {status}", _after(response))
    if status not in _ANSWERS:
        why = "; check what it knows us by (docs/operations.md)" if status in {401, 403} else ""
        raise SourceFailed(request.source, f"answered with status {status}{why}")
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > MAX_BYTES:
            raise SourceFailed(request.source, f"answered with more than {MAX_BYTES:,} bytes")
    return bytes(body)


def _after(response: httpx.Response) -> float | None:
    """The seconds after which a source wants to be asked again, where it says so in seconds."""
    after = response.headers.get("retry-after", "")
    return float(after) if after.isdecimal() and after.isascii() and len(after) <= 6 else None
