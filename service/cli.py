"""The commands. Each is imported when it runs, so that `tickmark --help` and `watch` stay quick."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from service.commands.characters import print_every_character
from service.errors import TickmarkError
from service.reports.door.formats import spoken

OWNER_ONLY = 0o077
"""The umask: nothing for the group, nothing for others."""

app = typer.Typer(
    name="tickmark",
    help="Audits a financial report while you watch.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
database = typer.Typer(help="The database: its schema, backups of it, and restoring one.", no_args_is_help=True)
app.add_typer(database, name="db")

Files = Annotated[list[Path], typer.Argument(help=f"Reports: {spoken(last='or')}.", metavar="FILE...")]
Server = Annotated[
    str | None,
    typer.Option(
        help="Address of a running server; by default that of TICKMARK_HOST and TICKMARK_PORT.", metavar="URL"
    ),
]


def main() -> None:
    """Run the command line; a failure is one line on standard error and exit code 2.

    Whatever it writes may hold reports, and is its owner's alone.
    """
    os.umask(OWNER_ONLY)
    print_every_character()
    try:
        app()
    except TickmarkError as error:
        from service.commands.printable import printable  # noqa: PLC0415

        typer.echo(printable(f"tickmark: {error}"), err=True)
        sys.exit(2)
    finally:
        # All that is left goes with the process: to look for garbage in what was imported would take half a second.
        gc.freeze()


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (TICKMARK_HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on, 0 for any (TICKMARK_PORT).")] = None,
    sample: Annotated[bool, typer.Option("--sample", help="Audit the bundled sample report once.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Server processes on the one port (PostgreSQL only).")] = 1,
    insecure_no_auth: Annotated[
        bool, typer.Option("--insecure-no-auth", help="Serve beyond this machine, although anyone may do everything.")
    ] = False,
) -> None:
    """Start the service: the page, the API, the live stream, and the audits unless workers run them."""
    from service.commands.serve.command import serve as run  # noqa: PLC0415

    run(host, port, sample=sample, processes=workers, insecure=insecure_no_auth)


@app.command()
def worker() -> None:
    """Run audits that servers have accepted, on PostgreSQL; any number of workers, on any machine."""
    from service.commands.worker import worker as run  # noqa: PLC0415

    run()


@app.command()
def audit(  # noqa: PLR0917  options are given by name on the command line
    files: Files,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per report, one per line.")] = False,
    server: Annotated[str | None, typer.Option(help="Let this server run the audits.", metavar="URL")] = None,
    agents: Annotated[list[str] | None, typer.Option("--agent", help="Only this agent (repeatable).")] = None,
    ephemeral: Annotated[bool, typer.Option("--ephemeral", help="Keep nothing afterwards.")] = False,
    ticks: Annotated[
        bool, typer.Option("--ticks", help="List what was checked and holds, and what could not be checked and why.")
    ] = False,
    select: Annotated[
        list[str] | None, typer.Option(help="Only these rules: ids or beginnings of ids (repeatable).", metavar="RULE")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="None of these rules (repeatable).", metavar="RULE")] = None,
    materiality: Annotated[str | None, typer.Option(help='"1500000", "3%" or "0.5% of revenue".')] = None,
    framework: Annotated[str | None, typer.Option(help="IFRS, US GAAP or UK GAAP, if the report does not say.")] = None,
) -> None:
    """Audit reports and wait for the results. Exit code 0: no finding; 1: findings; 2: some could not be audited."""
    from service.checks.asking import options  # noqa: PLC0415
    from service.commands.audit.command import AuditRequest  # noqa: PLC0415
    from service.commands.audit.command import audit as run  # noqa: PLC0415

    asked = options(materiality=materiality, framework=framework, select=select or (), ignore=ignore or ())
    raise typer.Exit(run(files, AuditRequest(server, tuple(agents or ()), ephemeral, ticks, asked), as_json=json))


@app.command()
def rules(
    rule: Annotated[str | None, typer.Argument(help="One rule, with its examples.", metavar="[RULE]")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per rule, one per line.")] = False,
) -> None:
    """List what is checked, or explain one rule."""
    from service.commands.rules import rules as run  # noqa: PLC0415

    run(rule, as_json=json)


@app.command()
def watch(
    audit_id: str,
    server: Server = None,
    after: Annotated[int, typer.Option(min=0, help="Start after this seq.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Print each event as it was stored, one per line.")] = False,
    review: Annotated[
        bool, typer.Option("--review", help="What people decide, for as long as the audit is there.")
    ] = False,
) -> None:
    """Follow an audit on a server until it ends, or its review until Ctrl-C, through disconnects and restarts."""
    from service.commands.watch import watch as run  # noqa: PLC0415

    raise typer.Exit(run(audit_id, server, after, as_json=json, review=review))


@app.command()
def review(  # noqa: PLR0917  options are given by name on the command line
    audit_id: Annotated[str, typer.Argument(help="The audit, or the beginning of its id.", metavar="AUDIT_ID")],
    decision: Annotated[
        str | None,
        typer.Argument(
            help="accept, dismiss, note, reopen, add, withdraw, sign-off or rename; shows the review if left out."
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Argument(help="The finding, or the beginning of its id; the new name.", metavar="FINDING|NAME"),
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who decides.", metavar="NAME")] = None,
    reason: Annotated[str | None, typer.Option(help="Why it is dismissed.")] = None,
    note: Annotated[str | None, typer.Option(help="What is noted, or why it is accepted.")] = None,
    title: Annotated[str | None, typer.Option(help="add: what is wrong, in a few words.")] = None,
    description: Annotated[str | None, typer.Option(help="add: what is wrong, and what should stand there.")] = None,
    severity: Annotated[str | None, typer.Option(help="add: high, medium or low.")] = None,
    at: Annotated[
        list[str] | None,
        typer.Option(
            help='add: where, as on the page: "table 4, row 10, column 3" or "paragraph 12" (repeatable; the first is '
            "what it is about).",
            metavar="PLACE",
        ),
    ] = None,
    server: Annotated[str | None, typer.Option(help="The review on this server.", metavar="URL")] = None,
    json: Annotated[
        bool, typer.Option("--json", help="One JSON object: the review, or the event of a decision.")
    ] = False,
) -> None:
    """Show what people decided about an audit's findings, or decide."""
    from service.commands.review.command import Asked  # noqa: PLC0415
    from service.commands.review.command import review as run  # noqa: PLC0415

    asked = Asked(audit_id, decision, target, by, reason, note, title, description, severity, tuple(at or ()))
    raise typer.Exit(run(asked, server, as_json=json))


