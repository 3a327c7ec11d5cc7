"""Findings as a list of bytes, an artifact: where an agent has more of them than an event shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import accumulate, takewhile
from typing import Any

from service.events import MAX_EVENT_BYTES
from service.findings import Finding, gravest_first

MAX_SHOWN_BYTES = MAX_EVENT_BYTES // 2
"""Findings beyond this are listed in an artifact, and the gravest of them shown: nobody between the check and the log
has to look at all of thousands, and the event loop has not got the time."""


def shown(findings: tuple[Finding, ...]) -> tuple[tuple[Finding, ...], bytes | None]:
    """As many findings as an event shows, gravest first, and the artifact that lists all where those are not all.

    Raises:
        ValueError: a finding cannot be written down.
    """
    gravest = gravest_first(findings)
    texts = [finding.model_dump_json().encode() for finding in gravest]
    sizes = accumulate(len(text) + 1 for text in texts)
    fitting = sum(1 for _ in takewhile(lambda size: size <= MAX_SHOWN_BYTES, sizes))
    if fitting == len(texts):
        return gravest, None
    return gravest[:fitting], b"[%b]" % b",".join(texts)


def decode_findings(data: bytes) -> Iterator[Finding]:
    """The findings in a list, one by one: there may be thousands, and who decodes them in the event loop can pause.

    Fields that a later version added are ignored.
    """
    text, decoder = data.decode(), json.JSONDecoder()
    at = text.index("[") + 1
    while (start := text.find("{", at)) >= 0:
        said: Any
        said, at = decoder.raw_decode(text, start)
        yield Finding.model_validate(said, extra="ignore")
