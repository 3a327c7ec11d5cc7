"""Characters as a reader sees them: the invisible go, stand-ins are what they stand for, marks stay raised."""

from __future__ import annotations

import re
from typing import Final

_C1: Final = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}
"""Windows-1252 read as Latin-1, or written as a numeric reference (&#151;), ends up in the C1 control range."""

_CONTROLS: Final = {code: None for code in range(0x20) if chr(code) not in "\t\n\f\r\v"}
_INVISIBLE: Final = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e")
)
_SPACES: Final = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))), " "
)
_SYMBOL_FONT: Final = {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF0A8: "☐",
    0xF06F: "☐",
    0xF0FE: "☒",
    0xF078: "☒",
    0xF02D: "-",
    0xF0B4: "×",
    0xF0B1: "±",
    0xF0A3: "≤",
    0xF0B3: "≥",
    0xF0D2: "®",
    0xF0D4: "™",
    0xF0D3: "©",
}
"""Where the Symbol and Wingdings fonts put their glyphs; reports use them for bullets, boxes and a few signs."""

_CLEAN: Final = {0x2011: "-"} | _C1 | _CONTROLS | _INVISIBLE | _SPACES | _SYMBOL_FONT

_RAISED: Final = str.maketrans("0123456789()+-abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_MARK: Final = r"(?:\(?(?:\d{1,3}|[a-pr-z])\)?)"
_NOTE_MARKS: Final = re.compile(rf"{_MARK}(?:(?:[,;\s]+|(?=\()){_MARK})*")


def clean(text: str) -> str:
    """The text on one line: soft hyphens, zero-width and control characters gone, every run of spaces one space."""
    if text.isascii() and text.isprintable() and "  " not in text and text.strip() == text:
        return text
    return " ".join(text.translate(_CLEAN).split())


def raised(text: str) -> str:
    """Superscript text so that it cannot be taken for the digits before it: "1" is "¹", "(a)" is "⁽ᵃ⁾".

    Only note marks are changed; ordinals, trade marks and asterisks ("th", "TM", "*") stay as they are.
    """
    shown = clean(text)
    if not _NOTE_MARKS.fullmatch(shown):
        return text
    return " ".join(re.split(r"[,;\s]+", shown)).translate(_RAISED)
