"""Bad days: the database is locked, full, read-only, gone, or altered. Each is said clearly, and does no damage."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
from collections.abc import AsyncGenerator, Generator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect

from service.log.place import PostgresServer
from tests.acceptance.clients.handing_in import REPORT, all_events, api, assert_problem, ended, hand_in, types, until
from tests.acceptance.clients.raw_client import Received, dropping_client
from tests.acceptance.processes.own_cluster import own_cluster
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess, served, tickmark
from tests.acceptance.processes.small_disk import read_only, small_disk
from tests.contract.databases.cluster import Cluster
from tests.contract.databases.kinds import SqliteTamperer
from tests.contract.databases.postgres import PostgresTamperer, new_postgres_database
from tests.contract.databases.tampering import Tamperer

SEED = 20_251_123
WHOLE = 10_000
"""More events than any audit here has: a client that stays."""
FAILED = "urn:tickmark:DatabaseFailed"
OTHER = b"something else"
OF_ARTIFACT = "bundle IN (SELECT bundle FROM artifacts WHERE sha256 = ?)"


def settings(folder: Path) -> dict[str, object]:
    return {
        "TICKMARK_LEASE_S": 2,
        "TICKMARK_HEARTBEAT_S": 0.2,
        "TICKMARK_SHUTDOWN_GRACE_S": 0,
        "TROUBLESOME_GATE": folder / "gate",
        "TROUBLESOME_STEPS": 10,
    }


async def in_the_middle(server: ServerProcess) -> tuple[str, list[asyncio.Task[Received]]]:
    """An audit of which one agent has completed and another stands before the gate, and clients that watch it."""
    audit_id = await hand_in(server.url, "quick", "slow_a")
    clients = [
        asyncio.create_task(dropping_client(server.websockets, audit_id, random.Random(SEED), events))
        for events in (WHOLE, 3)
    ]
    await until(server.url, audit_id, "agent_completed")
    await until(server.url, audit_id, "agent_progress")
    return audit_id, clients


async def ends_well(server: ServerProcess, audit_id: str, clients: list[asyncio.Task[Received]]) -> list[str]:
    """The types in its log, once it is complete; every client has it once, nothing was done twice, and it verifies."""
    log = await ended(server.url, audit_id)
    said = types(log)
    assert said[-1] == "audit_complete"
    assert (said.count("document_extracted"), said.count("agent_completed")) == (1, 2)
    assert "agent_error" not in said
    assert not any(event.get("crashed") for event in log)
    for received in await asyncio.wait_for(asyncio.gather(*clients), PATIENCE_S):
        assert received.events == log
    verified = await asyncio.to_thread(tickmark, server.data_dir, "verify", "--all", **database_of(server))
    assert (verified.returncode, verified.stderr) == (0, ""), verified
    return said


def database_of(server: ServerProcess) -> dict[str, object]:
    return {key: value for key, value in server.settings.items() if key == "TICKMARK_DATABASE_URL"}


async def refused_upload(server: ServerProcess, reason: str, data: bytes = REPORT) -> None:
    """An upload that cannot be written is told so, and the log of the server has the reason."""
    async with api(server.url) as http:
        answer = await http.post("/audits", files={"file": ("refused.md", data)})
    said = assert_problem(answer, 503, FAILED)
    assert int(answer.headers["retry-after"]) > 0
    assert "nothing was changed; repeat the request" in said["detail"]
    assert "the log of the service says why" in said["detail"]
    await asyncio.to_thread(has_said, server, reason)


def has_said(server: ServerProcess, text: str) -> None:
    """Wait for a line with ``text``, if none came yet."""
    if not any(text in line for line in server.said):
        server.until_it_says(text)


async def health(server: ServerProcess) -> tuple[int, httpx.Response]:
    async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE_S, trust_env=False) as http:
        return (await http.get("/healthz")).status_code, await http.get("/readyz")


@asynccontextmanager
async def hearing(server: ServerProcess, audit_id: str) -> AsyncGenerator[Any]:
    """One connection that has caught up; calling it waits for a heartbeat of now."""
    async with connect(f"{server.websockets}/{audit_id}") as connection:
        while json.loads(await connection.recv())["type"] != "caught_up":
            pass

        async def heartbeat() -> dict[str, Any]:
            async with asyncio.timeout(PATIENCE_S):
                while (said := json.loads(await connection.recv()))["type"] != "heartbeat":
                    pass
                return said

        yield heartbeat


@contextmanager
def locked(database: Path) -> Generator[None]:
    """Another program is in the middle of a transaction, and stays there."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[Cluster, PostgresServer]]:
    with own_cluster() as of_this_test:
        yield of_this_test


