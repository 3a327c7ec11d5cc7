"""The project's locks, read as pip reads them, and what pyproject.toml wants of each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

PROJECT = Path(__file__).parents[2]
RUNS, TESTS = "requirements.lock", "requirements-test.lock"
GROUPS = {RUNS: ("install",), TESTS: ("install", "dev")}
"""The dependency groups that each lock has beside the dependencies and the extra for PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One distribution of a lock: its version, where the line holds (everywhere without a marker), and its hashes."""

    name: NormalizedName
    version: Version
    marker: Marker | None
    hashes: tuple[str, ...]

    @property
    def holds_here(self) -> bool:
        """Whether this Python on this system installs it."""
        return self.marker is None or self.marker.evaluate()


def pins(text: str) -> Iterator[Pin]:
    """Every distribution of a lock.

    Raises:
        ValueError: a line is something else than ``name==version``, a marker perhaps, and hashes.
    """
    for line in text.replace("\\\n", " ").splitlines():
        pinned, *hashes = line.partition("#")[0].split("--hash=")
        if pinned.strip():
            yield _pin(Requirement(pinned.strip()), tuple(part.strip() for part in hashes))


def _pin(requirement: Requirement, hashes: tuple[str, ...]) -> Pin:
    match [(one.operator, one.version) for one in requirement.specifier]:
        case [("==", version)] if hashes and not requirement.extras:
            return Pin(canonicalize_name(requirement.name), Version(version), requirement.marker, hashes)
        case _:
            raise ValueError(f"{requirement} is not one version with its hashes")


def locked(lock: str) -> list[Pin]:
    """The distributions of one of the project's locks."""
    return list(pins((PROJECT / lock).read_text()))


def wanted(lock: str) -> list[Requirement]:
    """What pyproject.toml asks for that one of the project's locks must answer."""
    told = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    asked = told["project"]["dependencies"] + told["project"]["optional-dependencies"]["postgres"]
    for group in GROUPS[lock]:
        asked += told["dependency-groups"][group]
    return [Requirement(text) for text in asked]
