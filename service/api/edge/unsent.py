"""How many bytes a client has not taken yet: nothing else tells whether it still reads."""

from __future__ import annotations

import asyncio
import fcntl
import struct
import sys
import termios


def unsent(transport: asyncio.WriteTransport) -> int:
    """Bytes written to a client that its side has not confirmed.

    While nothing is written, it goes down if and only if the client takes something.
    """
    # What this process holds says nothing for minutes of a client that reads slowly: the kernel takes more of it only
    # once a good part of its own buffer of megabytes is free.
    return transport.get_write_buffer_size() + _in_kernel(transport)


def _in_kernel(transport: asyncio.WriteTransport) -> int:
    connection = transport.get_extra_info("socket")
    if sys.platform != "linux" or connection is None or connection.fileno() < 0:
        return 0
    try:
        answer = fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, bytes(4))
    except OSError:  # a kind of socket that is not asked this
        return 0
    return struct.unpack("i", answer)[0]
