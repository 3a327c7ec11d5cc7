"""A FastAPI application on a port of its own choosing, which it says in its first line."""

from __future__ import annotations

import socket

import uvicorn
from fastapi import FastAPI

BACKLOG = 4096


def serve(app: FastAPI) -> None:
    """Serve until SIGTERM, as uvicorn does unless told otherwise."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
    print(listening.getsockname()[1], flush=True)
    config = uvicorn.Config(app, log_level="critical", backlog=BACKLOG, timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[listening])
