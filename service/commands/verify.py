"""tickmark verify: whether one audit, or all that there is, is as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer

from service.errors import AuditNotFound, DatabaseFailed
from service.log import schema
from service.log.place import Place, place_of
from service.log.verifying.artifacts import Artifacts
from service.log.verifying.one_audit import Found, examine
from service.log.verifying.rules import rule_verdicts
from service.log.verifying.snapshot import snapshot
from service.log.verifying.verdict import Verdict
from service.log.verifying.whole import Proof
from service.settings import load_settings

LIMITS = """\
This shows that what is there belongs together and was not altered. It can not show that nothing newer is missing: an
older copy of the database, or one written anew from beginning to end, passes. Whoever kept the root can compare it: as
long as no audit has moved on, it is the same."""


def verify(audit_id: str | None) -> int:
    """Check one audit, or everything; 0 if it is as it was written, else 1.

    Raises:
        AuditNotFound: there is nothing of this audit.
        SchemaMismatch: the database is not at this version's schema; nothing was checked.
        DatabaseFailed: it can not be read; whatever was not said to be broken was not checked.
    """
    place = place_of(load_settings().database)
    if isinstance(place, Path) and not place.exists():
        advice = "there is no such file; TICKMARK_DATA_DIR or TICKMARK_DATABASE_URL says which database is meant"
        raise DatabaseFailed(f"read {place}", advice)
    schema.check_revision(place)
    return _one(place, audit_id) if audit_id is not None else _all(place)


def _one(place: Place, audit_id: str) -> int:
    with snapshot(place) as now:
        found = examine(now, audit_id, Artifacts(now))
    if found is None:
        raise AuditNotFound(audit_id)
    if found.verdict.problem is None:
        typer.echo(_whole(found))
        return 0
    _tell(found.verdict)
    return 1


def _all(place: Place) -> int:
    not_compared, broken = None, 0
    try:
        for verdict in rule_verdicts(place):
            broken += 1
            _tell(verdict)
    except DatabaseFailed as error:  # what is in the log can be checked without
        not_compared = error
    with snapshot(place) as now:
        proof = Proof(now, place)
        for verdict in proof.verdicts():
            _tell(verdict)
    broken += proof.broken
    gone = f", {proof.erased} erased" if proof.erased else ""
    typer.echo(f"{proof.audits} audits, {proof.events} events verified; {broken} broken{gone}")
    typer.echo(f"root: {proof.root}")
    if not_compared is not None:
        typer.echo(f"the rules that keep the log append-only were NOT checked: {not_compared}")
    typer.echo(LIMITS)
    return 1 if broken else 0


def _tell(verdict: Verdict) -> None:
    for line in _lines(verdict):
        typer.echo(line)


def _lines(verdict: Verdict) -> Iterator[str]:
    for problem in verdict.problems:
        at = "" if problem.seq is None else f" at event {problem.seq}"
        yield f"{verdict.subject}  BROKEN{at}: {problem.text}"


def _whole(found: Found) -> str:
    audit_id = found.verdict.subject
    if found.tombstone is None:
        return f"{audit_id}  ok, {found.verdict.events} events"
    erased_at, erased_by, head_seq, last_hash = found.tombstone
    had = f"it had {head_seq} events, the last with the hash {last_hash}"
    return f"{audit_id}  erased at {erased_at} by {erased_by}; {had}"
