"""A worker gives up all that reading and checking do not need, before it sees the first byte of a report."""

from __future__ import annotations

import compileall
import os
import resource
import sys
from collections.abc import Iterator, Sequence
from importlib.util import cache_from_source
from pathlib import Path

import service
from service.workers.confinement.landlock import confine
from service.workers.confinement.machines import this_machine
from service.workers.confinement.seccomp import refuse_calls

OPEN_FILES = 256
"""A worker has its two pipes, a log and the links to its forks, and opens a module at a time."""
CALLS, FILES = "calls", "files"
"""What can be missing: a filter over the kernel's calls (seccomp), and one over files (Landlock)."""
_HOME = Path(service.__file__ or "").parent
_OF_THE_SYSTEM = (
    # Libraries, and where they are looked for; the time zone.
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share", "/nix/store"),
    *("/etc/ld.so.cache", "/etc/localtime", "/dev/urandom", "/dev/zero"),
    # Checksums read it when they are first used.
    *("/etc/ssl/openssl.cnf", "/etc/pki/tls/openssl.cnf"),
)


def give_up_rights(*, readable: Sequence[str], writable: Sequence[str]) -> list[str]:
    """Confine this process as far as the kernel can; what it could not is given back.

    It can then read the program, its libraries and what is beneath ``readable`` or ``writable``, and nothing else,
    write nothing but what is beneath ``writable``, connect to nobody, start no program, and send signals to nobody but
    forks of itself.
    """
    _compile()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(OPEN_FILES, soft), min(OPEN_FILES, hard)))
    machine = this_machine()
    if machine is None:
        return [FILES, CALLS]
    missing: list[str] = []
    try:
        confine([*_readable(), *map(Path, readable)], [Path(os.devnull), *map(Path, writable)])
    except OSError:
        missing.append(FILES)
    try:
        refuse_calls(machine)
    except OSError:
        missing.append(CALLS)
    return missing


def _readable() -> Iterator[Path]:
    """Where modules are found, and what they load. The working directory is not, unless the service is in it."""
    yield from map(Path, _OF_THE_SYSTEM)
    yield from (Path(sys.prefix), Path(sys.base_prefix), _HOME)
    passed_over = {Path.cwd(), _HOME.parent}
    yield from (path for entry in sys.path if (path := Path(entry).resolve()) not in passed_over)


def _compile() -> None:
    """Keep the service's modules compiled where it runs from its sources for the first time.

    Whoever may write no file compiles what it imports again and again.
    """
    last = _HOME / "workers" / "turns.py"
    if not sys.dont_write_bytecode and not Path(cache_from_source(str(last))).exists():
        compileall.compile_dir(_HOME, quiet=2)
