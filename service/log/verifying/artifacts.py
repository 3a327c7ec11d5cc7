"""The bytes that are kept, each against the SHA-256 that is its name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from service.counting import counted
from service.log.columns import one_line, shown
from service.log.verifying.queries import (
    SELECT_ARTIFACT,
    SELECT_ARTIFACTS,
    SELECT_ORPHANS,
    SELECT_PIECES,
    SELECT_TAKEN_LOOSE,
)
from service.log.verifying.snapshot import Snapshot
from service.log.verifying.verdict import Verdict, broken


class Artifacts:
    """What is wrong with artifacts. Each is read when it is asked for, or, once all were read, never again."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._damaged: dict[str, str] = {}
        self._all_read = False

    def problem(self, sha256: str) -> str | None:
        """What is wrong with one; None if it is there, as it was."""
        if sha256 in self._damaged:
            return self._damaged[sha256]
        if self._all_read and self._snapshot.few("SELECT 1 FROM artifacts WHERE sha256 = ?", sha256):
            return None
        wrong = _problem(self._snapshot, sha256)
        if wrong:
            self._damaged[sha256] = wrong
        return wrong

    def read_all(self) -> Iterator[Verdict]:
        """Read every artifact once; a verdict for each that is damaged or that no audit uses."""
        for sha256, used in self._snapshot.rows(SELECT_ARTIFACTS):
            name = one_line(sha256)
            wrong = _problem(self._snapshot, sha256)
            if wrong:
                self._damaged[name] = wrong
            if not used:
                yield broken(f"artifact {name}", "no audit uses it, and what nobody uses is not kept")
            if wrong:
                yield broken(f"artifact {name}", f"it {wrong}")
        self._all_read = True
        for bundle, count in self._snapshot.rows(SELECT_ORPHANS):
            yield broken(f"pieces {one_line(bundle)}", f"no artifact has them, and there {_are(count)}")
        for (sha256,) in self._snapshot.rows(SELECT_TAKEN_LOOSE):
            yield broken(f"artifact {one_line(sha256)}", "it has its pieces, and they are said to be loose")


def _are(count: int) -> str:
    return "is one of them" if count == 1 else f"are {count:,} of them"


def _problem(snapshot: Snapshot, sha256: object) -> str | None:
    rows = snapshot.few(SELECT_ARTIFACT, sha256)
    if not rows:
        return "is gone"
    size, data, bundle, pieces = rows[0]
    if not isinstance(data, bytes):
        return f"is {_no_bytes(data)}"
    digest, count, size_bytes = hashlib.sha256(data), 0, len(data)
    if bundle is not None and data:
        return f"has {counted(len(data), 'byte')} of its own beside its pieces"
    for number, piece in snapshot.rows(SELECT_PIECES, bundle) if bundle is not None else ():
        if number != count + 1:
            return f"has piece {count} twice" if number == count else f"has lost its piece {count + 1}"
        if not isinstance(piece, bytes):
            return f"has a piece {number} that is {_no_bytes(piece)}"
        digest.update(piece)
        count, size_bytes = number, size_bytes + len(piece)
    if pieces != count:
        return f"has {counted(count, 'piece')}, and says that it has {shown(pieces)}"
    if (actual := digest.hexdigest()) != sha256:
        return f"was altered: its bytes now hash to {actual}"
    if size != size_bytes:
        return f"has {size_bytes} bytes, and its size_bytes is {shown(size)}"
    return None


def _no_bytes(data: object) -> str:
    return f"{'text' if isinstance(data, str) else shown(data)}, not bytes"
