"""Reports to hand in, handing them in over HTTP, and what is asked of the server after that."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx

from tests.acceptance.processes.server_process import PATIENCE_S

REPORT = b"""# Alder Quay plc, annual report

## Income statement

(In thousands of pounds)

|               | 2025  | 2024  |
|---------------|-------|-------|
| Revenue       | 1,400 | 1,250 |
| Cost of sales | (800) | (700) |
| Gross profit  | 610   | 550   |

Revenue rose by 12% to 1,400 thousand pounds.
"""
TERMINAL = frozenset({"audit_complete", "audit_failed", "audit_cancelled"})
LOOK_S = 0.02


def api(url: str, address: str | None = None) -> httpx.AsyncClient:
    """A client that speaks from ``address``, an address of this machine."""
    # A server closes what is idle for 5 s: a request that takes such a connection at that moment is lost.
    kept = httpx.Limits(keepalive_expiry=1)
    transport = httpx.AsyncHTTPTransport(local_address=address, trust_env=False, limits=kept)
    return httpx.AsyncClient(transport=transport, base_url=f"{url}/api/v1", timeout=PATIENCE_S, trust_env=False)


async def hand_in(
    url: str, *agents: str, data: bytes = REPORT, filename: str = "report.md", address: str | None = None
) -> str:
    """The id of a new audit."""
    async with api(url, address) as http:
        answer = await http.post("/audits", files={"file": (filename, data)}, data={"agents": list(agents)})
    assert answer.status_code == 202, answer.text
    return answer.json()["audit_id"]


async def all_events(url: str, audit_id: str) -> list[dict[str, Any]]:
    """The whole log of an audit, as it stands now."""
    found: list[dict[str, Any]] = []
    async with api(url) as http:
        while True:
            page = (await http.get(f"/audits/{audit_id}/events", params={"after": len(found)})).json()
            found += page["events"]
            if len(found) >= page["head"]:
                return found


async def until(url: str, audit_id: str, *types: str, count: int = 1) -> list[dict[str, Any]]:
    """The log once ``count`` events of ``types`` are in it; fails if that takes too long."""
    events: list[dict[str, Any]] = []
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        events = await all_events(url, audit_id)
        if sum(event["type"] in types for event in events) >= count:
            return events
        await asyncio.sleep(LOOK_S)
    raise AssertionError(f"no {count} of {types} in {[event['type'] for event in events]}")


async def ended(url: str, audit_id: str) -> list[dict[str, Any]]:
    """The log once the audit has ended."""
    return await until(url, audit_id, *TERMINAL)


def types(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in events]


async def audit_ids(http: httpx.AsyncClient) -> list[str]:
    """Every audit there is, page by page, newest first."""
    found: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await http.get("/audits", params={"limit": 7} | cursor)).json()
        found += [audit["audit_id"] for audit in page["audits"]]
        if page["next"] is None:
            return found
        cursor = {"cursor": page["next"]}


def assert_problem(answer: httpx.Response, status: int, kind: str) -> dict[str, Any]:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    said = answer.json()
    assert (said["status"], said["type"]) == (status, kind)
    assert said["title"]
    assert len(said["detail"]) > len("no")
    return said
