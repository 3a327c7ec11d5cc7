"""How many employees, subsidiaries and branches there are, as sentences and tables say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from service.checks.consistency.sentence.periods import mentions
from service.checks.consistency.table.rows import Rows
from service.checks.consistency.text.wording import Wording, cell_place
from service.checks.consistency.twice.statement import WORDS, Quantity, Statement, quantity, stated

_PEOPLE = r"employees|people|persons|staff|associates|team\smembers"
_PLACES = r"subsidiaries|branches|stores|outlets|offices|hotels|restaurants|hospitals|clubs|factories"
_COUNTED = re.compile(
    rf"""\b(?:the\s(?:Company|Group|Bank|Corporation)|we|Group|Company)\s
    (?:(?:ha[sd]|have|employ(?:s|ed)?|operate[sd]?|consist(?:s|ed)\sof|comprise[sd]?)\s)
    (?P<hedge>(?:approximately|about|around|some|over|more\sthan|nearly)\s)?(?:a\stotal\sof\s|an\s(?=average))?(?P<average>average\sof\s)?
    (?P<number>\d[\d,]*|{"|".join(WORDS)})\s(?P<kind>(?:[a-z-]+\s){{0,3}}?)(?P<thing>{_PEOPLE}|{_PLACES})
    (?:\sworldwide|\sglobally|\son\saverage)?(?=[.,:;]|\s\(|$|\s(?:(?:as\s)?(?:of|at)|on|during|in)\s(?:the\s(?:end|year)|\w+\s\d|\d|fiscal))
    (?:\s\((?P<year>(?:19|20)\d\d):\s(?P<before>\d[\d,]*|{"|".join(WORDS)})\))?""",
    re.VERBOSE | re.IGNORECASE,
)
_AT_WORK = re.compile(
    r"\bon average (?P<number>\d[\d,]*) (?:people|employees|persons) (?:worked for|were employed by)"
    r" the (?:group|company)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"(?:total )?(?P<average>average )?number of (?P<thing>{_PEOPLE}|{_PLACES})"
    rf"(?P<behind>\s\(average\)|\s\(?at (?:the )?(?:year[- ]end|end of (?:the )?(?:year|period))\)?)?\W*",
    re.IGNORECASE,
)
_OPEN = ("over", "more than", "nearly", "some")
_LEAST = 2
_SAME = {"people": "employees", "persons": "employees", "staff": "employees"}


def counted(texts: Iterable[Wording], rows: Rows, current: int | None) -> Iterator[Statement]:
    """Every number of people or places of the whole group, for the year that is named, or for the current one."""
    for text in texts:
        for found in _COUNTED.finditer(text.text):
            if (found["hedge"] or "").strip().lower() not in _OPEN:
                yield from _of_sentence(text, found, current)
        for found in _AT_WORK.finditer(text.text) if current else ():
            what = ("employees", "", "average", str(current))
            yield stated(what, quantity(found["number"]), text, found.span(), found["number"])
    yield from _of_rows(rows)


def _of_sentence(text: Wording, found: re.Match[str], current: int | None) -> Iterator[Statement]:
    sentence = text.quote(*found.span())
    years = {mention.period.year for mention in mentions(re.sub(r"\([^()]*\)", "", sentence))}
    if len(years) > 1 or not (years or current):
        return
    year = next(iter(years), current)
    what = (_thing(found["thing"]), found["kind"], "average" if "average" in sentence.lower() else "")
    value = quantity(found["number"], about=bool(found["hedge"]))
    if value.values[0] >= _LEAST:
        yield stated((*what, str(year)), value, text, found.span(), found["number"])
    if found["year"]:
        yield stated((*what, found["year"]), quantity(found["before"]), text, found.span(), found["before"])


def _of_rows(rows: Rows) -> Iterator[Statement]:
    for row in rows:
        label = _LABEL.fullmatch(row.label.strip())
        if not label or row.scope:
            continue
        behind = label["behind"] or ""
        average = "average" if label["average"] or "average" in (behind + row.table.title).lower() else ""
        for entry in row.entries:
            if entry.number.unit is None and len(row.entries) == len({one.period.year for one in row.entries}):
                place = cell_place(row.table, entry.cell).model_copy(update={"row_label": row.label})
                what = (_thing(label["thing"]), "", average, str(entry.period.year))
                yield Statement(what, Quantity((entry.number.value.scaleb(0),)), entry.number.text, place)


def _thing(word: str) -> str:
    return _SAME.get(word.lower(), word.lower())
