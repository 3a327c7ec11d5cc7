"""Ending a connection whose client takes nothing: a mere close would leave the kernel holding megabytes for it."""

from __future__ import annotations

import asyncio
import socket
import struct

RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER on, for no time at all."""


def cut_off(transport: asyncio.Transport) -> None:
    """Reset the connection, whatever was written to it."""
    connection: socket.socket = transport.get_extra_info("socket")
    if connection.fileno() >= 0:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
    transport.abort()
