"""The memory of a process and of all that it has started, as Linux tells it: what several share counts once."""

from __future__ import annotations

import contextlib
import re
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

LOOK_S = 0.05
SHARE = re.compile(r"^Pss:\s+(\d+) kB$", re.MULTILINE)
ROOMS = ("server", "workers", "forks")
"""Whose memory it is: the process that is asked for, what that has started, and what those have."""


def memory_of_tree(pid: int) -> int:
    """Bytes; a process that ends meanwhile counts nothing."""
    return memory_by_room(pid).total()


def memory_by_room(pid: int) -> Counter[str]:
    """As ``memory_of_tree``, parted by whose it is."""
    found = Counter[str]()
    _add_tree(found, pid, ROOMS)
    return found


def _add_tree(found: Counter[str], pid: int, rooms: Sequence[str]) -> None:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        share = SHARE.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
        found[rooms[0]] += int(share[1]) * 1024 if share else 0
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                _add_tree(found, int(child), rooms[1:] or rooms)


class Peak:
    """The most that a tree of processes takes while this is entered, looked at twenty times a second."""

    def __init__(self, pid: int) -> None:
        self.bytes = 0
        self.rooms = Counter[str]()
        """Whose the bytes were."""
        self.most = Counter[str]()
        """The most that each took, at whatever moment."""
        self._pid = pid
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look)

    def __enter__(self) -> Peak:
        self._looking.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._looking.join()

    def _look(self) -> None:
        over = False
        while not over:
            rooms = memory_by_room(self._pid)
            self.most |= rooms
            if rooms.total() > self.bytes:
                self.bytes, self.rooms = rooms.total(), rooms
            over = self._over.wait(LOOK_S)
