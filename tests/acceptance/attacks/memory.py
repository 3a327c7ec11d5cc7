"""The memory of a process and of all that it has started, as Linux tells it: what several share counts once."""

from __future__ import annotations

import contextlib
import re
import threading
from pathlib import Path
from types import TracebackType

LOOK_S = 0.05
SHARE = re.compile(r"^Pss:\s+(\d+) kB$", re.MULTILINE)


def memory_of_tree(pid: int) -> int:
    """Bytes; a process that ends meanwhile counts nothing."""
    found = 0
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        share = SHARE.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
        found = int(share[1]) * 1024 if share else 0
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            found += sum(memory_of_tree(int(child)) for child in children.read_text().split())
    return found


class Peak:
    """The most that a tree of processes takes while this is entered, looked at twenty times a second."""

    def __init__(self, pid: int) -> None:
        self.bytes = 0
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
            self.bytes = max(self.bytes, memory_of_tree(self._pid))
            over = self._over.wait(LOOK_S)
