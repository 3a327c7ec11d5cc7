"""The files of an embedded database as a server leaves them that is killed: what it wrote last is in the WAL only."""

from __future__ import annotations

import shutil
from pathlib import Path

from service.log.sqlite.store import open_store
from tests.integration.databases.old_databases import dump
from tests.log_events import progress


async def leave_in_wal(path: Path, folder: Path) -> list[str]:
    """Go on with the one audit of the database at ``path``, and copy its files to ``folder`` before that is folded in.

    Returns all that is in the database, as SQL.
    """
    store = await open_store(path)
    try:
        folded_in = path.read_bytes()
        (audit,) = (await store.audits(2)).audits
        await store.append(audit.audit_id, [progress(5)], audit.head.seq)
        assert path.read_bytes() == folded_in
        for name in (path, path.with_name(f"{path.name}-wal")):
            shutil.copy(name, folder)
        return dump(path)
    finally:
        await store.close()
