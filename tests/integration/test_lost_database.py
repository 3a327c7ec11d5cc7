"""The embedded database deleted while nothing runs: the next start does not pass over what is left of it."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from service.bootstrap import opened_store
from service.errors import DatabaseFailed
from service.log import schema
from service.settings import Settings
from tests.log_events import new_audit


async def open_and_close(path: Path) -> None:
    async with opened_store(Settings(data_dir=path.parent)):
        pass


@pytest.mark.parametrize("left", ["no file", "an empty file"])
async def test_a_write_ahead_log_without_its_database_is_not_deleted(left: str, database_path: Path) -> None:
    wal = database_path.with_name(f"{database_path.name}-wal")
    with closing(sqlite3.connect(database_path)) as killed:
        killed.execute("PRAGMA journal_mode = WAL")
        killed.execute("CREATE TABLE lost (x)")
        killed.commit()
        kept = shutil.copy(wal, database_path.with_name("kept"))  # as a process that was killed leaves it
    database_path.unlink()
    if left == "an empty file":
        database_path.touch()
    os.replace(kept, wal)
    before = wal.read_bytes()

    with pytest.raises(DatabaseFailed, match=r"it is gone, and .*-wal, which holds what was written last, is not"):
        await open_and_close(database_path)

    assert wal.read_bytes() == before
    wal.rename(wal.with_name("away"))
    await open_and_close(database_path)
    assert schema.current(database_path) == schema.head(database_path)


async def test_a_new_database_beside_copies_of_an_older_one_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "tickmark.db"
    caplog.set_level(logging.INFO, "service.bootstrap")
    await open_and_close(path)
    async with opened_store(Settings(data_dir=tmp_path)) as store:
        await new_audit(store)
    path.rename(tmp_path / "tickmark.db.before-0009.2")
    (tmp_path / "tickmark.db.before-0008.x.partial").touch()
    await open_and_close(path)

    first, second = [record for record in caplog.records if "new, empty database" in record.getMessage()]
    assert first.levelno == logging.INFO
    assert second.levelno == logging.WARNING
    assert "Copies of another one stand beside it: tickmark.db.before-0009.2. If" in second.getMessage()
