"""The root of every error raised on purpose, and what may be said of one."""

from __future__ import annotations

from typing import Any, Self


class TickmarkError(Exception):
    """The root of every error raised on purpose; its text is fit for whoever runs the service.

    Each can be made again from ``made_from``, what it was made from: so errors cross from a worker to its owner whole.
    """

    made_from: tuple[Any, ...]

    def __new__(cls, *made_from: Any, **_: Any) -> Self:
        error = super().__new__(cls, *made_from)
        error.made_from = made_from
        return error

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        return type(self), self.made_from

    @property
    def public(self) -> str:
        """What a client may hear of it: nothing of where the database is, or of who logs in there."""
        return str(self)
