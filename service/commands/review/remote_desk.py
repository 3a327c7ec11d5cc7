"""The review of an audit on a server."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import cast
from urllib.parse import quote, urlunsplit

import httpx

from service.audits.reviewing.requested import RequestedDecision
from service.client import address
from service.commands.asking import answered
from service.commands.review.audit_ids import PAGE, whole_id
from service.commands.review.desk import RefusedError, Said
from service.errors import ConfigurationError

TIMEOUT_S = 60


class RemoteDesk:
    """Asks until it is answered: a decision that is asked for twice is made once."""

    def __init__(self, http: httpx.AsyncClient, server: str, audit_id: str) -> None:
        self._http = http
        self._server = server
        self._place = f"/audits/{quote(audit_id, safe='')}"

    @classmethod
    @asynccontextmanager
    async def connected(cls, server: str, audit_id: str) -> AsyncGenerator[RemoteDesk]:
        """A desk on the server at ``server``.

        Raises:
            ConfigurationError: that is not an address.
            RefusedError: the audits cannot be listed, to find the one whose id begins so.
        """
        try:
            base = urlunsplit(address(server)).rstrip("/")
            client = httpx.AsyncClient(base_url=f"{base}/api/v1", timeout=TIMEOUT_S)
        except (ValueError, httpx.InvalidURL) as error:
            raise ConfigurationError(f"{server!r} is not the address of a server: {error}") from error
        async with client as http:
            begun = cls(http, base, audit_id)
            yield cls(http, base, await whole_id(audit_id, begun.ids()))

    async def ids(self) -> AsyncGenerator[str]:
        """The ids of all audits on the server, newest first.

        Raises:
            RefusedError: they cannot be had.
        """
        cursor: str | None = None
        while True:
            asked = {"limit": str(PAGE)} | ({"cursor": cursor} if cursor else {})
            page = await self._asked(lambda asked=asked: self._http.get("/audits", params=asked))
            for each in (*page.get("audits", ()), *page.get("damaged", ())):
                yield each["audit_id"]
            if (cursor := page.get("next")) is None:
                return

    async def findings(self) -> list[Said]:
        found = (await self._asked(lambda: self._http.get(f"{self._place}/findings"))).get("findings")
        if not isinstance(found, list):
            raise self._not_ours()
        return cast("list[Said]", found)

    async def review(self) -> Said:
        return await self._asked(lambda: self._http.get(f"{self._place}/review"))

    async def decide(self, requested: RequestedDecision, expected_seq: int) -> Said:
        said = asdict(requested) | {"expected_seq": expected_seq}
        return await self._asked(lambda: self._http.post(f"{self._place}/review", json=said))

    async def _asked(self, ask: Callable[[], Awaitable[httpx.Response]]) -> Said:
        try:
            answer = await answered(ask, known=False)
            said = answer.json()
        except (httpx.HTTPError, UnicodeError) as error:  # the latter of a name that no host can have
            raise RefusedError(f"the server at {self._server} cannot be reached: {error}") from error
        except ValueError as error:
            raise self._not_ours() from error
        if not isinstance(said, dict):
            raise self._not_ours()
        told = cast("Said", said)
        if answer.is_error:
            raise RefusedError(str(told.get("detail") or f"the server answered {answer.status_code}"))
        return told

    def _not_ours(self) -> RefusedError:
        return RefusedError(f"what answers at {self._server} is not a Tickmark server that knows reviews")
