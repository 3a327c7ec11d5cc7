"""Long audits that have ended, written once and copied wherever they are needed."""

from __future__ import annotations

import asyncio
import atexit
import shutil
import tempfile
from pathlib import Path

from service.events import AgentProgress, AuditComplete
from service.log import schema
from service.log.sqlite.store import open_store
from tests.benchmarks.measures.append import MESSAGE, new_audit

AT_ONCE = 500
"""Events in one append, while the history is made."""
AROUND = 3
"""audit_created, audit_started, and the terminal event."""

_made: dict[int, tuple[Path, str]] = {}


async def ended_audit(folder: Path, events: int) -> str:
    """Put a database into ``folder`` that holds one ended audit of ``events`` events and those around them; its id."""
    if events not in _made:
        _made[events] = await _make(events)
    path, audit_id = _made[events]
    await asyncio.to_thread(shutil.copy, path, folder / "tickmark.db")
    return audit_id


async def _make(events: int) -> tuple[Path, str]:
    home = tempfile.mkdtemp(prefix="tickmark-bench-history-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    path = Path(home) / "tickmark.db"
    await asyncio.to_thread(schema.upgrade, path)
    store = await open_store(path)
    try:
        lease = await new_audit(store, lease_s=3600)
        event = AgentProgress(agent_id="a", completed=1, total=2, message=MESSAGE)
        for head in range(2, events + 2, AT_ONCE):
            await store.append(lease.audit_id, [event] * AT_ONCE, head, lease=lease)
        end = AuditComplete(findings_total=0, by_severity={}, by_agent={}, agents_failed=())
        await store.append(lease.audit_id, [end], events + 2, lease=lease)
    finally:
        await store.close()
    return path, lease.audit_id
