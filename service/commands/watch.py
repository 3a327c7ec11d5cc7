"""tickmark watch: follow an audit on a server."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import typer

from service.client import StreamRefusedError, follow
from service.commands.lines import event_line, finding_lines


def watch(audit_id: str, server: str, after: int, *, as_json: bool) -> int:
    """Print events until the audit ends; 0 then, 2 if the server refuses."""
    try:
        asyncio.run(_watch(audit_id, server, after, as_json=as_json))
    except StreamRefusedError as error:
        typer.echo(f"tickmark: {error}", err=True)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


async def _watch(audit_id: str, server: str, after: int, *, as_json: bool) -> None:
    async with aclosing(follow(server, audit_id, after, _say_state)) as messages:
        async for message in messages:
            if as_json:
                print(message.text, flush=True)
                continue
            print(event_line(message.event), flush=True)
            for finding in message.event.get("findings", ()):
                print("\n".join(f"{'':20}{line}" for line in finding_lines(finding)), flush=True)


def _say_state(state: str) -> None:
    """The state of the connection goes to standard error, so that standard output is the log and nothing else."""
    if state not in {"live", "caught up"}:
        typer.echo(f"tickmark: {state}", err=True)
