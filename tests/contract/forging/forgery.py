"""What a forgery is, and the simplest ones to make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.contract.forging.forger import Forger


@dataclass(frozen=True)
class Forgery:
    """What is done, and what is said of it: ``words`` on one line that begins with ``subject``."""

    name: str
    act: Callable[[Forger], object]
    subject: str
    words: str
    only: str = ""
    """The one database that lets it be done; every one if empty."""


def sql(statement: str) -> Callable[[Forger], object]:
    """One statement."""
    return lambda forger: forger.sql(statement)
