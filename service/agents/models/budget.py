"""The tokens that one audit may have models read and write, over all its agents."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from service.errors import ModelBudgetSpent
from service.events import Usage


class Budget:
    """``limit`` tokens, of which ``spent`` are gone; what calls that are under way will read is set aside."""

    def __init__(self, limit: int, spent: int = 0) -> None:
        self._limit = limit
        self._spent = spent
        self._set_aside = 0

    @contextmanager
    def set_aside(self, agent_id: str, tokens: int) -> Generator[None]:
        """Keep ``tokens`` for a call while it is made.

        Raises:
            ModelBudgetSpent: there are not as many left.
        """
        if self._spent + self._set_aside + tokens > self._limit:
            raise ModelBudgetSpent(agent_id, self._spent, self._limit)
        self._set_aside += tokens
        try:
            yield
        finally:
            self._set_aside -= tokens

    def spend(self, usage: Usage) -> None:
        """A call has cost ``usage``."""
        self._spent += usage.tokens
