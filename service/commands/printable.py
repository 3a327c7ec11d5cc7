"""Text of others on a terminal: what would move the cursor, ring, colour or turn the line round is not printed."""

from __future__ import annotations

import re

from rich.markup import escape

UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"
_IN_JSON = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What JSON leaves as it is although terminals obey it: C1 controls, line separators, marks of direction."""


def printable(text: str) -> str:
    """``text`` with a mark for each character that is not printed; lines and tabs stay."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or one in "\n\t" else _seen(one) for one in text)


def on_one_line(text: str) -> str:
    """``text`` as ``printable`` gives it, its lines one after the other in one."""
    return printable(text).replace("\n", " ")


def indented(text: str, by: int = 6) -> str:
    """``text`` as ``printable`` gives it; its further lines begin where none of the program's own does."""
    return printable(text).replace("\n", "\n" + " " * by)


def marked_up(text: str) -> str:
    """``text`` as it can be in what rich prints: neither a terminal nor rich takes anything in it for its own."""
    return escape(printable(text))


def printable_json(text: str) -> str:
    """JSON that says the same, with escapes for what a terminal would obey."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _seen(character: str) -> str:
    """Blanks of other kinds are blanks; all else is shown to have been something."""
    return " " if character.isspace() else UNPRINTABLE
