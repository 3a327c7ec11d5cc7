"""Several byte strings as one and back: a task and its result are one each, but often have several parts."""

from __future__ import annotations

import struct

_LENGTH = struct.Struct(">Q")


def joined(*parts: bytes) -> bytes:
    """All ``parts``, of any bytes, each after its length."""
    return b"".join(piece for part in parts for piece in (_LENGTH.pack(len(part)), part))


def parted(data: bytes) -> list[bytes]:
    """The parts of which ``joined`` made ``data``.

    Raises:
        ValueError: it is not made of parts.
    """
    parts: list[bytes] = []
    at = 0
    while at < len(data):
        begin = at + _LENGTH.size
        if begin > len(data):
            raise ValueError(f"the length of a part is cut off at byte {at} of {len(data)}")
        at = begin + _LENGTH.unpack_from(data, begin - _LENGTH.size)[0]
        if at > len(data):
            raise ValueError(f"a part ends at byte {at} of {len(data)}")
        parts.append(data[begin:at])
    return parts
