"""Who may talk to the service: by the names it has, from pages of its own or of those that were allowed."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message

from service.api.middleware.guard import OriginGuard
from service.settings import load_settings

ALLOWED = "https://reports.example"
GUARD = OriginGuard(PlainTextResponse("let in"), "0.0.0.0", (ALLOWED,))


async def status(**headers: str) -> int:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(GUARD), base_url="http://127.0.0.1:8000") as http:
        return (await http.get("/", headers=headers)).status_code


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]", "[::1]:8000", "reports.example", "LOCALHOST"])
async def test_a_name_of_this_server_is_let_in(host: str) -> None:
    assert await status(Host=host) == 200


@pytest.mark.parametrize("host", ["[::1", "::1]", "[bad]", "evil.example", "", "localhost.evil.example"])
async def test_any_other_name_and_what_is_none_is_refused(host: str) -> None:
    assert await status(Host=host) == 403


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", ALLOWED])
async def test_a_page_of_this_server_or_of_an_allowed_one_is_let_in(origin: str) -> None:
    assert await status(Origin=origin) == 200


@pytest.mark.parametrize("origin", ["null", "http://[::1", "https://evil.example", "http://127.0.0.1:1"])
async def test_a_page_of_any_other_is_refused(origin: str) -> None:
    assert await status(Origin=origin) == 403


@pytest.mark.parametrize("host", ["user@127.0.0.1:8000", "evil.example@127.0.0.1", "127.0.0.1@evil.example"])
async def test_a_host_with_a_user_in_it_is_none(host: str) -> None:
    assert await status(Host=host) == 403


async def test_two_hosts_are_none() -> None:
    headers = [("Host", "127.0.0.1"), ("Host", "127.0.0.1")]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(GUARD), base_url="http://127.0.0.1:8000") as http:
        assert (await http.get("/", headers=headers)).status_code == 403


@pytest.mark.parametrize(
    ("path", "headers", "answer"),
    [
        ("/api/v1/audits", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ("/api/v1/audits", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403),
        ("/static/main.js", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ("/", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
        ("/api/v1/audits", {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, 200),
        ("/api/v1/audits", {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}, 200),
        ("/healthz", {"Host": "10.1.2.3:8000"}, 200),
        ("/readyz", {"Host": "10.1.2.3:8000"}, 403),
    ],
)
async def test_what_a_browser_says_of_another_site_is_heard_without_an_origin_too(
    path: str, headers: dict[str, str], answer: int
) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(GUARD), base_url="http://127.0.0.1:8000") as http:
        assert (await http.get(path, headers=headers)).status_code == answer


async def test_what_a_refusal_suggests_lets_in_when_it_is_done_to_the_letter() -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(GUARD), base_url="http://127.0.0.1:8000") as http:
        refusal = await http.get("/", headers={"Host": "audits.example:81", "Origin": "http://audits.example:81"})
    named = refusal.json()["detail"].partition(" to TICKMARK_ALLOWED_ORIGINS")[0].rpartition("add ")[2]
    settings = load_settings(allowed_origins=named)

    guard = OriginGuard(PlainTextResponse("let in"), "127.0.0.1", settings.allowed_origins)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(guard), base_url="http://127.0.0.1:8000") as http:
        headers = {"Host": "audits.example:81", "Origin": "http://audits.example:81"}
        assert (await http.get("/", headers=headers)).status_code == 200


@pytest.mark.parametrize("headers", [{"host": "[::1"}, {"host": "localhost", "origin": "https://" + "é" * 130}])
async def test_a_websocket_is_closed_with_a_reason_that_fits_its_frame(headers: dict[str, str]) -> None:
    sent: list[Any] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await GUARD({"type": "websocket", "path": "/ws/audit/a", "headers": raw}, receive, send)

    assert [message["type"] for message in sent] == ["websocket.accept", "websocket.close"]
    assert sent[1]["code"] == 4403
    assert 0 < len(sent[1]["reason"].encode()) <= 123
