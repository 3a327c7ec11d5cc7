"""What the kernel is asked about a process that reads strangers' files."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38


def end_with_parent() -> None:
    """Be killed when the parent ends, however that ends; it must not be outlived in the middle of a long task.

    Only Linux can; elsewhere a process notices when it next speaks to its parent. A parent that has ended before is
    for the caller to see.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def gain_no_rights() -> None:
    """No program that this process starts has more rights than it has itself (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
