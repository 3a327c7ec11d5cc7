"""Findings as an artifact: where an agent has more of them than fit into an event."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from service.findings import Finding

_FINDINGS: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(tuple[Finding, ...])


def encode_findings(findings: tuple[Finding, ...]) -> bytes:
    """A JSON list of findings."""
    return _FINDINGS.dump_json(findings)


def decode_findings(data: bytes) -> tuple[Finding, ...]:
    """The findings that ``encode_findings`` was given; fields that a later version added are ignored."""
    return tuple(each_finding(data))


def each_finding(data: bytes) -> Iterator[Finding]:
    """The same one by one: there may be thousands, and whoever decodes them in the event loop can pause in between."""
    text, decoder = data.decode(), json.JSONDecoder()
    at = text.index("[") + 1
    while (start := text.find("{", at)) >= 0:
        said: Any
        said, at = decoder.raw_decode(text, start)
        yield Finding.model_validate(said, extra="ignore")
