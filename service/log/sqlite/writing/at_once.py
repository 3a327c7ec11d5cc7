"""A batch of appends as one statement, which is their whole transaction: SQLite then never waits for the interpreter.

Each statement lets go of the interpreter's lock and must get it back, from an event loop that may be busy with
thousands of watchers; and meanwhile the write lock is held, for which other processes wait.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import chain

from service.log.appending.known_heads import PreparedAppend, as_tried
from service.log.appending.settling import AnswerLost
from service.log.sqlite.faults import OWN_FAULTS, in_doubt
from service.log.sqlite.queries import MOST_AT_ONCE
from service.log.sqlite.writing.operations import write_events


def write_at_once(raw: sqlite3.Connection, prepared: Sequence[PreparedAppend]) -> bool:
    """Write all that is prepared. False where not all of it can be: then nothing is.

    Raises:
        AnswerLost: an I/O error, which may have come after the commit had reached the disk.
        sqlite3.Error: nothing was written.
    """
    rows = list(chain.from_iterable(each.rows for each in prepared))
    if len(rows) > MOST_AT_ONCE:
        return False
    try:
        write_events(raw, rows)
    except OWN_FAULTS:
        return False  # another process has moved an audit on, or a row is refused: one by one it shows whose
    except sqlite3.OperationalError as error:
        if in_doubt(error):
            raise AnswerLost(f"the disk failed during a commit ({error})", as_tried(prepared)) from error
        raise
    return True
