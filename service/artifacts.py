"""Artifacts: bytes kept by their SHA-256, which events name."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Protocol

ARTIFACT_FIELDS = ("artifact", "ticks")
"""The fields by which events name artifacts, by SHA-256: who uses them, proves them and erases them goes by these."""

SOON_BYTES = 64 * 1024
"""The name of so much is worked out sooner than a thread begins."""


READ_BYTES = 256 * 1024
"""What is in memory at a time of contents that are on the disk, while their name is worked out."""


class Contents(Protocol):
    """The bytes of a file, in memory or on the disk: a slice of them is there when it is asked for."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> bytes: ...


class OnDisk:
    """The bytes of an open file that nobody changes any more."""

    def __init__(self, file: IO[bytes], size_bytes: int) -> None:
        self._file = file
        self._size_bytes = size_bytes

    def __len__(self) -> int:
        return self._size_bytes

    def __getitem__(self, part: slice, /) -> bytes:
        start, end, _ = part.indices(self._size_bytes)
        return os.pread(self._file.fileno(), max(0, end - start), start)


def artifact_sha256(data: Contents) -> str:
    """The name under which bytes are kept: their SHA-256 in hex."""
    digest = hashlib.sha256()
    for start in range(0, len(data), READ_BYTES):
        digest.update(data[start : start + READ_BYTES])
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Artifact:
    """Bytes with the name under which they are kept."""

    sha256: str
    size_bytes: int
    data: Contents = b""
    """Empty where they are in pieces, or kept already."""
    bundle: str | None = None
    """The name of its pieces, if there are any, by themselves."""
    pieces: int = 0

    @classmethod
    def of(cls, data: Contents) -> Artifact:
        return cls(artifact_sha256(data), len(data), data)

    @property
    def has_its_bytes(self) -> bool:
        """Whether its bytes come with it."""
        return len(self.data) == self.size_bytes

    @property
    def is_elsewhere(self) -> bool:
        """Whether neither its bytes nor pieces of it come with it: it counts on being kept already."""
        return self.bundle is None and not self.has_its_bytes


async def artifacts_of(*several: Contents) -> tuple[Artifact, ...]:
    """Each with its name, worked out in a thread where that takes long: nobody who writes or watches waits for it."""
    if sum(map(len, several)) <= SOON_BYTES:
        return tuple(map(Artifact.of, several))
    return await asyncio.to_thread(lambda: tuple(map(Artifact.of, several)))


async def document_of(given: Contents | Artifact) -> tuple[Artifact]:
    """A document as ``artifacts_of`` names it, or as it was named by whoever says that it is kept already."""
    if isinstance(given, Artifact):
        return (given,)
    (named,) = await artifacts_of(given)
    return (named,)


def named_artifacts(said: Mapping[str, object]) -> tuple[str, ...]:
    """The artifacts that an event names, by what its fields say; its document is the audit's own and stands apart."""
    return tuple(str(sha256) for name in ARTIFACT_FIELDS if (sha256 := said.get(name)))
