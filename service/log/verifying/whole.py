"""The whole log: the register, every artifact, every audit, and how many there are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from service.log.place import Place
from service.log.verifying.artifacts import Artifacts
from service.log.verifying.kept import kept_verdicts
from service.log.verifying.one_audit import examine
from service.log.verifying.queries import select_ids
from service.log.verifying.register import Register
from service.log.verifying.snapshot import Snapshot, snapshot
from service.log.verifying.verdict import Verdict, broken


def verify_all(place: Place) -> Iterator[Verdict]:
    """The verdict on everything in the log at ``place``, as it stands now, in bounded memory.

    Raises:
        DatabaseFailed: the log cannot be read.
    """
    with snapshot(place) as now:
        yield from Proof(now, place).verdicts()


class Proof:
    """Reads everything in ``snapshot`` once, and counts what it has read."""

    def __init__(self, now: Snapshot, place: Place, kept: Iterable[str] | None = None) -> None:
        """``kept`` are lines of the register that somebody kept elsewhere; None if nothing is to be compared."""
        self._snapshot = now
        self._place = place
        self._kept = kept
        self.register = Register()
        self._root = hashlib.sha256()
        self.audits = 0
        self.events = 0
        self.decisions = 0
        self.erased = 0
        self.broken = 0

    def verdicts(self) -> Iterator[Verdict]:
        """A verdict for every audit that is there, and one for whatever else is wrong."""
        for verdict in self._verdicts():
            self.broken += verdict.problem is not None
            yield verdict

    def _verdicts(self) -> Iterator[Verdict]:
        for said in self._snapshot.damage():
            yield broken("database", f"it says that it is damaged: {said}")
        yield from self.register.read(self._snapshot)
        if self._kept is not None:
            yield from kept_verdicts(self._snapshot, self._kept, self.register.position)
        artifacts = Artifacts(self._snapshot)
        yield from artifacts.read_all()
        for (audit_id,) in self._snapshot.rows(select_ids(self._place)):
            found = examine(self._snapshot, audit_id, artifacts)
            if found is None:
                continue
            seq, last_hash = found.last
            self._root.update(f"{found.verdict.subject} {seq} {last_hash}\n".encode())
            if found.last_decision[0]:  # an audit that nobody has reviewed has the line that it always had
                reviewed, last_decision = found.last_decision
                self._root.update(f"{found.verdict.subject} review {reviewed} {last_decision}\n".encode())
            if found.tombstone is not None:
                self.erased += 1
            else:
                self.audits += 1
                self.events += found.verdict.events
                self.decisions += found.verdict.decisions
            if found.tombstone is None or found.verdict.problems:
                yield found.verdict

    @property
    def root(self) -> str:
        """One hash over the last events of every audit and the register's end: two copies of one log have the same."""
        whole = self._root.copy()
        whole.update(f"register {self.register.count} {self.register.last_hash}\n".encode())
        return whole.hexdigest()