async def test_a_database_server_that_is_gone_for_a_while_delays_an_audit_and_loses_nothing(
    tmp_path: Path, cluster: tuple[Cluster, PostgresServer]
) -> None:
    postgres, place = cluster
    # Given an audit in the middle of its work, and watchers,
    chosen = settings(tmp_path) | {"TICKMARK_DATABASE_URL": f"postgresql+asyncpg://{place.address}"}
    with served(tmp_path / "data", **chosen) as server:
        audit_id, clients = await in_the_middle(server)
        async with hearing(server, audit_id) as heartbeat:
            # when PostgreSQL stops at once, and the agents have results meanwhile,
            await asyncio.to_thread(postgres.stop_at_once)
            (tmp_path / "gate").touch()
            alive, ready = await health(server)
            said = assert_problem(ready, 503, FAILED)
            await refused_upload(server, f"{place}")
            head = (await heartbeat())["head"]
            assert (await heartbeat())["head"] >= head
            await asyncio.to_thread(has_said, server, "the log could not be asked for news")
            await asyncio.to_thread(postgres.start_again)

        # then it is alive and not ready, watchers keep their connection, and afterwards all is as it should be.
        assert (alive, said["title"]) == (200, "The database cannot be used now")
        await ends_well(server, audit_id, clients)
        assert (await health(server))[1].status_code == 200
    assert sum("the log could not be asked for news" in line for line in server.said) == 1
    assert not [line for line in server.said if "Traceback" in line], "".join(server.said)


async def test_a_database_that_another_program_holds_locked_makes_audits_wait(tmp_path: Path) -> None:
    with served(tmp_path / "data", **settings(tmp_path)) as server:
        audit_id, clients = await in_the_middle(server)
        report = tmp_path / "report.md"
        report.write_bytes(REPORT)

        with locked(server.database):
            (tmp_path / "gate").touch()
            beside = ServerProcess(server.data_dir, settings(tmp_path))
            _, audited, verified, _ = await asyncio.gather(
                refused_upload(server, "another program holds"),
                asyncio.to_thread(tickmark, server.data_dir, "audit", str(report)),
                asyncio.to_thread(tickmark, server.data_dir, "verify", "--all"),
                asyncio.to_thread(beside.start),  # it only reads
            )
            beside.stop()

        assert audited.returncode == 2
        assert "the database could not write: database is locked (another program" in audited.stdout, audited
        assert (verified.returncode, verified.stderr) == (0, "")
        await ends_well(server, audit_id, clients)
    assert not [line for line in server.said if "Traceback" in line]


async def test_a_full_disk_makes_audits_wait_until_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk, served(disk.folder / "data", **settings(tmp_path)) as server:
        audit_id, clients = await in_the_middle(server)

        disk.fill()
        await refused_upload(server, "make room on the disk of", REPORT + b"\n" * 3_000_000)
        (tmp_path / "gate").touch()
        assert (await health(server))[0] == 200
        disk.make_room()

        await ends_well(server, audit_id, clients)
        async with api(server.url) as http:
            listed = (await http.get("/audits")).json()["audits"]
        assert [audit["audit_id"] for audit in listed] == [audit_id]
        assert await hand_in(server.url, "quick")


