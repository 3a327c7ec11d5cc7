"""How periods are printed in sentences and headers: each form with its pattern and what it is read as."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from service.checks.consistency.sentence.period import Period
from service.reports.figures.dates import DATE, read_date

NUMBER = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12}
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_YEAR = r"(?:19|20)\d\d"
_ENDED = r"(?:ended|ending|to|through|then\sended)"
_FISCAL = r"(?:fiscal|financial|calendar)"


def _date(number: int) -> str:
    """The pattern of a date, with a group name of its own."""
    return DATE.pattern.replace("(?P<mark>", f"(?P<mark{number}>").replace("(?P=mark)", f"(?P=mark{number})")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to print a period. The names of the groups in ``pattern`` are those of no other form."""

    name: str
    pattern: str
    read: Callable[[re.Match[str]], Period | None]


def _span(match: re.Match[str]) -> Period | None:
    return _dated(match["spandate"], NUMBER[match["span"].lower()])


def _ordinal(match: re.Match[str]) -> Period:
    return _part_of(int(match["ordyear"]), match["unit"], match["ordinal"])


def _year_first(match: re.Match[str]) -> Period:
    year = int(match["revyear"])
    if match["revspan"]:
        return Period(year, months=NUMBER[match["revspan"].lower()])
    return _part_of(year, match["revunit"], match["revordinal"])


def _letter(match: re.Match[str]) -> Period:
    letter, number = sorted(match["part"].upper(), reverse=True)
    return Period(_full(match["partyear"].lstrip("'’")), months=3 if letter == "Q" else 6, part=f"{letter}{number}")


def _date_of(match: re.Match[str]) -> Period | None:
    return _dated(match["date"], 12 if match["ended"].strip().lower() not in ("", "the") else None)


def _short(match: re.Match[str]) -> Period | None:
    return Period(_full(match["short"]), fiscal=True) if match[0][0] == "F" else None


def _year(match: re.Match[str]) -> Period:
    return Period(int(match["digits"]), fiscal=match["year"].lower().startswith(("fiscal", "financial")))


FORMS: tuple[Form, ...] = (
    Form(
        "months_ended",  # "the three and six months ended June 30, 2025"
        rf"""(?:the\s)?(?P<span>three|six|nine|twelve|3|6|9|12)(?:[\s-]months?)?(?:\sand\s(?P<longer>six|nine|twelve))?
            [\s-]months?(?:\speriods?)?\s{_ENDED}\s(?P<spandate>{_date(1)})""",
        _span,
    ),
    Form(
        "quarter_of_year",  # "the fourth quarter of fiscal 2025"
        rf"""(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)\s(?:fiscal\s)?(?P<unit>quarters?|half)\s
            (?:(?:of|in)\s)?(?:the\s)?(?:{_FISCAL}\s)?(?:year\s)?(?P<ordyear>{_YEAR})""",
        _ordinal,
    ),
    Form(
        "year_first",  # "the 2018 second quarter", "the 2018 six-month period"
        rf"""(?:the\s)?(?P<revyear>{_YEAR})\s(?:(?P<revordinal>first|second|third|fourth)[\s-](?P<revunit>quarter|half)
            (?:\sand\s(?P<revlonger>six|nine)[\s-]months?\speriods?)?
            |(?P<revspan>three|six|nine|twelve)[\s-]months?\speriod)""",
        _year_first,
    ),
    Form(
        "letter",  # "Q4 2025", "2H FY25"
        rf"(?P<part>[QH][1-4]|[1-4][QH])\s?(?:of\s)?(?:FY\s?)?(?P<partyear>{_YEAR}|['’]?\d\d)",
        _letter,
    ),
    Form(
        "date_or_year_ended",  # "December 31, 2025", "the year ended December 31, 2025"
        rf"""(?P<ended>(?:(?:{_FISCAL}\s)?(?:years?|52|53)(?:[\s-]weeks?)?(?:\speriods?)?\s{_ENDED}\s)?(?:the\s)?)
            (?P<date>{_date(2)})""",
        _date_of,
    ),
    Form("fiscal_short", r"(?:FY\s?|F)['’]?(?P<short>\d\d(?:\d\d)?)", _short),  # "FY25"
    Form(
        "year_alone",  # "2025", "fiscal year 2025"
        rf"(?P<year>(?:{_FISCAL}\s(?:years?\s)?|(?:the\s)?years?\s)?(?P<digits>{_YEAR}))",
        _year,
    ),
)
"""Where several could be read at one place, the first is: "2025" also begins "2025 second quarter"."""
PERIOD = re.compile(
    rf"(?<![\w.,$£€-])(?:{'|'.join(f'(?P<{form.name}>{form.pattern})' for form in FORMS)})(?![\w%])(?!,\d|\.\d)",
    re.VERBOSE | re.IGNORECASE,
)
"""A period in any of the forms; no part of a word, of an amount or of a percentage."""


def period_of(match: re.Match[str]) -> Period | None:
    """What was matched by ``PERIOD``; None where it is none after all ("f12", a date without its year)."""
    return next(form for form in FORMS if match[form.name]).read(match)


def _part_of(year: int, unit: str, ordinal: str) -> Period:
    """A quarter or a half of a year."""
    letter = "Q" if unit.lower().startswith("q") else "H"
    return Period(year, months=3 if letter == "Q" else 6, part=f"{letter}{_ORDINAL[ordinal.lower()]}")


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _dated(text: str, months: int | None) -> Period | None:
    date = read_date(text)
    if not date or not date.year:
        return None
    return Period(date.year, date.month, date.day, months)
