"""A review on a real server: killed in the middle, watched by two, decided over HTTP and on the command line."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect

from service.client import StreamRefusedError, follow
from tests.acceptance.clients.handing_in import REPORT, api, ended, hand_in
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess, served, tickmark

BY = "A. Reviewer"


async def decide(http: httpx.AsyncClient, audit_id: str, decision: str, expected_seq: int, **more: object) -> Any:
    said = {"decision": decision, "by": BY, "expected_seq": expected_seq} | more
    return await http.post(f"/audits/{audit_id}/review", json=said)


async def audited(server: ServerProcess) -> tuple[str, list[str]]:
    """An audit that is complete, and its findings."""
    audit_id = await hand_in(server.url, "numeric_validation")
    await ended(server.url, audit_id)
    async with api(server.url) as http:
        findings = (await http.get(f"/audits/{audit_id}/findings")).json()["findings"]
    return audit_id, [finding["id"] for finding in findings if finding["severity"] != "info"]


async def collected(server: ServerProcess, audit_id: str, until: int) -> list[str]:
    """The texts of a review as a client follows it, up to a seq."""
    texts: list[str] = []
    async with aclosing(follow(server.url, audit_id, stream="review")) as messages:
        async for message in messages:
            texts.append(message.text)
            if message.event["seq"] == until:
                break
    return texts


async def test_an_acknowledged_decision_is_there_after_the_server_is_killed_and_who_watches_goes_on(
    tmp_path: Path,
) -> None:
    with served(tmp_path / "data") as server:
        audit_id, findings = await audited(server)
        assert len(findings) >= 1, REPORT
        decisions = len(findings) + 1
        watching = [asyncio.create_task(collected(server, audit_id, decisions)) for _ in range(2)]
        stored: list[str] = []
        for seq, finding_id in enumerate(findings):
            async with api(server.url) as http:
                answer = await decide(http, audit_id, "accept", seq, finding_id=finding_id)
            assert answer.status_code == 201
            stored.append(answer.text)
            if seq == 0:  # in the middle of the review
                await asyncio.to_thread(server.kill)
                await asyncio.to_thread(server.start)

        async with api(server.url) as http:
            again = await decide(http, audit_id, "accept", len(findings) - 1, finding_id=findings[-1])
            assert (again.status_code, again.text) == (201, stored[-1])
            signed = await decide(http, audit_id, "sign_off", len(findings))
            assert signed.status_code == 201
            stored.append(signed.text)

        async with asyncio.timeout(PATIENCE_S):
            assert await asyncio.gather(*watching) == [stored, stored]


async def test_the_command_line_reviews_on_a_server_and_an_erased_audit_ends_the_watching(tmp_path: Path) -> None:
    with served(tmp_path / "data") as server:
        audit_id, findings = await audited(server)

        def review(*arguments: str) -> Any:
            return tickmark(tmp_path / "nowhere", "review", audit_id[:9], *arguments, "--server", server.url, "--json")

        accepted = await asyncio.to_thread(review, "accept", findings[0], "--by", BY)
        assert (accepted.returncode, json.loads(accepted.stdout)["seq"]) == (0, 1)
        shown = json.loads((await asyncio.to_thread(review)).stdout)
        assert (shown["head"], shown["findings"][0]["state"]) == (1, "accepted")
        refused = await asyncio.to_thread(review, "accept", findings[0], "--by", BY)
        assert refused.returncode == 2
        assert "is accepted already" in refused.stderr

        watching = asyncio.create_task(collected(server, audit_id, 99))
        async with api(server.url) as http, asyncio.timeout(PATIENCE_S):
            assert (await http.delete(f"/audits/{audit_id}")).status_code == 200
            with pytest.raises(StreamRefusedError) as told:
                await watching
        assert told.value.code == 4410


async def test_a_review_without_decisions_says_so_over_both_transports_and_then_both_hear_of_the_first(
    tmp_path: Path,
) -> None:
    with served(tmp_path / "data") as server:
        audit_id, findings = await audited(server)
        place = f"{server.websockets}/{audit_id}/review"
        async with (
            connect(place) as socket,
            api(server.url) as http,
            http.stream("GET", f"/audits/{audit_id}/review/events/stream") as streamed,
            asyncio.timeout(PATIENCE_S),
        ):
            assert json.loads(await socket.recv()) == {"type": "caught_up", "head": 0, "hash": None}
            lines = streamed.aiter_lines()
            assert await following(lines, "event: caught_up") == 'data: {"head": 0, "hash": null}'

            decided = await decide(http, audit_id, "accept", 0, finding_id=findings[0])

            assert await socket.recv() == decided.text
            assert [line async for line in only(lines, 2)] == [f"data: {decided.text}", "id: 1"]


async def following(lines: AsyncIterator[str], line: str) -> str:
    """The line after ``line``."""
    async for one in lines:
        if one == line:
            return await anext(lines)
    raise AssertionError(f"{line!r} never came")


async def only(lines: AsyncIterator[str], count: int) -> AsyncIterator[str]:
    """The next lines that are neither blank nor comments."""
    async for one in lines:
        if one and not one.startswith(":"):
            yield one
            count -= 1
        if not count:
            return
