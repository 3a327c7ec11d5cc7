"""GET /api/v1 on a real server: pages, filters, waiting, and stored texts as they were stored."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import httpx
import pytest

from tests.acceptance.clients.handing_in import REPORT, all_events, assert_problem, audit_ids, ended, hand_in
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/audits/{NOBODY}", 404),
        (f"/audits/{NOBODY}/events", 404),
        (f"/audits/{NOBODY}/events?wait=1", 404),
        (f"/audits/{NOBODY}/findings", 404),
        (f"/audits/{NOBODY}/ticks", 404),
        (f"/audits/{NOBODY}/ticks?table=-1", 422),
        (f"/audits/{NOBODY}/document", 404),
        (f"/audits/{NOBODY}/document/original", 404),
        (f"/audits/{NOBODY}/figures", 404),
        (f"/audits/{NOBODY}/events?after=-1", 422),
        (f"/audits/{NOBODY}/events?after=x", 422),
        (f"/audits/{NOBODY}/events?after={2**63}", 422),
        (f"/audits/{NOBODY}/events?limit=0", 422),
        (f"/audits/{NOBODY}/findings?severity=terrible", 422),
        ("/audits?limit=1000", 422),
        ("/audits?status=unheard", 422),
        *(
            (f"/audits?cursor={cursor}", 422)
            for cursor in ("zzz", "", "~", "2026-03-02T09:30:00.000000Z", "zzz~a", "%00~a")
        ),
        ("/nothing", 404),
    ],
)
async def test_what_is_not_there_or_not_asked_well_is_a_problem(
    http: httpx.AsyncClient, path: str, status: int
) -> None:
    answer = await http.get(path)

    assert_problem(answer, status, answer.json()["type"])


@pytest.mark.parametrize(
    ("method", "path", "allowed"), [("PUT", f"/audits/{NOBODY}", "GET"), ("GET", f"/audits/{NOBODY}/cancel", "POST")]
)
async def test_a_method_that_is_not_there_is_answered_with_those_that_are(
    http: httpx.AsyncClient, method: str, path: str, allowed: str
) -> None:
    answer = await http.request(method, path)

    assert_problem(answer, 405, "about:blank")
    assert allowed in answer.headers["allow"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Alder \x1b[31mQuay\x00\x07", "Alder [31mQuay"),
        ("Alder\u00a0Quay\r\nplc", "Alder Quay  plc"),
        ("Alder/Quay – 年次", "Alder/Quay – 年次"),
        ("\u202egnp.exe", "gnp.exe"),
        ("\x00\n ", "report.md"),
    ],
)
async def test_a_name_is_kept_without_what_could_break_a_terminal(
    http: httpx.AsyncClient, said: str, kept: str
) -> None:
    answer = await http.post("/audits", files={"file": ("report.md", REPORT)}, data={"agents": ["quick"], "name": said})

    assert (await http.get(f"/audits/{answer.json()['audit_id']}")).json()["name"] == kept


async def test_an_accepted_report_can_be_found_at_its_location(http: httpx.AsyncClient) -> None:
    answer = await http.post(
        "/audits", files={"file": ("report.md", REPORT)}, data={"agents": ["quick", "quick"], "name": "Alder Quay"}
    )

    assert answer.status_code == 202
    accepted = answer.json()
    found = (await http.get(answer.headers["Location"].removeprefix("/api/v1"))).json()
    assert found["audit_id"] == accepted["audit_id"]
    assert (found["name"], found["filename"]) == ("Alder Quay", "report.md")
    assert [agent["agent_id"] for agent in found["agents"]] == ["quick"]
    assert (await audit_ids(http))[0] == accepted["audit_id"]


async def test_the_list_of_audits_is_paged_newest_first_without_repetition(
    http: httpx.AsyncClient, shared_server: ServerProcess
) -> None:
    newest = [await hand_in(shared_server.url, "quick") for _ in range(8)]

    found = await audit_ids(http)

    assert found[:8] == newest[::-1]
    assert len(set(found)) == len(found)


async def test_events_are_paged_by_seq_and_say_when_the_audit_has_ended(
    http: httpx.AsyncClient, shared_server: ServerProcess
) -> None:
    audit_id = await hand_in(shared_server.url, "quick")
    log = await ended(shared_server.url, audit_id)

    pages = [
        (await http.get(f"/audits/{audit_id}/events", params={"after": after, "limit": 3})).json()
        for after in range(0, len(log) + 3, 3)
    ]

    assert [event for page in pages for event in page["events"]] == log
    assert {(page["head"], page["terminal"]) for page in pages} == {(len(log), True)}
    assert pages[-1]["events"] == []


async def test_the_texts_of_events_are_those_that_were_hashed(
    http: httpx.AsyncClient, shared_server: ServerProcess
) -> None:
    """What was spliced in is found again in the answer, character for character, by its hash in the next event."""
    audit_id = await hand_in(shared_server.url, "quick", filename="Jahresabschluß – 年次.md")
    log = await ended(shared_server.url, audit_id)
    texts = [
        (await http.get(f"/audits/{audit_id}/events", params={"after": seq, "limit": 1})).text
        for seq in range(len(log))
    ]

    hashes = [
        hashlib.sha256(text[len('{"events":[') : text.rindex('],"head":')].encode()).hexdigest() for text in texts
    ]

    assert [event["prev"] for event in log[1:]] == hashes[:-1]
    assert "年次" in texts[0]


async def test_waiting_for_an_event_returns_as_soon_as_there_is_one(
    http: httpx.AsyncClient, shared_server: ServerProcess, gate: Path
) -> None:
    # Given a client that has read all there is of a running audit,
    audit_id = await hand_in(shared_server.url, "slow_a")
    head = -1
    while (now := len(await all_events(shared_server.url, audit_id))) > head or now < 5:
        head = now
        page = (await http.get(f"/audits/{audit_id}/events", params={"after": head, "wait": 1})).json()
        if not page["events"]:
            break

    # when it waits while the gate opens,
    gate.touch()
    page = (await http.get(f"/audits/{audit_id}/events", params={"after": head, "wait": 60})).json()

    # then it gets what has happened since.
    assert page["events"][0]["seq"] == head + 1


async def test_waiting_at_the_end_of_an_ended_audit_returns_nothing(
    http: httpx.AsyncClient, shared_server: ServerProcess
) -> None:
    audit_id = await hand_in(shared_server.url, "quick")
    head = len(await ended(shared_server.url, audit_id))

    page = (await http.get(f"/audits/{audit_id}/events", params={"after": head, "wait": 60})).json()

    assert page == {"events": [], "head": head, "terminal": True}


async def test_findings_are_filtered_by_agent_and_severity(
    http: httpx.AsyncClient, shared_server: ServerProcess
) -> None:
    audit_id = await hand_in(shared_server.url, "quick", "plentiful")
    await ended(shared_server.url, audit_id)

    async def count(**filters: str) -> int:
        return len((await http.get(f"/audits/{audit_id}/findings", params=filters)).json()["findings"])

    assert await count() == 3003
    assert await count(agent="quick") == 3
    assert await count(agent="quick", severity="high") == 1
    assert await count(severity="high") == 1001
    assert await count(agent="nobody") == 0


async def test_more_findings_than_an_event_holds_are_all_there_and_the_event_has_the_gravest(
    http: httpx.AsyncClient, shared_server: ServerProcess
) -> None:
    audit_id = await hand_in(shared_server.url, "plentiful")
    log = await ended(shared_server.url, audit_id)

    (completed,) = [event for event in log if event["type"] == "agent_completed"]
    everything = (await http.get(f"/audits/{audit_id}/findings")).json()["findings"]

    assert (completed["findings_total"], len(everything)) == (3000, 3000)
    assert completed["artifact"] is not None
    assert len(json.dumps(completed, ensure_ascii=False).encode()) <= 512 * 1024
    assert [one | {"same_place": []} for one in completed["findings"]] == everything[: len(completed["findings"])]
    assert {finding["severity"] for finding in everything[:1000]} == {"high"}


async def test_the_extracted_report_is_there_as_soon_as_it_was_read(
    http: httpx.AsyncClient, shared_server: ServerProcess
) -> None:
    audit_id = await hand_in(shared_server.url, "quick")
    await ended(shared_server.url, audit_id)

    document = (await http.get(f"/audits/{audit_id}/document")).json()

    assert [table["title"] for table in document["tables"]] == ["Income statement"]


async def test_the_file_is_given_back_to_be_saved_and_never_as_a_page(
    http: httpx.AsyncClient, shared_server: ServerProcess
) -> None:
    page = b"<!doctype html><title>Report</title><p>Revenue was 5,210 in 2025 &amp; 4,980 in 2024.</p>"
    audit_id = await hand_in(shared_server.url, "quick", data=page, filename="Über uns.html")

    answer = await http.get(f"/audits/{audit_id}/document/original")

    assert answer.content == page
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%C3%9Cber%20uns.html"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"


TWO_TABLES = b"""# Statements

