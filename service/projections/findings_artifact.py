"""Findings as an artifact: where an agent has more of them than fit into an event."""

from __future__ import annotations

from pydantic import TypeAdapter

from service.findings import Finding

_FINDINGS: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(tuple[Finding, ...])


def encode_findings(findings: tuple[Finding, ...]) -> bytes:
    """A JSON list of findings."""
    return _FINDINGS.dump_json(findings)


def decode_findings(data: bytes) -> tuple[Finding, ...]:
    """The findings that ``encode_findings`` was given; fields that a later version added are ignored."""
    return _FINDINGS.validate_json(data, extra="ignore")
