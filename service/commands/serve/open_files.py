"""How many connections this process may have at once."""

from __future__ import annotations

import sys

ENOUGH = 2**20
"""Open files, of which each watcher takes one; more than any machine serves from one process."""
MACOS = 10_240
"""What macOS grants where its hard limit says "without a limit"."""


def allowed() -> int:
    """How many files this process may open."""
    if sys.platform == "win32":
        return ENOUGH
    import resource  # noqa: PLC0415  there is none on Windows

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return ENOUGH if soft == resource.RLIM_INFINITY else soft


def allow_many() -> int:
    """Raise the soft limit of open files to the hard one, which is its operator's; the limit from now on.

    Shells and service managers set the soft limit to 1,024 for the sake of programs that use select().
    """
    if sys.platform == "win32":
        return ENOUGH
    import resource  # noqa: PLC0415  there is none on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    highest = ENOUGH if hard == resource.RLIM_INFINITY else min(hard, ENOUGH)
    for wanted in (highest, min(highest, MACOS)):
        if soft != resource.RLIM_INFINITY and wanted > soft:
            try:
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            except (OSError, ValueError):
                continue
            return wanted
    return soft
