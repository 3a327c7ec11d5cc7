"""uvicorn, set up so that watchers are told to come back before it closes their sockets."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Awaitable, Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

from service.api.edge.connection_limit import ConnectionLimit
from service.api.edge.http_protocol import HttpProtocol
from service.api.edge.state import State
from service.api.edge.websocket_protocol import WebSocketProtocol
from service.errors import ConfigurationError

BACKLOG = 2048
"""Connections that may wait to be accepted, so that a thousand watchers can come back at once."""
GOODBYE_S = 3
"""How long all watchers together may take to hear that the server closes."""
PING_S = 20
"""How often a quiet WebSocket is pinged, and how long the answer may take: a peer that vanished is gone in 40 s."""
VANISHED_S = 90
"""How long the kernel keeps what a peer does not acknowledge, over HTTP too: server-sent events have no pings.
It asks a peer that is sent nothing for as long (an upload that stopped in the middle, a request that waits) whether it
is still there, and closes the connection of one that does not answer."""
MAX_SAID_BYTES = 64 * 1024
"""What a client sends is not used, so nobody should be able to make the server hold megabytes of it."""


class Server(uvicorn.Server):
    """uvicorn's server, with something to do once it serves, and before it closes its connections."""

    def __init__(
        self,
        config: uvicorn.Config,
        connection_limit: ConnectionLimit,
        once_started: Callable[[], Awaitable[None]],
        before_closing: Callable[[float], Awaitable[None]],
        at_once: asyncio.Event,
    ) -> None:
        super().__init__(config)
        self.server_state = State(connection_limit)
        self._once_started = once_started
        self._before_closing = before_closing
        self._at_once = at_once
        self._loop = asyncio.get_running_loop()
        self._told = False

    def stop(self) -> None:
        """Stop, with time for everybody to finish."""
        self.should_exit = True

    def stop_at_once(self) -> None:
        """Stop without giving anybody more time."""
        self.should_exit = self.force_exit = True
        self._at_once.set()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop, with time for everybody to finish; told a second time, without it.

        The signal is not raised again afterwards, as uvicorn would: a stop that was asked for ends with exit code 0.
        """
        if self._told:
            self._loop.call_soon_threadsafe(self.stop_at_once)  # a signal does not wake a loop that waits
        self._told = True
        self.stop()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.started:
            return
        try:
            await self._once_started()
        except BaseException:
            await self.shutdown(sockets)  # uvicorn ends what it has started only once it has got this far
            raise
        if self.should_exit:
            await self.shutdown(sockets)  # told to stop meanwhile: uvicorn would leave what it has started

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()  # no new connections while the old ones are let go
        await self._before_closing(GOODBYE_S)
        await super().shutdown(sockets)
        if self.force_exit:
            await self.lifespan.shutdown()  # left out by uvicorn, and audits would seem to have crashed


def bind(host: str, port: int) -> socket.socket:
    """A listening socket, before anything else is started, so that a taken port costs nothing.

    Raises:
        ConfigurationError: the port is taken, not permitted, or the host is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux; connections inherit all of this
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, VANISHED_S * 1000)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, VANISHED_S // 3)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, VANISHED_S // 6)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise ConfigurationError(
                f"port {port} on {host} is taken by another program (perhaps Tickmark is already running); "
                f"stop that one, or choose another port: TICKMARK_PORT={port + 1}"
            ) from error
        raise ConfigurationError(f"cannot listen on {host} port {port}: {error.strerror}") from error
    return listening


def server(
    app: FastAPI,
    connection_limit: ConnectionLimit,
    once_started: Callable[[], Awaitable[None]],
    before_closing: Callable[[float], Awaitable[None]],
    at_once: asyncio.Event,
) -> Server:
    """A server for ``app``; run it with ``serve(sockets=[bind(...)])``. ``at_once`` is set by a second signal."""
    config = uvicorn.Config(
        app,
        http=HttpProtocol,
        ws=WebSocketProtocol,
        # Deflate makes a replay twice as slow and doubles the memory of a connection; texts are small.
        ws_per_message_deflate=False,
        ws_ping_interval=PING_S,
        ws_ping_timeout=PING_S,
        ws_max_size=MAX_SAID_BYTES,
        backlog=BACKLOG,
        log_level="warning",
        access_log=False,
        server_header=False,
        # Whoever is on this machine could say that it asks for somebody else, and tombstones would tell so.
        proxy_headers=False,
        timeout_graceful_shutdown=10,
    )
    return Server(config, connection_limit, once_started, before_closing, at_once)
