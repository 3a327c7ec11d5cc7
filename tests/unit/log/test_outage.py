"""Trouble that lasts is said once, and once that it is over."""

from __future__ import annotations

import logging

import pytest

from service.log.outage import Outage


def test_trouble_is_said_when_it_begins_and_when_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    outage = Outage(logging.getLogger("test"), "it does not work", "it works again")

    with caplog.at_level(logging.WARNING):
        outage.is_over()
        for _ in range(3):
            outage.goes_on(OSError("gone"))
        outage.is_over()
        outage.is_over()
        outage.goes_on(OSError("gone once more"))

    assert caplog.messages == ["it does not work: gone", "it works again", "it does not work: gone once more"]