async def test_a_file_that_was_moved_away_is_not_written_to_and_goes_on_when_it_is_back(tmp_path: Path) -> None:
    with served(tmp_path / "data", **settings(tmp_path)) as server:
        audit_id, clients = await in_the_middle(server)

        away = server.database.with_name("away.db")
        server.database.rename(away)
        (tmp_path / "gate").touch()
        await refused_upload(server, "is no longer there")
        alive, ready = await health(server)
        said = assert_problem(ready, 503, FAILED)
        away.rename(server.database)

        assert alive == 200
        assert str(server.database) not in said["detail"]
        assert any(f"{server.database} is no longer there" in line for line in server.said)
        await ends_well(server, audit_id, clients)


def test_a_folder_that_can_not_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    assert tickmark(data_dir, "db", "upgrade").returncode == 0
    with read_only(data_dir):
        for command in (["serve", "--port", "0"], ["verify", "--all"]):
            done = tickmark(data_dir, *command)
            assert done.returncode == 2, done
            assert done.stderr.startswith("tickmark: the database could not ")
            assert str(data_dir) in done.stderr
            assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_what_was_altered_behind_the_services_back_is_named_wherever_it_is_needed(
    tmp_path: Path, kind: str
) -> None:
    chosen = settings(tmp_path) | {"TICKMARK_CONCURRENT_AUDITS": 1, "TROUBLESOME_STEPS": 2}  # one, then the gate
    tamperer: Tamperer = SqliteTamperer(tmp_path / "data" / "tickmark.db")
    if kind == "postgres":
        tamperer = PostgresTamperer(database := new_postgres_database().server)
        chosen["TICKMARK_DATABASE_URL"] = f"postgresql+asyncpg://{database.address}"
    with served(tmp_path / "data", **chosen) as server:
        # Given an audit with more findings than an event holds, one that runs, and one that waits,
        done = await hand_in(server.url, "plentiful")
        log = await ended(server.url, done)
        running = await hand_in(server.url, "slow_a")
        await until(server.url, running, "agent_progress")
        waiting = await hand_in(server.url, "quick", data=REPORT + b"\nMore.\n")
        report = next(event["artifact"] for event in log if event["type"] == "document_extracted")
        findings = next(event["artifact"] for event in log if event["type"] == "agent_completed")
        document = (await all_events(server.url, waiting))[0]["document"]["sha256"]

        # when the report, the findings and the document that waits are altered, and nothing is written meanwhile,
        tamperer.drop_rules()
        for sha256 in (report, findings, document):
            tamperer.execute("UPDATE artifacts SET data = ? WHERE sha256 = ? AND bundle IS NULL", OTHER, sha256)
            tamperer.execute(f"UPDATE artifact_pieces SET data = ? WHERE {OF_ARTIFACT}", OTHER, sha256)
        tamperer.restore_rules()
        (tmp_path / "gate").touch()

        # then whoever needs them hears which, the audit that waits fails, and verify finds it.
        async with api(server.url) as http:
            for sha256, path in ((report, "document"), (findings, "findings")):
                said = assert_problem(await http.get(f"/audits/{done}/{path}"), 500, "urn:tickmark:ArtifactDamaged")
                assert said["detail"].startswith(f"artifact {sha256} was altered")
                assert said["title"] == "What was kept has been altered"
        failed = (await ended(server.url, waiting))[-1]
        assert (failed["type"], failed["error_type"]) == ("audit_failed", "ArtifactDamaged")
        assert failed["error"].startswith(f"artifact {document} was altered")
        assert (await ended(server.url, running))[-1]["type"] == "audit_complete"
        for audit_id, sha256 in ((done, report), (waiting, document)):
            verified = await asyncio.to_thread(tickmark, server.data_dir, "verify", audit_id, **database_of(server))
            assert verified.returncode == 1
            assert f"artifact {sha256} was altered" in verified.stdout
