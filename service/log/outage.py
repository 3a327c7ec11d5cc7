"""Logs lasting trouble once when it begins and once when it is over."""

from __future__ import annotations

import logging


class Outage:
    """For what is asked every second or more often: a line each time would bury whatever else there is to read."""

    def __init__(self, logger: logging.Logger, trouble: str, over: str) -> None:
        self._logger = logger
        self._trouble = trouble
        self._over = over
        self._lasts = False

    def goes_on(self, error: BaseException) -> None:
        """It did not work (again)."""
        self._logger.log(logging.DEBUG if self._lasts else logging.WARNING, "%s: %s", self._trouble, error)
        self._lasts = True

    def is_over(self) -> None:
        """It worked."""
        if self._lasts:
            self._logger.warning("%s", self._over)
        self._lasts = False
