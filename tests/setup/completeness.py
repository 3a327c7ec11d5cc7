"""Whether a lock can be installed without resolving anything: each requirement in it is answered by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from tests.setup.locks import Pin

ANEW = "make setup-tests"


@dataclass(frozen=True, slots=True)
class Installed:
    """What a distribution says of itself."""

    version: Version
    requires: tuple[Requirement, ...] = ()
    extras: frozenset[str] = frozenset()


def installed() -> dict[NormalizedName, Installed]:
    """Every distribution in this environment, from its metadata."""
    return {canonicalize_name(found.name): _told(found) for found in metadata.distributions()}


def _told(found: metadata.Distribution) -> Installed:
    extras = found.metadata.get_all("Provides-Extra") or []
    requires = tuple(Requirement(text) for text in found.requires or [])
    return Installed(Version(found.version), requires, frozenset(map(canonicalize_name, extras)))


def troubles(
    wanted: Iterable[Requirement], lock: Iterable[Pin], found: Mapping[NormalizedName, Installed]
) -> Iterator[str]:
    """What is wrong with a lock on this Python, a sentence each: nothing, if it is complete and has nothing to spare.

    An extra that a requirement names counts, and so do the extras which that one's requirements name. A distribution
    that is not installed as it is locked is trouble too, for its requirements cannot be read then.
    """
    walk = _Walk({pin.name: pin for pin in lock if pin.holds_here}, found)
    for requirement in wanted:
        if requirement.marker is None or requirement.marker.evaluate():
            walk.ask("pyproject.toml", requirement)
    yield from dict.fromkeys(walk.told)
    for name in sorted(walk.here.keys() - {name for name, _ in walk.reached}):
        yield f"{name} {walk.here[name].version} is locked, and nothing asks for it"


@dataclass
class _Walk:
    """From what is wanted to all that this needs, each distribution once for each of its extras."""

    here: Mapping[NormalizedName, Pin]
    found: Mapping[NormalizedName, Installed]
    told: list[str] = field(default_factory=list[str])
    reached: set[tuple[NormalizedName, str]] = field(default_factory=set[tuple[NormalizedName, str]])

    def ask(self, who: str, requirement: Requirement) -> None:
        pin = self.here.get(canonicalize_name(requirement.name))
        if pin is None:
            self.told.append(f"{who} asks for {requirement}, which is not in the lock for this Python")
            return
        if not requirement.specifier.contains(pin.version, prereleases=True):
            self.told.append(f"{who} asks for {requirement}, and the lock has {pin.name} {pin.version}")
        for extra in ("", *sorted(map(canonicalize_name, requirement.extras))):
            if (pin.name, extra) not in self.reached:
                self.reached.add((pin.name, extra))
                self._enter(pin, extra)

    def _enter(self, pin: Pin, extra: str) -> None:
        """Ask for all that a locked distribution requires for itself, or for one of its extras."""
        have = self.found.get(pin.name)
        if have is None or have.version != pin.version:
            other = f"{have.version} is installed" if have else "it is not installed"
            self.told.append(f"{pin.name} {pin.version} is locked, but {other}: {ANEW}")
            return
        who = f"{pin.name} {pin.version}" + (f" with [{extra}]" if extra else "")
        if extra and extra not in have.extras:
            self.told.append(f"{who} is asked for, and has no such extra")
        for requirement in have.requires:
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                self.ask(who, requirement)
