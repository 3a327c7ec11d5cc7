"""How wide characters are where the file does not say: as in the common sans serif types, in ems."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_ADVANCES: Final = {
    0.19: "'",
    0.22: "ijl|",
    0.28: " .,:;!/\\ftI[]\u00a0\u202f",
    0.33: "()-r‐‑{}`*",
    0.5: "ckJsxyzv",
    0.56: "0123456789abdeghnopqu$£€#_+=<>?L–−~",
    0.61: "FTZ",
    0.67: "ABEKPSVXY&",
    0.72: "CDHNRUw",
    0.78: "GOQ",
    0.83: "mM",
    0.9: "%W@",
    1.0: "—…",
}
_OF: Final = {char: width for width, chars in _ADVANCES.items() for char in chars}
_OTHER: Final = 0.56
_FULL: Final = 1.0
_WIDE: Final = ("W", "F")


@lru_cache(maxsize=20_000)
def advance(char: str) -> float:
    """From the beginning of a character to that of the next one."""
    if char in _OF:
        return _OF[char]
    if unicodedata.combining(char):
        return 0.0
    return _FULL if unicodedata.east_asian_width(char) in _WIDE else _OTHER
