"""What a database does with pieces: the side of it that writing, reading and sweeping see."""

from __future__ import annotations

from typing import Protocol

PIECE_BYTES = 256 * 1024
"""What is no larger stands in the row of its artifact."""
LOOSE_S = 60
"""How long pieces are on their way in after the last of them was written, before they count as left behind."""


class PieceTables(Protocol):
    """Each call is over soon; those that write are transactions of their own."""

    async def is_kept(self, sha256: str) -> bool:
        """Whether there is an artifact of this name now."""
        ...

    async def put_piece(self, bundle: str, number: int, data: bytes) -> None:
        """Write the next piece; the first has number 1.

        Raises:
            DatabaseFailed: it could not be written, or the pieces before it were swept up meanwhile.
        """
        ...

    async def let_go(self, bundle: str) -> bool:
        """Let the pieces be swept up now, unless an artifact has taken them; whether there are any to sweep up.

        Raises:
            DatabaseFailed: it could not be written.
        """
        ...

    async def sweep_some(self) -> bool:
        """Take away some of the loose pieces whose time is over; whether there may be more.

        Raises:
            DatabaseFailed: it could not be written.
        """
        ...

    async def artifact_row(self, sha256: str) -> tuple[object, object, object] | None:
        """The data, the bundle and the number of pieces that the row of an artifact says; None if there is no row."""
        ...

    async def piece(self, bundle: object, number: int) -> object:
        """The bytes of a piece; None if it is not there."""
        ...
