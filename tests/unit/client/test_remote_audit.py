"""Handing a file to a server that is none of ours: a refusal of that file that says so."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import httpx
import pytest

from service.commands.audit.audited import Audited
from service.commands.audit.progress import SilentBoard
from service.commands.audit.remote_audit import NotOurs, RemoteAuditor, TicksUnknown
from service.errors import ConfigurationError
from service.options import Options
from tests.unit.client.given.strangers import answering
from tests.waiting import DEADLINE_S


def asking(server: str) -> AbstractAsyncContextManager[RemoteAuditor]:
    """An auditor on the server at that address, of all agents and without options."""
    return RemoteAuditor.connected(server, (), options=Options())


async def handed_to(server: str) -> Audited:
    async with asyncio.timeout(DEADLINE_S), asking(server) as auditor:
        return await auditor.audit(Path("report.md"), b"# Report", SilentBoard())


@pytest.mark.parametrize("server", ["http://[bad", "[bad", "http://host:99999", "host:port", "http://", ""])
async def test_what_is_no_address_is_said_to_be_none(server: str) -> None:
    with pytest.raises(ConfigurationError, match="is not the address of a server") as refused:
        await handed_to(server)

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("server", ["http://a..b", "ftp://host"])
async def test_a_server_that_can_not_be_reached_refuses_the_file(server: str) -> None:
    result = await handed_to(server)

    assert (result.exit_code, result.audit_id) == (2, None)
    assert "cannot be reached" in (result.error or "")


@pytest.mark.parametrize("body", [b"<p>Welcome</p>", b"", b"{}", b"[]", b'{"audit_id": 7}', b"\xff\xfe"])
async def test_an_answer_that_is_not_ours_refuses_the_file(body: bytes) -> None:
    async with answering(body) as server:
        result = await handed_to(server)

    assert (result.exit_code, result.audit_id) == (2, None)
    assert result.error == f"what answers at {server} is not a Tickmark server"


async def test_an_audit_that_can_not_be_followed_there_refuses_the_file() -> None:
    async with answering(b'{"audit_id": "a1"}', b"<p>Welcome</p>") as server:
        result = await handed_to(server)

    assert result.exit_code == 2
    assert "not a Tickmark server" in (result.error or "")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"detail": "this file is empty"}', "this file is empty"),
        (b"{}", "the server answered 422 Unprocessable"),
        (b"[1]", "the server answered 422 Unprocessable"),
        (b"<p>", "the server answered 422 Unprocessable"),
    ],
)
async def test_a_refusal_is_told_in_its_own_words_where_it_has_any(body: bytes, said: str) -> None:
    async with answering(body, status="422 Unprocessable", media_type="application/problem+json") as server:
        result = await handed_to(server)

    assert result.error == said


async def test_a_server_of_a_version_without_ticks_is_told_from_one_that_is_none() -> None:
    async with (
        answering(b"{}", status="404 Not Found") as older,
        asking(older) as auditor,
    ):
        with pytest.raises(TicksUnknown):
            await auditor.ticks("a1")
    async with (
        answering(b'{"agents": [{}]}') as stranger,
        asking(stranger) as auditor,
    ):
        with pytest.raises(NotOurs):
            await auditor.ticks("a1")


async def test_what_a_newer_server_says_of_ticks_besides_is_passed_over() -> None:
    tick = '{"check": "tie", "relation": "1 = 1", "exact": true, "later": 1, "locations": [{"table": 0, "later": 1}]}'
    listed = f'{{"left_out": 0, "later": 1, "tables": [{{"table": 0, "ticks": [{tick}], "untested": []}}]}}'
    body = f'{{"agents": [{{"agent_id": "numeric_validation", "checks": {{"passed": 1}}, "ticks": {listed}}}]}}'

    async with answering(body.encode()) as server, asking(server) as auditor:
        (agent,) = await auditor.ticks("a1")

    assert agent.ticks is not None
    assert [tick.relation for table in agent.ticks.tables for tick in table.ticks] == ["1 = 1"]


async def test_a_server_that_can_not_do_it_now_is_asked_again_with_the_same_key() -> None:
    keys: list[str] = []

    def busy_twice(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers["Idempotency-Key"])
        return httpx.Response(503 if len(keys) < 3 else 422, json={"detail": "no"})

    async with httpx.AsyncClient(transport=httpx.MockTransport(busy_twice), base_url="http://server") as http:
        auditor = RemoteAuditor(http, "http://server", (), options=Options(), ticks=False)
        await auditor.audit(Path("one.md"), b"# One", SilentBoard())
        await auditor.audit(Path("two.md"), b"# Two", SilentBoard())

    one, two = keys[0], keys[-1]
    assert keys == [one] * 3 + [two]
    assert one != two
