"""tickmark review: shows a review, or makes a decision in it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal, get_args

import typer

from service.audits.reviewing import Wish
from service.bootstrap import opened_store
from service.commands.printable import printable, printable_json
from service.commands.review.audit_ids import local_ids, several, whole_id
from service.commands.review.desk import Desk, RefusedError
from service.commands.review.local_desk import LocalDesk
from service.commands.review.remote_desk import RemoteDesk
from service.commands.review.view import decision_line, review_lines, with_findings
from service.settings import load_settings

Action = Literal["accept", "dismiss", "note", "reopen", "sign-off", "rename"]
ACTIONS: dict[str, Action] = {each: each for each in get_args(Action)}
TAKES = {"dismiss": "reason", "note": "note"}
"""The option without which a decision cannot be made."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says: nothing to do is to show the review. ``target`` is a finding, or a new name.

    Ids may be given by their beginnings.
    """

    audit_id: str
    action: str | None = None
    target: str | None = None
    by: str | None = None
    reason: str | None = None
    note: str | None = None


def review(asked: Asked, server: str | None, *, as_json: bool) -> int:
    """Show the review, or decide; 0 if that was done, 2 if a server refuses.

    Raises:
        typer.BadParameter: what was asked for lacks something.
        TickmarkError: there is no such audit or finding, or the decision cannot be made.
    """
    action = _action(asked)
    try:
        for line in asyncio.run(_done(asked, action, server, as_json=as_json)):
            typer.echo(line)
    except RefusedError as error:
        typer.echo(printable(f"tickmark: {error}"), err=True)
        return 2
    return 0


def _action(asked: Asked) -> Action | None:
    """What is to be done, once it has all that it takes."""
    if asked.action is None:
        return None
    action = ACTIONS.get(asked.action)
    if action is None:
        raise typer.BadParameter(f"{asked.action!r} is no decision; there are: {', '.join(ACTIONS)}")
    if not asked.by:
        raise typer.BadParameter(f"name who decides, as in: {action} --by 'A. Reviewer'")
    if (option := TAKES.get(action)) and not getattr(asked, option):
        raise typer.BadParameter(f"{action} takes --{option}")
    if action != "sign-off" and not asked.target:
        what = "the new name" if action == "rename" else "a finding, or the beginning of its id"
        raise typer.BadParameter(f"{action} takes {what}")
    if action == "sign-off" and asked.target:
        raise typer.BadParameter(f"sign-off is of the whole review, and takes no {asked.target!r}")
    return action


async def _done(asked: Asked, action: Action | None, server: str | None, *, as_json: bool) -> list[str]:
    async with _desk(asked.audit_id, server) as desk:
        shown = await desk.review()
        if action is None:
            findings = await desk.findings()
            if as_json:
                return [_json(with_findings(shown, findings))]
            return list(review_lines(shown, findings))
        event = await desk.decide(await _wish(desk, asked, action), shown["head"])
        return [_json(event) if as_json else decision_line(event)]


async def _wish(desk: Desk, asked: Asked, action: Action) -> Wish:
    assert asked.by is not None
    match action:
        case "sign-off":
            return Wish("sign_off", asked.by, reason=asked.reason, note=asked.note)
        case "rename":
            return Wish("rename", asked.by, reason=asked.reason, note=asked.note, name=asked.target)
        case _:
            ids = [finding["id"] for finding in await desk.findings()]
            finding_id = found(asked.target or "", ids)
            return Wish(action, asked.by, finding_id, asked.reason, asked.note)


def found(beginning: str, ids: list[str]) -> str:
    """The one of ``ids`` that is ``beginning`` or begins so.

    Raises:
        typer.BadParameter: there is none, or there are several.
    """
    if beginning in ids:
        return beginning
    fit = [each for each in ids if each.startswith(beginning)]
    if len(fit) == 1:
        return fit[0]
    if not fit:
        raise typer.BadParameter(f"no finding's id is {beginning!r} or begins so; `tickmark review` lists them")
    raise typer.BadParameter(several(fit, "finding", beginning))


def _json(said: dict[str, object]) -> str:
    return printable_json(json.dumps(said, ensure_ascii=False))


@asynccontextmanager
async def _desk(audit_id: str, server: str | None) -> AsyncGenerator[Desk]:
    if server is not None:
        async with RemoteDesk.connected(server, audit_id) as remote:
            yield remote
        return
    async with opened_store(load_settings()) as store:
        yield LocalDesk(store, await whole_id(audit_id, local_ids(store)))
