"""tickmark review: shows a review, or makes a decision in it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal, get_args

import typer

from service.audits.reviewing.requested import NewFinding, RequestedDecision
from service.bootstrap import opened_store
from service.commands.printable import printable, printable_json
from service.commands.review.audit_ids import local_ids, several, whole_id
from service.commands.review.chosen import SEVERITY, chosen
from service.commands.review.desk import Desk, RefusedError, Said
from service.commands.review.local_desk import LocalDesk
from service.commands.review.remote_desk import RemoteDesk
from service.commands.review.view import decision_line, review_lines, with_findings
from service.settings import load_settings

Action = Literal["accept", "dismiss", "note", "reopen", "add", "withdraw", "sign-off", "rename"]
ACTIONS: dict[str, Action] = {each: each for each in get_args(Action)}
TAKES = {"dismiss": ("reason",), "note": ("note",), "add": ("title", "severity", "at")}
"""The options without which a decision cannot be made."""
NO_TARGET = {"add": "a finding of your own", "sign-off": "the whole review"}
"""What decisions that name neither a finding nor a name are about."""


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
    title: str | None = None
    description: str | None = None
    severity: str | None = None
    at: tuple[str, ...] = ()


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
    for option in TAKES.get(action, ()):
        if not getattr(asked, option):
            raise typer.BadParameter(f"{action} takes --{option}")
    _refuse_what_would_be_lost(asked, action)
    if action in NO_TARGET:
        if asked.target:
            raise typer.BadParameter(f"{action} is of {NO_TARGET[action]}, and takes no {asked.target!r}")
    elif not asked.target:
        what = "the new name" if action == "rename" else "a finding, or the beginning of its id"
        raise typer.BadParameter(f"{action} takes {what}")
    return action


def _refuse_what_would_be_lost(asked: Asked, action: Action) -> None:
    """The other texts are refused where the decision is made, whoever asks for it."""
    for option in ("title", "description", "severity", "at"):
        if action != "add" and getattr(asked, option):
            raise typer.BadParameter(f"--{option} goes with add, not with {action}")


async def _done(asked: Asked, action: Action | None, server: str | None, *, as_json: bool) -> list[str]:
    async with _desk(asked.audit_id, server) as desk:
        shown = await desk.review()
        if action is None:
            findings = await desk.findings()
            if as_json:
                return [_json(with_findings(shown, findings))]
            return list(review_lines(shown, findings))
        event = await desk.decide(await _wish(desk, asked, action, shown), shown["head"])
        return [_json(event) if as_json else decision_line(event)]


async def _wish(desk: Desk, asked: Asked, action: Action, shown: Said) -> RequestedDecision:
    assert asked.by is not None
    match action:
        case "sign-off":
            return RequestedDecision("sign_off", asked.by, reason=asked.reason, note=asked.note)
        case "rename":
            return RequestedDecision("rename", asked.by, reason=asked.reason, note=asked.note, name=asked.target)
        case "add":
            return RequestedDecision("add", asked.by, reason=asked.reason, note=asked.note, finding=new_finding(asked))
        case _:
            listed = {finding["id"] for finding in await desk.findings()}
            known = listed | {each["finding_id"] for each in shown["findings"]}  # what was withdrawn is not listed
            finding_id = found(asked.target or "", sorted(known))
            return RequestedDecision(action, asked.by, finding_id, asked.reason, asked.note)


def new_finding(asked: Asked) -> NewFinding:
    """The finding that is to be added.

    Raises:
        typer.BadParameter: its severity or a place is none.
    """
    severity = SEVERITY.get(asked.severity or "")
    if severity is None:
        raise typer.BadParameter(f"--severity is high, medium or low, not {asked.severity!r}")
    return NewFinding(severity, asked.title or "", asked.description or "", tuple(map(chosen, asked.at)))


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
