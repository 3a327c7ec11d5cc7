"""Shares authorised, issued and outstanding, and their par value, by class and date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from service.checks.consistency.table.heads import column_periods
from service.checks.consistency.text.wording import Wording
from service.checks.consistency.twice.statement import Quantity, Statement, quantity, stated
from service.reports.figures.dates import DATE, read_date
from service.reports.model import Table

_CLASS = (
    r"(?P<cls>(?:(?:Series|Class)\s[A-Z0-9]{1,3}\s)?(?:(?:non-?voting|voting|convertible|redeemable|cumulative"
    r"|perpetual|serial)\s)*"
    r"(?:common|ordinary|preferred|preference|capital)\s(?:stock|shares?)(?:,?\s(?:Series|Class)\s[A-Z0-9]{1,3}\b)?)"
)
_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)(?:\s(?P<scale>thousand|million|billion))?"
_SECOND = _NUMBER.replace("number", "number2").replace("scale", "scale2")
_CAPTION = re.compile(rf"\W*{_CLASS}", re.IGNORECASE)
_AUTHORISED = re.compile(
    rf"{_NUMBER}\s(?:shares\s)?authori[sz]ed"
    rf"|\bauthori[sz]ed\W{{1,4}}(?:capital\W{{1,3}})?{_SECOND}(?:\sshares|[;,])",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\d[\d,.]*(?:\s[mb]illion)?,?\sand\s(?=\d[\d,.]*(?:\s[mb]illion)?\s(?:shares\s)?authori[sz]ed)")
_ISSUED = re.compile(
    rf"{_NUMBER}(?:\sand\s{_SECOND})?\s(?:shares\s)?(?:were\s)?"
    r"(?P<what>issued(?:\sand\soutstanding)?|outstanding)",
    re.IGNORECASE,
)
_PAR = re.compile(
    r"(?P<sign>[$€£]|[A-Z]{3}\s)\s?(?P<number>\d*\.?\d+)\s(?:par|nominal)\svalue"
    r"|\b(?:par|nominal)\svalue(?:\sof|\sper\sshare\sof)?\s(?P<sign2>[$€£]|[A-Z]{3}\s)\s?(?P<number2>\d*\.?\d+)",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(
    rf"""\b(?P<lead>authori[sz]ed\sto\sissue\s(?:up\sto\s)?(?:a\stotal\sof\s)?|there\swere\s|(?:had|has|have)\s){_NUMBER}\s(?:shares\sof\s)?(?:its\s|our\s)?
    {_CLASS}(?P<behind>[^.;]{{0,60}})""",
    re.VERBOSE | re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:increas\w+|decreas\w+|amend\w+|split|prior|previous\w*|former\w*|from|reserved?|plan|offering|awards?"
    r"|options?|warrants?"
    r"|repurchase\w*|treasury|subsidiar\w+|conver\w+|merger|acqui\w+|sold|exchange|Inc|LLC|Ltd|Limited|GmbH"
    r"|holds?)\b",
    re.IGNORECASE,
)
"""Words of sentences about other shares than those there are, or about what they were before."""
_AT = re.compile(r",?\s(?:(?:as\s)?(?:of|at)|on)\s")
_AND = re.compile(r",?\sand\s")
_DATE = re.compile(DATE.pattern, re.VERBOSE | re.IGNORECASE)


def authorised(texts: Iterable[Wording]) -> Iterator[Statement]:
    """The shares of a class that may be issued, in captions of balance sheets and in sentences."""
    for text in texts:
        if "uthori" not in text.text:
            continue
        if text.cell is not None and (cls := _CAPTION.match(text.text)):
            found = _AUTHORISED.search(text.text)
            if found and not _SEVERAL.search(text.text):
                value = _number(found)
                yield stated(("authorised", _name(cls["cls"])), value, text, found.span(), _shown(found))
        for found in _IN_TEXT.finditer(text.text) if text.cell is None else ():
            whole = text.quote(*found.span())
            if "uthori" in found["lead"] + found["behind"] and not _CHANGED.search(whole):
                yield stated(("authorised", _name(found["cls"])), _number(found), text, found.span(), _shown(found))


def issued(texts: Iterable[Wording]) -> Iterator[Statement]:
    """The shares of a class that are issued, or outstanding, at a date."""
    for text in texts:
        if text.cell is not None and ("ssued" in text.text or "utstanding" in text.text):
            yield from _of_caption(text)
        elif text.cell is None and "utstanding" in text.text:
            yield from _of_sentence(text)


def _of_caption(text: Wording) -> Iterator[Statement]:
    cls = _CAPTION.match(text.text)
    columns = _days_of_columns(text.table) if cls else []
    for found in _ISSUED.finditer(text.text) if cls else ():
        numbers = [found["number"], found["number2"]] if found["number2"] else [found["number"]]
        dates = _days_behind(text.text[found.end() :]) or ([] if _DATE.search(text.text) else columns[: len(numbers)])
        if cls and len(dates) == len(numbers) and all(dates):
            for number, scale, date in zip(numbers, (found["scale"], found["scale2"]), dates, strict=False):
                for what in found["what"].lower().split(" and "):
                    value = replace(quantity(number, scale), scaled=bool(scale))
                    yield stated((what, _name(cls["cls"]), date), value, text, found.span(), number)


def _days_behind(text: str) -> list[str]:
    """The dates of " at June 30, 2032 and December 31, 2031" or "as of January 31, 2032 and 2031"."""
    first = _AT.match(text)
    date = _DATE.match(text, first.end()) if first else None
    if date is None:
        return []
    second = _AND.match(text, date.end())
    if second is None:
        return [_day(date.group())]
    other = _DATE.match(text, second.end())
    return [_day(date.group()), _day(other.group()) if other else ""]


def _days_of_columns(table: Table | None) -> list[str]:
    """The dates over the columns of figures, from the left."""
    periods = (period for period, _ in column_periods(table).values()) if table else ()
    return [_key(period.year, period.month, period.day) for period in periods if period]


def _of_sentence(text: Wording) -> Iterator[Statement]:
    for found in _IN_TEXT.finditer(text.text):
        whole = text.quote(*found.span())
        dates = {_day(one.group()) for one in _DATE.finditer(whole)}
        kinds = re.match(r"\s(?:were\s)?(issued and outstanding|issued|outstanding)\b", found["behind"])
        if kinds and len(dates) == 1 and "" not in dates and not _CHANGED.search(whole):
            for what in kinds[1].split(" and "):
                key = (what, _name(found["cls"]), next(iter(dates)))
                yield stated(key, _number(found), text, found.span(), _shown(found))


def par_values(texts: Iterable[Wording]) -> Iterator[Statement]:
    """The par value of a class of shares."""
    for text in texts:
        if "value" not in text.text:
            continue
        for found in _PAR.finditer(text.text):
            whole = text.quote(*found.span())
            classes = {_name(one["cls"]) for one in re.finditer(_CLASS, whole, re.IGNORECASE)}
            number = found["number"] or found["number2"]
            alone = len(_PAR.findall(whole)) == 1 and len(classes) == 1
            if alone and not _CHANGED.search(whole):
                sign = (found["sign"] or found["sign2"]).strip()
                value = Quantity((Decimal(number),))
                yield stated(("par", *classes, sign), value, text, found.span(), f"{sign}{number}")


def _name(cls: str) -> str:
    """ "Common shares" and "common stock" are one class."""
    return re.sub(r"\b(?:shares?|stock)\b", "shares", cls.lower().replace(",", ""))


def _number(found: re.Match[str]) -> Quantity:
    groups = found.groupdict()
    number, scale = groups.get("number") or groups["number2"], groups.get("scale") or groups.get("scale2")
    return quantity(number, scale, scaled=bool(scale))


def _shown(found: re.Match[str]) -> str:
    groups = found.groupdict()
    words = (groups.get("number") or groups["number2"], groups.get("scale") or groups.get("scale2"))
    return " ".join(word for word in words if word)


def _day(text: str) -> str:
    date = read_date(text)
    return _key(date.year, date.month, date.day) if date else ""


def _key(*parts: int | None) -> str:
    """The date as a text; nothing where a part of it is not printed."""
    return "-".join(map(str, parts)) if all(parts) else ""
