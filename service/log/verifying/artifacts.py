"""The bytes that are kept, each against the SHA-256 that is its name."""

from __future__ import annotations

from collections.abc import Iterator

from service.artifacts import artifact_sha256
from service.log.columns import one_line, shown
from service.log.verifying.queries import SELECT_ARTIFACT, SELECT_ARTIFACTS
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


def _problem(snapshot: Snapshot, sha256: object) -> str | None:
    rows = snapshot.few(SELECT_ARTIFACT, sha256)
    if not rows:
        return "is gone"
    size, data = rows[0]
    if not isinstance(data, bytes):
        return f"is {'text' if isinstance(data, str) else shown(data)}, not bytes"
    if (actual := artifact_sha256(data)) != sha256:
        return f"was altered: its bytes now hash to {actual}"
    if size != len(data):
        return f"has {len(data)} bytes, and its size_bytes is {shown(size)}"
    return None