@app.command()
def verify(
    audit_id: Annotated[str | None, typer.Argument()] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that is in the database.")] = False,
    against: Annotated[
        Path | None,
        typer.Option(help="Lines of the register that were kept elsewhere.", exists=True, dir_okay=False),
    ] = None,
) -> None:
    """Check that the log is as it was written. Exit code 0: it is; 1: each thing that is not is named; 2: no answer."""
    from service.commands.verify import verify as run  # noqa: PLC0415

    if (audit_id is None) == (not everything):
        raise typer.BadParameter("name one audit, or --all")
    if against is not None and not everything:
        raise typer.BadParameter("--against goes with --all")
    raise typer.Exit(run(audit_id, against))


@app.command()
def register(
    after: Annotated[int, typer.Option(min=0, help="Only entries after this position.")] = 0,
) -> None:
    """Print the register, one JSON object a line: keep it elsewhere, and `verify --all --against` compares with it."""
    from service.commands.register import register as run  # noqa: PLC0415

    run(after)


@app.command()
def erase(
    audit_id: str,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; needed where nobody can be asked.")] = False,
) -> None:
    """Erase an audit with its document, for good; a tombstone stays: when, by whom, the hash of its last event."""
    from service.commands.erase import erase as run  # noqa: PLC0415

    raise typer.Exit(run(audit_id, yes=yes))


@database.command()
def upgrade() -> None:
    """Bring the database to this version's schema, creating it if there is none."""
    from service.commands.db import upgrade as run  # noqa: PLC0415

    run()


@database.command()
def vacuum() -> None:
    """Rewrite the embedded database, which nothing else may have open, without the room that erasures have left."""
    from service.commands.db import vacuum as run  # noqa: PLC0415

    run()


@database.command()
def current() -> None:
    """Print the revision that the database is at."""
    from service.commands.db import current as run  # noqa: PLC0415

    run()


@database.command()
def check() -> None:
    """Exit with 0 if the database is as this version needs it, with 2 and the reason if not."""
    from service.commands.db import check as run  # noqa: PLC0415

    run()


@database.command()
def backup(file: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")]) -> None:
    """Copy the embedded database, whole, into a file, while a server may go on writing."""
    from service.commands.backup import backup as run  # noqa: PLC0415

    run(file)


@database.command()
def restore(file: Annotated[Path, typer.Argument(help="A backup.")]) -> None:
    """Put a backup in the place of the embedded database, which nothing else may have open; keeps what was there."""
    from service.commands.backup import restore as run  # noqa: PLC0415

    run(file)


if __name__ == "__main__":
    main()
