"""The line of counts over a report, as a sign-off says it."""

from __future__ import annotations

import re

_TOLD_APART = re.compile(r"(\d+) named by findings?, (\d+) in relations? that fails?")


def as_signed_off(line: str) -> str:
    """The line with what findings name and what only stands in their relations as one count, as the service has it."""
    return _TOLD_APART.sub(lambda two: f"{int(two[1]) + int(two[2])} in findings or their relations", line)
