"""tickmark watch: follow an audit on a server."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import aclosing
from itertools import filterfalse

import typer

from service.client import StreamRefusedError, follow
from service.commands.lines import event_line, finding_lines
from service.commands.notes import is_rounding, rounding_line
from service.commands.printable import printable, printable_json
from service.errors import ConfigurationError
from service.settings import Settings, load_settings

EVERY_ADDRESS = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  where to reach who listens on all
"""A server that listens on every address is reached over loopback."""


def watch(audit_id: str, server: str | None, after: int, *, as_json: bool, review: bool = False) -> int:
    """Print events until the audit ends, or those of its ``review``; 0 at its end, 2 if the server refuses.

    Raises:
        ConfigurationError: no ``server`` was named, and the settings name none either.
    """
    try:
        stream = "review" if review else None
        asyncio.run(_watch(audit_id, server or server_of(load_settings()), after, stream, as_json=as_json))
    except StreamRefusedError as error:
        typer.echo(printable(f"tickmark: {error}"), err=True)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def server_of(settings: Settings) -> str:
    """The address of the server that runs with these settings.

    Raises:
        ConfigurationError: it takes any port that is free.
    """
    if settings.port == 0:
        raise ConfigurationError(
            "TICKMARK_PORT is 0, which is any port; name the server, as in --server http://HOST:PORT"
        )
    host = EVERY_ADDRESS.get(settings.host, settings.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


async def _watch(audit_id: str, server: str, after: int, stream: str | None, *, as_json: bool) -> None:
    async with aclosing(follow(server, audit_id, after, _say_state, stream)) as messages:
        async for message in messages:
            if as_json:
                print(printable_json(message.text), flush=True)
                continue
            print(event_line(message.event), flush=True)
            findings = message.event.get("findings", ())
            for finding in filterfalse(is_rounding, findings):
                _print_indented(finding_lines(finding))
            if rounding := rounding_line(findings):
                _print_indented([f"note    {rounding}"])


def _print_indented(lines: Iterable[str]) -> None:
    print("\n".join(f"{'':20}{line}" for line in lines), flush=True)


def _say_state(state: str) -> None:
    """The state of the connection goes to standard error, so that standard output is the log and nothing else."""
    if state not in {"live", "caught up"}:
        typer.echo(printable(f"tickmark: {state}"), err=True)
