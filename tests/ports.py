"""Ports for servers that are stopped and started again where they were, however many suites run on this machine."""

from __future__ import annotations

import fcntl
import functools
import os
import random
import socket
import tempfile
from contextlib import suppress
from pathlib import Path

FROM, UP_TO = 20_000, 30_000
"""Outside of what systems hand out by themselves (Linux from 32768 on), so that no other program gets one meanwhile."""
_own: set[int] = set()


def own_port() -> int:
    """A port on which nobody listens, and which no other test is given while this process runs."""
    while True:
        port = random.SystemRandom().randrange(FROM, UP_TO)
        if port in _own:
            continue
        with suppress(OSError):  # another suite has it, or another program listens there
            fcntl.lockf(_register(), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
            socket.create_server(("127.0.0.1", port)).close()
            _own.add(port)
            return port


@functools.cache
def _register() -> int:
    """A file of which each byte stands for a port; whoever has locked it has the port, until its process ends."""
    path = Path(tempfile.gettempdir()) / f"tickmark-test-ports-{os.getuid()}"
    return os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
