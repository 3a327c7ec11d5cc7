"""Keys do not get into logs, events or answers, whatever a server repeats in what it says."""

from __future__ import annotations

import os
from collections.abc import Mapping

from service.agents.models.naming import Chosen

SHORTEST_KEY = 8
"""What is shorter is no key, and would be found in the middle of words."""


class Secrets:
    """Takes out of a text the key that the settings give, and those that the environment holds for providers."""

    def __init__(self, chosen: Chosen, environment: Mapping[str, str] = os.environ) -> None:
        given = [chosen.api_key.get_secret_value()] if chosen.api_key else []
        given += [value for name, value in environment.items() if name.endswith("_API_KEY")]
        self._keys = sorted({key for key in given if len(key) >= SHORTEST_KEY}, key=len, reverse=True)

    def without(self, text: str) -> str:
        """``text``, "[key]" in place of each key."""
        for key in self._keys:
            text = text.replace(key, "[key]")
        return text
