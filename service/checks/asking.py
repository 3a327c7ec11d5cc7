"""What somebody asks of an audit, taken or refused before anything is kept of it."""

from __future__ import annotations

from collections.abc import Iterable

from service.checks.framework import framework as known_framework
from service.checks.rules.choice import choice_of
from service.errors import BadOption
from service.materiality import stated
from service.options import Options


def options(
    *,
    materiality: str | None = None,
    framework: str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> Options:
    """The options as they are kept: each in one way of writing it. Empty texts ask for nothing.

    Raises:
        UnknownRule, RuleNotIgnorable, BadOption: one of them cannot be done.
    """
    choice = choice_of(select, ignore)
    try:
        measure = stated(materiality or "")
    except ValueError as error:
        raise BadOption("materiality", materiality or "", str(error)) from error
    try:
        followed = known_framework(framework) if framework else None
    except ValueError as error:
        raise BadOption("framework", framework or "", str(error)) from error
    return Options(materiality=measure, framework=followed, select=choice.select, ignore=choice.ignore)