## Income statement

| | 2025 | 2024 | 2023 |
|---|---|---|---|
| Revenue | 5,210 | 4,980 | 4,733 |
| Cost of sales | 3,104 | 2,987 | 2,862 |
| Gross profit | 2,106 | 1,993 | 1,871 |

## Key figures

| | 2025 | 2024 | 2023 |
|---|---|---|---|
| Revenue | 5,210 | 4,980 | 4,733 |
| Employees | 312 | 298 | 301 |

Revenue rose to 5,210 in 2025 from 4,980 in 2024.
"""


async def test_what_was_checked_and_holds_is_listed_by_agent_and_by_table(
    http: httpx.AsyncClient, shared_server: ServerProcess
) -> None:
    audit_id = await hand_in(shared_server.url, "numeric_validation", "quick", data=TWO_TABLES)
    log = await ended(shared_server.url, audit_id)
    address = (await http.get(f"/audits/{audit_id}")).json()["links"]["ticks"]

    listed = {agent["agent_id"]: agent for agent in (await http.get(address.removeprefix("/api/v1"))).json()["agents"]}

    (completed,) = (e for e in log if e["type"] == "agent_completed" and e["agent_id"] == "numeric_validation")
    numeric = listed["numeric_validation"]
    assert listed["quick"]["ticks"] is None
    assert numeric["checks"] == completed["checks"]
    assert sum(len(table["ticks"]) for table in numeric["ticks"]["tables"]) == completed["checks"]["passed"]
    assert sum(len(table["untested"]) for table in numeric["ticks"]["tables"]) == completed["checks"]["not_possible"]
    assert [(table["table"], table["title"]) for table in numeric["ticks"]["tables"]] == [
        (0, "Income statement"),
        (1, "Key figures"),
    ]
    assert "5,210 − 3,104 = 2,106" in [tick["relation"] for tick in numeric["ticks"]["tables"][0]["ticks"]]


async def test_audits_are_searched_by_name_and_status(http: httpx.AsyncClient, shared_server: ServerProcess) -> None:
    audit_id = await hand_in(shared_server.url, "quick", filename="Fjord Shipping 2025.md")
    await hand_in(shared_server.url, "quick", filename="other.md")
    await ended(shared_server.url, audit_id)

    async def found(**asked: str) -> list[str]:
        ids: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            page = (await http.get("/audits", params={"limit": "2", **asked, **cursor})).json()
            ids += [audit["audit_id"] for audit in page["audits"]]
            if page["next"] is None:
                return ids
            cursor = {"cursor": page["next"]}

    assert await found(q="fjord SHIPPING") == [audit_id]
    assert await found(q="fjord", status="complete") == [audit_id]
    assert await found(q="fjord", status="failed") == []


async def test_every_figure_has_a_state_and_the_agents_that_were_heard_are_named(
    http: httpx.AsyncClient, shared_server: ServerProcess
) -> None:
    audit_id = await hand_in(shared_server.url, "numeric_validation", "quick", data=TWO_TABLES)
    await ended(shared_server.url, audit_id)
    address = (await http.get(f"/audits/{audit_id}")).json()["links"]["figures"]

    told = (await http.get(address.removeprefix("/api/v1"))).json()

    assert set(told["agents"]) == {"numeric_validation", "quick"}
    assert told["figures"] == 9 + 6 + 2
    assert told["counts"] == {"finding": 3, "holds": 9, "untested": 3, "unrelated": 2}


async def test_ticks_are_asked_for_by_agent_and_by_the_table_that_they_touch(
    http: httpx.AsyncClient, shared_server: ServerProcess
) -> None:
    audit_id = await hand_in(shared_server.url, "numeric_validation", "quick", data=TWO_TABLES)
    await ended(shared_server.url, audit_id)

    said = (await http.get(f"/audits/{audit_id}/ticks?agent=numeric_validation&table=1")).json()

    (numeric,) = said["agents"]
    ties = [tick for table in numeric["ticks"]["tables"] for tick in table["ticks"]]
    assert {tick["check"] for tick in ties} == {"tie"}
    assert all(1 in {place["table"] for place in tick["locations"]} for tick in ties)
    assert (await http.get(f"/audits/{audit_id}/ticks?agent=nobody")).json() == {"agents": []}


async def test_a_report_that_turns_out_to_be_none_fails_where_everybody_sees_it(
    http: httpx.AsyncClient, shared_server: ServerProcess
) -> None:
    audit_id = await hand_in(shared_server.url, data=b"# Greetings\n\nNo figure in sight.\n")

    log = await ended(shared_server.url, audit_id)

    assert (log[-1]["type"], log[-1]["error_type"]) == ("audit_failed", "EmptyReport")
    assert log[-1]["error"].startswith("report.md: there is nothing to audit")
    audit = (await http.get(f"/audits/{audit_id}")).json()
    assert (audit["status"], audit["error"]) == ("failed", log[-1]["error"])


async def test_liveness_and_readiness_are_told(shared_server: ServerProcess) -> None:
    async with httpx.AsyncClient(base_url=shared_server.url, timeout=PATIENCE_S, trust_env=False) as http:
        alive, ready = await http.get("/healthz"), await http.get("/readyz")

    assert (alive.status_code, alive.json()) == (200, {"status": "ok"})
    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "workers": 1, "model": None})
