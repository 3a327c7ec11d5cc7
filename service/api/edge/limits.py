"""What one connection may ask of the server: every limit, with its unit and its reason.

docs/security.md shows which attack each one stops. What an operator may have to change is in the settings; what is
here fits every honest client by a wide margin.
"""

from __future__ import annotations

MAX_URL_BYTES = 8_000
"""The longest address of ours has under 200. What proxies take by default, and just below the 8,192 of a line that the
WebSocket library reads."""
MAX_HEADERS = 100
"""A browser sends about 20. The WebSocket library reads 128."""
MAX_HEADER_BYTES = 8_000
"""Name and value of one header; the cookies of all that a developer runs on localhost come in one."""
MAX_HEAD_BYTES = 32 * 1024
"""Address and headers together, and also what is between two parts of a body: sizes of chunks, trailers."""
MAX_PIPELINED = 16
"""Requests that wait on one connection for the answers to those before them. No client of today sends any."""
PIECE_BYTES = 4 * 1024
"""What is parsed before anybody looks whether it was too much: at most some 220 requests or 680 frames."""

REQUEST_S = 30
"""How long a client may take to say what it wants: its first word, and then the last of its headers."""
RATE_S = 20
"""How often a body that is received and an answer that is sent must have come further."""
MIN_BYTES_PER_S = 1024
"""At least this much: a hundredth of a slow telephone line. A client that is slower is so on purpose."""
LINGER_S = 2
"""How long a refused connection stays open, unread, so that the refusal is read before the reset that follows what is
unread."""

FRAMES_AT_ONCE = 256
"""Frames that a watcher may send at once, pings and fragments included. It need not send any."""
FRAMES_PER_S = 32
"""How many more it may send in each second after that."""
AFTER_CLOSE_BYTES = 1024
"""What is still read once a WebSocket was closed: the client's own close is in it."""

PROBE_S = 5
"""How long a connection beyond all others may take to ask for /healthz or /readyz."""
PROBES_AT_ONCE = 32
"""Connections beyond all others that are held; the one that came first gives way to the next."""
OWN_FILES = 128
"""Open files that are not for connections: the database, the worker processes, uploads on their way to the disk."""
