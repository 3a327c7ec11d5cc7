"""tickmark register: the list of what was accepted, what ended and what was erased, to be kept elsewhere."""

from __future__ import annotations

import typer

from service.commands.verify import existing_database
from service.errors import DatabaseDamaged
from service.log.verifying.queries import SELECT_BODIES
from service.log.verifying.snapshot import snapshot


def register(after: int) -> None:
    """Print each entry after position ``after`` as it is stored, one JSON object a line.

    Raises:
        SchemaMismatch: the database is not at this version's schema.
        DatabaseFailed: it cannot be read, or an entry is no text; what was printed before that is sound.
    """
    with snapshot(existing_database()) as now:
        for position, body in now.rows(SELECT_BODIES, after):
            if not isinstance(body, str) or "\n" in body:
                advice = "it is no line of text; run `tickmark verify --all`"
                raise DatabaseDamaged("print the register", f"entry {position} was altered: {advice}")
            typer.echo(body)
