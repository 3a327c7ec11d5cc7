"""What a client says to PostgreSQL, message by message, as far as it takes to know when it commits."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from service.log.postgres.queries import APPEND

LENGTH_BYTES = 4
BIND, PARSE, QUERY, SYNC = b"B", b"P", b"Q", b"S"


class Asked:
    """One connection's words so far. Feed it what comes; it yields whole messages, those of a commit in one piece."""

    def __init__(self) -> None:
        self._begun = False
        self._rest = b""
        self._appends: set[bytes] = set()
        """Names of prepared statements that commit by themselves, outside a transaction."""
        self._in_transaction = False
        self._commit = b""

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bool]]:
        """Messages, and whether each is a commit."""
        self._rest += data
        while (message := self._next()) is not None:
            kind, said = message[:1], message[1 + LENGTH_BYTES :]
            if self._commit or self._is_append(kind, said):
                self._commit += message
                if kind == SYNC:
                    yield self._commit, True
                    self._commit = b""
            else:
                yield message, kind == QUERY and self._ends(said)

    def _next(self) -> bytes | None:
        """The next whole message. The very first has no kind."""
        kind = 1 if self._begun else 0
        if len(self._rest) < kind + LENGTH_BYTES:
            return None
        size = kind + struct.unpack_from("!I", self._rest, kind)[0]
        if len(self._rest) < size:
            return None
        message, self._rest = self._rest[:size], self._rest[size:]
        if not self._begun:
            self._begun = True
            return b"\0" + message[1:]  # of no kind that means anything here; its length is below 16 MiB
        return message

    def _is_append(self, kind: bytes, said: bytes) -> bool:
        if kind == PARSE:
            name, query, _ = said.split(b"\0", 2)
            if query.decode() in APPEND.values():
                self._appends.add(name)
        return kind == BIND and not self._in_transaction and said.split(b"\0", 2)[1] in self._appends

    def _ends(self, said: bytes) -> bool:
        """Whether a simple query, as the driver sends it at the edges of a transaction, commits."""
        if said.startswith(b"BEGIN"):
            self._in_transaction = True
        elif said in (b"COMMIT;\0", b"ROLLBACK;\0"):
            self._in_transaction = False
        return said == b"COMMIT;\0"
