"""tickmark verify: whether one audit, or all that there is, is as it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

from service.counting import counted
from service.errors import AuditNotFound, ConfigurationError, DatabaseFailed
from service.log import schema
from service.log.columns import one_line
from service.log.place import Place, place_of
from service.log.verifying.artifacts import Artifacts
from service.log.verifying.kept import NoEntryError
from service.log.verifying.one_audit import Found, examine
from service.log.verifying.rules import rule_verdicts
from service.log.verifying.snapshot import snapshot
from service.log.verifying.verdict import Verdict
from service.log.verifying.whole import Proof
from service.settings import load_settings

SHOWN = "Everything that is there belongs together."
COMPARED = "All lines that were kept elsewhere are in the register, each at its position."
LIMITS = """\
Verifying cannot show that nothing newer is missing, as after going back to an older copy of the database, or that
nothing was rewritten together with everything that names it: the events of an audit that has not ended, the decisions
of a review that nobody has signed off since, or an audit and the register from its entry on. A root or lines of the
register that were kept elsewhere show that: `tickmark register` prints them, `tickmark verify --all --against FILE`
compares. Of an audit that has not ended, or a review that is not signed off, the hash of an event that somebody has
seen shows it."""


def verify(audit_id: str | None, against: Path | None = None) -> int:
    """Check one audit, or everything, with the register's lines in ``against``; 0 if it is as it was written, else 1.

    Raises:
        AuditNotFound: there is nothing of this audit.
        SchemaMismatch: the database is not at this version's schema; nothing was checked.
        DatabaseFailed: it cannot be read; whatever was not said to be broken was not checked.
        ConfigurationError: ``against`` holds what is no line of a register.
    """
    place = existing_database()
    if audit_id is not None:
        return _one(place, audit_id)
    if against is None:
        return _all(place, None)
    try:
        with against.open(encoding="utf-8-sig") as kept:
            return _all(place, kept)
    except (NoEntryError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{against} cannot be compared with: {error}") from error


def existing_database() -> Place:
    """Where the log is that the settings name, at this version's schema and left as it is.

    Raises:
        SchemaMismatch, DatabaseFailed: it is not at that schema, or not there.
    """
    place = place_of(load_settings().database)
    if isinstance(place, Path) and not place.exists():
        advice = "there is no such file; TICKMARK_DATA_DIR or TICKMARK_DATABASE_URL says which database is meant"
        raise DatabaseFailed(f"read {place}", advice)
    schema.check_revision(place)
    return place


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


def _all(place: Place, kept: Iterable[str] | None) -> int:
    not_compared, broken = None, 0
    try:
        for verdict in rule_verdicts(place):
            broken += 1
            _tell(verdict)
    except DatabaseFailed as error:  # what is in the log can be checked without
        not_compared = error
    with snapshot(place) as now:
        proof = Proof(now, place, kept)
        for verdict in proof.verdicts():
            _tell(verdict)
    broken += proof.broken
    gone = f", {proof.erased} erased" if proof.erased else ""
    counts = f"{counted(proof.audits, 'audit')}, {_counts(proof.events, proof.decisions)}"
    typer.echo(f"{counts} verified; {broken} broken{gone}")
    register = proof.register
    entries = counted(register.count, "entry", "entries")
    typer.echo(f"register: {entries}, the last with the hash {register.last_hash or 'of none'}")
    typer.echo(f"root: {proof.root}")
    if not_compared is not None:
        typer.echo(f"the rules that keep the log append-only were NOT checked: {not_compared}")
    if not broken:
        typer.echo(SHOWN if kept is None else f"{SHOWN} {COMPARED}")
    typer.echo(LIMITS)
    return 1 if broken else 0


def _tell(verdict: Verdict) -> None:
    for line in _lines(verdict):
        typer.echo(line)


def _lines(verdict: Verdict) -> Iterator[str]:
    for problem in verdict.problems:
        at = "" if problem.seq is None else f" at {problem.noun} {problem.seq}"
        yield f"{one_line(verdict.subject)}  BROKEN{at}: {problem.text}"


def _counts(events: int, decisions: int) -> str:
    """How much was read: events of audits, and of their reviews if there are any."""
    return counted(events, "event") + (f", {counted(decisions, 'decision')} of reviews" if decisions else "")


def _whole(found: Found) -> str:
    audit_id = found.verdict.subject
    if found.tombstone is None:
        return f"{audit_id}  ok, {_counts(found.verdict.events, found.verdict.decisions)}"
    erased_at, erased_by, head_seq, last_hash = found.tombstone
    had = f"it had {counted(head_seq, 'event')}, the last with the hash {last_hash}"
    return f"{audit_id}  erased at {one_line(erased_at)} by {one_line(erased_by)}; {had}"
