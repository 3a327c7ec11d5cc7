"""Notices a lost database by what SQLite or an upgrade left beside it, so that none is made in its place silently."""

from __future__ import annotations

from pathlib import Path

from service.errors import DatabaseFailed
from service.log.sqlite.copies.copying import PARTIAL


def refuse_if_lost(path: Path) -> None:
    """Do nothing unless the database at ``path`` is gone and its write-ahead log is not.

    SQLite would delete that log as soon as it makes a new database there, and with it all that was written last.

    Raises:
        DatabaseFailed: what there is to put back.
    """
    wal = path.with_name(f"{path.name}-wal")
    # In this order: whoever makes a new database at this moment makes its file first.
    if _size(wal) and not _size(path):
        advice = f"put {path.name} back, or restore a backup; to start with an empty one, move {wal.name} away"
        raise DatabaseFailed(
            f"open {path}", f"it is gone, and {wal}, which holds what was written last, is not; {advice}"
        )


def copies_of_another(path: Path) -> list[Path]:
    """Whole copies beside ``path`` of the database that stood there before an upgrade or a restore."""
    begins = f"{path.name}.before-"
    return sorted(
        copy for copy in path.parent.iterdir() if copy.name.startswith(begins) and not copy.name.endswith(PARTIAL)
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
