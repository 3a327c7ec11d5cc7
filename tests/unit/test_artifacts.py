"""Contents on the disk are read as those in memory are, and have the same name."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator

import pytest

from service.artifacts import READ_BYTES, Artifact, OnDisk, artifact_sha256

DATA = os.urandom(2 * READ_BYTES + 7)


@pytest.fixture
def kept() -> Iterator[OnDisk]:
    with tempfile.TemporaryFile() as file:
        file.write(DATA)
        file.flush()
        yield OnDisk(file, len(DATA))


def test_slices_of_a_file_are_those_of_its_bytes(kept: OnDisk) -> None:
    assert len(kept) == len(DATA)
    for part in (
        slice(0, 5),
        slice(None, 3),
        slice(READ_BYTES, None),
        slice(-7, None),
        slice(9, 3),
        slice(len(DATA), None),
    ):
        assert kept[part] == DATA[part]


def test_a_file_has_the_name_of_its_bytes(kept: OnDisk) -> None:
    assert artifact_sha256(kept) == artifact_sha256(DATA) == hashlib.sha256(DATA).hexdigest()
    named = Artifact.of(kept)
    assert (named.sha256, named.size_bytes, named.has_its_bytes) == (artifact_sha256(DATA), len(DATA), True)
