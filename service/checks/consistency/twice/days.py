"""When the company was founded, and when its statements were approved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from service.checks.consistency.text.wording import Wording
from service.checks.consistency.twice.statement import StatedDate, Statement, stated
from service.reports.figures.dates import DATE, PrintedDate, read_date

_WHEN = rf"(?P<date>{DATE.pattern}|(?:19|20)\d\d(?![\w-]))"
_FOUNDED = re.compile(
    rf"""(?:\bthe\s(?P<who>Company|Group|Trust|Partnership|Bank|Corporation)|\bwe|\((?:the\s)?[“"]?Company[”"]?\))\s
    (?:was|were)\s(?:first\s|originally\s)?(?P<verb>incorporated|organi[sz]ed|formed|founded|established|registered)\b
    (?P<between>[^.;]{{0,90}}?)\b(?:on|in|since)\s{_WHEN}""",
    re.VERBOSE | re.IGNORECASE,
)
_APPROVED = re.compile(
    rf"""\bfinancial\sstatements\b(?P<between>[^.;]{{0,120}}?)\b(?:were|was|have\sbeen|are)\s(?:duly\s)?
    (?:approved|authori[sz]ed)\b(?P<behind>[^.;]{{0,140}}?)\b(?:on|dated)\s{_WHEN}""",
    re.VERBOSE | re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:subsidiar\w+|acquired|holders|general meeting|AGM|previous|prior|comparative|tax|registrar|filed"
    r"|which (?:was|were)|branch|joint venture|re-?incorporated|name)\b",
    re.IGNORECASE,
)
"""Words between by which the date may be that of something else."""


def founded(texts: Iterable[Wording]) -> Iterator[Statement]:
    """When the company itself was incorporated, formed or founded; each verb is a fact of its own."""
    for text in texts:
        for found in _FOUNDED.finditer(text.text):
            if not _OTHERS.search(found["between"]) and (date := _date(found["date"])):
                verb = found["verb"].lower().replace("isz", "iz")
                who = found["who"] or "Company"
                yield stated(("founding", who, verb), StatedDate(date), text, found.span(), found["date"])


def approved(texts: Iterable[Wording]) -> Iterator[Statement]:
    """When the financial statements were approved or authorised for issue."""
    for text in texts:
        for found in _APPROVED.finditer(text.text) if "tatements" in text.text else ():
            between = found["between"] + found["behind"]
            if not _OTHERS.search(between) and (date := _date(found["date"])) and date.day:
                yield stated(("approval",), StatedDate(date), text, found.span(), found["date"])


def _date(text: str) -> PrintedDate | None:
    return PrintedDate(int(text), None, None) if text.isdigit() else _with_year(read_date(text))


def _with_year(date: PrintedDate | None) -> PrintedDate | None:
    return date if date and date.year else None
