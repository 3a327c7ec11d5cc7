"""A folder that stands for the package index on a later day: of each locked distribution there is a newer release.

The wheels have the metadata of what is installed here, so they require what the real ones do, and no code; but for what
builds Tickmark itself, which is whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from tests.setup.locks import Pin

BUILDERS = frozenset({"editables", "hatchling", "packaging", "pathspec", "pluggy", "trove-classifiers"})


def fill(folder: Path, lock: Iterable[Pin]) -> dict[NormalizedName, str]:
    """Put the locked version of each distribution that this Python installs, and a newer one, into a folder.

    Returns:
        The SHA-256 of the wheel of each locked version.
    """
    hashes: dict[NormalizedName, str] = {}
    for pin in lock:
        if pin.holds_here:
            found = metadata.distribution(pin.name)
            _wheel(folder, found, newer(pin.version))
            hashes[pin.name] = _wheel(folder, found, pin.version)
    return hashes


def lock_of(lock: Iterable[Pin], hashes: Mapping[NormalizedName, str]) -> str:
    """A lock with the hashes of wheels that ``fill`` wrote, without the lines that do not hold here."""
    return "".join(f"{pin.name}=={pin.version} --hash=sha256:{hashes[pin.name]}\n" for pin in lock if pin.holds_here)


def newer(version: Version) -> Version:
    """A release after it that most requirements on it would take."""
    return Version(f"{version}.post1")


def _wheel(folder: Path, found: metadata.Distribution, version: Version) -> str:
    """Write a wheel for every system; the SHA-256 of the file."""
    stem = f"{canonicalize_name(found.name).replace('-', '_')}-{version}"
    info = f"{stem}.dist-info"
    told = (found.read_text("METADATA") or "").replace(f"\nVersion: {found.version}\n", f"\nVersion: {version}\n", 1)
    files = dict(_code(found)) if canonicalize_name(found.name) in BUILDERS else {}
    files[f"{info}/METADATA"] = told.encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"]).encode()
    path = folder / f"{stem}-py3-none-any.whl"
    with ZipFile(path, "w") as wheel:
        for name, content in files.items():
            wheel.writestr(name, content)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _code(found: metadata.Distribution) -> Iterator[tuple[str, bytes]]:
    """The modules and data of a distribution that is pure Python."""
    for file in found.files or []:
        if not file.parts[0].endswith((".dist-info", "..")) and file.suffix != ".pyc":
            yield file.as_posix(), file.read_binary()
