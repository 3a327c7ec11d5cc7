"""A batch of appends as one statement, which is their whole transaction: SQLite then never waits for the interpreter.

Each statement lets go of the interpreter's lock and must get it back, from an event loop that may be busy with
thousands of watchers; and meanwhile the write lock is held, for which other processes wait.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from service.log.appends import Append
from service.log.known_heads import KnownHeads
from service.log.settling import AnswerLost, Tried
from service.log.sqlite.faults import OWN_FAULTS, in_doubt
from service.log.sqlite.operations import event_values, write_events
from service.log.sqlite.queries import MOST_AT_ONCE


def append_at_once(raw: sqlite3.Connection, appends: Sequence[Append], known: KnownHeads) -> list[Tried] | None:
    """What became of ``appends``, all of which are written; None where not all can be: then nothing is.

    Raises:
        AnswerLost: an I/O error, which may have come after the commit had reached the disk.
        sqlite3.Error: nothing was written.
    """
    if sum(len(append.drafts) for append in appends) > MOST_AT_ONCE:
        return None
    decided = known.decided(appends)
    if decided is None:
        return None
    before, attempts = decided
    try:
        write_events(raw, event_values(before, appends, attempts))
    except OWN_FAULTS:
        return None  # another process has moved an audit on, or a row is refused: one by one it shows whose
    except sqlite3.OperationalError as error:
        if in_doubt(error):
            raise AnswerLost(f"the disk failed during a commit ({error})", attempts) from error
        raise
    return attempts
