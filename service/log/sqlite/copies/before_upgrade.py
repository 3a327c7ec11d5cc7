"""The copy of an embedded database that is kept beside it before its schema is changed."""

from __future__ import annotations

import filecmp
import sqlite3
import stat
from pathlib import Path

from service.errors import DatabaseFailed
from service.log.sqlite.copies.copying import PARTIAL, damage, last_and_free, put_in_place, reading, write_copy


def keep_copy(path: Path, revision: str) -> Path:
    """A whole copy of the database at ``path``, named for the ``revision`` that it is about to be brought to.

    The caller holds the write lock and has written nothing yet. Who cannot migrate starts again and again: a copy that
    says the same as the last one is not kept twice.

    Raises:
        DatabaseFailed: it cannot be made, or what was copied is damaged; nothing was changed.
    """
    target = path.with_name(f"{path.name}.before-{revision}")
    try:
        _sweep_up(target)
        with reading(path) as source:
            partial = write_copy(source, target, stat.S_IMODE(path.stat().st_mode))
        return _keep(partial, path, target)
    except (sqlite3.Error, OSError) as error:
        raise DatabaseFailed(f"copy {path} before its schema is changed", f"{error}; nothing was changed") from error


def _keep(partial: Path, path: Path, target: Path) -> Path:
    try:
        if found := damage(partial):
            advice = "the database is damaged; nothing was changed. Restore a backup: docs/operations.md"
            raise DatabaseFailed(f"copy {path} before its schema is changed", f"{found}; {advice}")
        last, free = last_and_free(target)
        if last is not None and filecmp.cmp(partial, last, shallow=False):
            partial.unlink()
            return last
        put_in_place(partial, free)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return free


def _sweep_up(target: Path) -> None:
    """Delete what a process left that was killed while it copied; under the write lock nobody else is copying."""
    for left in target.parent.iterdir():
        if left.name.startswith(f"{target.name}.") and left.name.endswith(PARTIAL):
            left.unlink()
