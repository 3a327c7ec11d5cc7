"""Legal Entity Identifiers by ISO 17442: 20 characters, the last two of which are computed from the others."""

from __future__ import annotations

import re

LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
LENGTH = 20


def check_digits(first_18: str) -> str:
    """The two digits that end an LEI which begins so (ISO 7064, MOD 97-10)."""
    return f"{98 - _number(f'{first_18}00') % 97:02}"


def is_lei(text: str) -> bool:
    """Whether it has the form of an LEI and the check digits that its other characters give."""
    return LEI.fullmatch(text) is not None and _number(text) % 97 == 1


def _number(text: str) -> int:
    """The characters as one number: digits as they are, A to Z as 10 to 35."""
    return int("".join(str(int(char, 36)) for char in text))
