"""Whether a reference is to this report: what is around it names no other one."""

from __future__ import annotations

import re

_OTHER = re.compile(
    r"\b(?:(?<!this )(?<!the present )(?:annual|interim|quarterly|half-year|integrated|sustainability) reports?"
    r"|(?<!this )(?:20\d\d )?form (?:10-[kq]|20-f|40-f|8-k)(?:/a)?|10-[kq]|20-f|prospectus|proxy statement"
    r"|regulation s-[kx]|securities act"
    r"|exchange act|reg(?:\.|ulation) |rule \d|agreement|indenture|(?:of|in|to) the (?:company|parent|separate"
    r"|stand-?alone|statutory) (?:financial )?statements"
    r"|(?:company|parent|separate|stand-?alone|statutory)(?: company)? (?:financial )?statements|prior year"
    r"|previous(?:ly)?)",
    re.IGNORECASE,
)
_AROUND = 160
"""Characters on each side in which another report can be named."""


def is_own(text: str, start: int, end: int) -> bool:
    """Nothing around the stretch names another report, a law or a contract."""
    return not _OTHER.search(text[max(0, start - _AROUND) : end + _AROUND])
