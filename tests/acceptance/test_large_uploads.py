"""A server that is killed in the middle of a large upload: it never was, and what is left of it goes."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from tests.acceptance.clients.handing_in import all_events, api, audit_ids, ended, hand_in
from tests.acceptance.processes.server_process import SAFE_LEASE_S, served, tickmark
from tests.waiting import until

LARGE = b"%PDF-1.7\n" + os.urandom(60_000_000)


def asked(database: Path, sql: str) -> int:
    """A number out of the database, past the service; 0 for a statement that has none."""
    with closing(sqlite3.connect(database, isolation_level=None, timeout=30)) as raw:
        row = raw.execute(sql).fetchone()
    return row[0] if row else 0


PIECES, LOOSE = "SELECT count(*) FROM artifact_pieces", "SELECT count(*) FROM loose_bundles"


async def test_a_server_killed_in_the_middle_of_a_large_upload_has_all_it_had_and_sweeps_up_what_is_left(
    tmp_path: Path,
) -> None:
    with served(tmp_path / "data", TICKMARK_LEASE_S=SAFE_LEASE_S) as server:
        # Given a report that was audited, and a large one that is on its way into the database,
        audit_id = await hand_in(server.url, "quick")
        log = await ended(server.url, audit_id)
        uploading = asyncio.create_task(hand_in(server.url, "quick", data=LARGE, filename="large.pdf"))

        async def is_on_its_way() -> bool:
            return asked(server.database, LOOSE) == 1 and asked(server.database, PIECES) > 3

        await until(is_on_its_way)

        # when the server is killed,
        await asyncio.to_thread(server.kill)
        with pytest.raises(httpx.HTTPError):
            await uploading

        # then nothing that was there is lost, and of the upload there is nothing but pieces that say they are loose;
        verified = await asyncio.to_thread(tickmark, server.data_dir, "verify", "--all")
        assert (verified.returncode, asked(server.database, "SELECT count(*) FROM artifacts WHERE pieces > 0")) == (
            0,
            0,
        )
        assert asked(server.database, PIECES) > 0

        # and once their time is over, whoever opens the database next sweeps them up.
        asked(server.database, "UPDATE loose_bundles SET until_ms = 0")
        await asyncio.to_thread(server.start)

        async def is_swept() -> bool:
            return asked(server.database, PIECES) == asked(server.database, LOOSE) == 0

        await until(is_swept)
        async with api(server.url) as http:
            assert await audit_ids(http) == [audit_id]
        assert await all_events(server.url, audit_id) == log
