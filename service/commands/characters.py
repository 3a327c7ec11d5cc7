"""Terminals that lack characters: what is printed names each as JSON does, and no command ends over one."""

from __future__ import annotations

import codecs
import io
import sys

ESCAPED = "tickmark.escaped"


def print_every_character() -> None:
    """From now on a character that standard output or error cannot encode is written as in \\u20ac.

    In JSON that says the same.
    """
    codecs.register_error(ESCAPED, escaped)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=ESCAPED)


def escaped(error: UnicodeError) -> tuple[str, int]:
    """What is written in place of the characters that could not be encoded, and where the text goes on.

    Raises:
        UnicodeError: it is not about encoding.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2)), error.end
