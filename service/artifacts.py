"""Artifacts: bytes kept by their SHA-256, which events name."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

ARTIFACT_FIELDS = ("artifact", "ticks")
"""The fields by which events name artifacts, by SHA-256: who uses them, proves them and erases them goes by these."""


def artifact_sha256(data: bytes) -> str:
    """The name under which bytes are kept: their SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def named_artifacts(said: Mapping[str, object]) -> tuple[str, ...]:
    """The artifacts that an event names, by what its fields say; its document is the audit's own and stands apart."""
    return tuple(str(sha256) for name in ARTIFACT_FIELDS if (sha256 := said.get(name)))
