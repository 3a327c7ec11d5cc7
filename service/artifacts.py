"""Artifacts: bytes kept by their SHA-256, which events name."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

ARTIFACT_FIELDS = ("artifact", "ticks")
"""The fields by which events name artifacts, by SHA-256: who uses them, proves them and erases them goes by these."""

SOON_BYTES = 64 * 1024
"""The name of so much is worked out sooner than a thread begins."""


def artifact_sha256(data: bytes) -> str:
    """The name under which bytes are kept: their SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Artifact:
    """Bytes with the name under which they are kept."""

    sha256: str
    size_bytes: int
    data: bytes = b""
    """Empty where they are in pieces, or kept already."""
    bundle: str | None = None
    """The name of its pieces, if there are any, by themselves."""
    pieces: int = 0

    @classmethod
    def of(cls, data: bytes) -> Artifact:
        return cls(artifact_sha256(data), len(data), data)

    @property
    def has_its_bytes(self) -> bool:
        """Whether its bytes come with it."""
        return len(self.data) == self.size_bytes

    @property
    def is_elsewhere(self) -> bool:
        """Whether neither its bytes nor pieces of it come with it: it counts on being kept already."""
        return self.bundle is None and not self.has_its_bytes


async def artifacts_of(*several: bytes) -> tuple[Artifact, ...]:
    """Each with its name, worked out in a thread where that takes long: nobody who writes or watches waits for it."""
    if sum(map(len, several)) <= SOON_BYTES:
        return tuple(map(Artifact.of, several))
    return await asyncio.to_thread(lambda: tuple(map(Artifact.of, several)))


def named_artifacts(said: Mapping[str, object]) -> tuple[str, ...]:
    """The artifacts that an event names, by what its fields say; its document is the audit's own and stands apart."""
    return tuple(str(sha256) for name in ARTIFACT_FIELDS if (sha256 := said.get(name)))
