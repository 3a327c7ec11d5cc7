"""Who this process is, to others that share the database."""

from __future__ import annotations

import os
import socket
import uuid


def new_owner() -> str:
    """A name no other process ever has; host and process id are there for people."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
