"""Checklists from their files: those that come with Tickmark, and those of a folder of the user's own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from service.checks.disclosures import data
from service.checks.disclosures.lists.schema import Standard
from service.checks.rules.rule import Framework
from service.errors import BadChecklist

BUNDLED: Framework = "IFRS"
"""The framework of the checklists that come with Tickmark."""
ENCODING = "utf-8-sig"
"""UTF-8; editors under Windows put a mark before it, which TOML does not know."""


@cache
def bundled() -> tuple[Standard, ...]:
    """The checklists that come with Tickmark, in the order of their file names."""
    return _all_of(file for file in files(data).iterdir() if file.name.endswith(".toml"))


def own(folder: Path) -> tuple[Standard, ...]:
    """The checklists of a folder, each ``*.toml`` one.

    Raises:
        BadChecklist: there is no such folder or no such file in it, or one of them cannot be read or used.
    """
    try:
        if not folder.is_dir():
            raise BadChecklist(str(folder), "there is no such folder")
        files_of_it = [file for file in folder.iterdir() if file.suffix == ".toml"]
    except OSError as error:
        raise BadChecklist(str(folder), f"the folder cannot be read: {error.strerror}") from error
    if not files_of_it:
        raise BadChecklist(str(folder), "no file of this folder ends in .toml")
    return _all_of(files_of_it)


def together(ours: tuple[Standard, ...], theirs: tuple[Standard, ...]) -> tuple[Standard, ...]:
    """Both; a list of theirs takes the place of one of ours for the same standard."""
    replaced = {(each.framework, each.standard) for each in theirs}
    return tuple(each for each in ours if (each.framework, each.standard) not in replaced) + theirs


def _all_of(found: Iterable[Traversable]) -> tuple[Standard, ...]:
    lists: dict[tuple[str, str], str] = {}
    standards: list[Standard] = []
    for file in sorted(found, key=lambda file: file.name):
        standard = _read(file)
        known = (standard.framework, standard.standard)
        if known in lists:
            raise BadChecklist(str(file), f"{standard.standard} is in {lists[known]} already; one file has a standard")
        lists[known] = file.name
        standards.append(standard)
    return tuple(standards)


def _read(file: Traversable) -> Standard:
    try:
        if not file.is_file():  # to open a pipe is to wait for whoever writes into it
            raise BadChecklist(str(file), "it is no file; put a checklist there, or give it another ending")
        return Standard.model_validate(tomllib.loads(file.read_text(encoding=ENCODING)))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadChecklist(str(file), f"it cannot be read as TOML: {error}") from error
    except ValidationError as error:
        raise BadChecklist(str(file), _said(file, error.errors()[0])) from error


def _said(file: Traversable, error: ErrorDetails) -> str:
    """The item and the field, and what is wrong with it."""
    unknown = error["type"] == "extra_forbidden"
    message = "there is no such field" if unknown else error["msg"].removeprefix("Value error, ")
    where = list(error["loc"])
    if where[:1] == ["items"] and len(where) > 1:
        position = int(where[1])
        entry = tomllib.loads(file.read_text(encoding=ENCODING))["items"][position]
        named = entry.get("id") if isinstance(entry, dict) else None  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
        where[:2] = [f"item {named or position + 1}"]
    return f"{', '.join(map(str, where))}: {message}" if where else message
