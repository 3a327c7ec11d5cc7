"""Number formats: what a cell shows for the value it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from service.reports.xlsx.days import Day, day_of, is_day, shown_day

GENERAL: Final = "General"
BUILT_IN: Final = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "d/m/yyyy h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 41: '#,##0;(#,##0);"-"', 42: '#,##0;(#,##0);"-"', 43: '#,##0.00;(#,##0.00);"-"',
    44: '#,##0.00;(#,##0.00);"-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 49: "@",
}  # fmt: skip
"""The formats that files name by number alone (ECMA-376 part 1, 18.8.30)."""

DIGITS: Final = 15
"""Significant digits that a workbook holds; what comes after is the noise of binary fractions."""
_GENERAL_PLACES: Final = 9
"""Decimals that the format General shows at most."""
_LARGEST: Final = 10**15
"""Larger numbers are shown with an exponent, whatever the format."""
_TOKEN: Final = re.compile(
    r"""(?P<quoted>"[^"]*")|(?P<escaped>\\.)|(?P<skipped>[_*].)|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|(?P<bracket>\[[^\]]*\])
    |(?P<digits>[0#?](?:[0#?,]*[0#?])?(?P<point>\.[0#?]*)?|\.[0#?]+)(?P<thousands>,*)|(?P<percent>%)|(?P<at>@)
    |(?P<literal>.)""",
    re.VERBOSE | re.DOTALL,
)
_SECTION: Final = re.compile(r'((?:"[^"]*"|\\.|[_*].|\[[^\]]*\]|[^;])*)(?:;|$)', re.DOTALL)
_CODE: Final = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class FormatSection:
    """One part of a format, for positive, negative or zero values."""

    before: str
    after: str
    places: int
    grouped: bool
    scale: int
    """Power of ten by which the value is multiplied: 2 for per cent, -3 for thousands."""
    least: int
    """Digits shown before the point at least."""
    has_digits: bool
    general: bool = False


def shown(value: Decimal, code: str, *, from_1904: bool = False) -> str:
    """A number as its format shows it."""
    sections = sections_of(code)
    if is_day(bare(sections[0])) and 0 <= value < _LARGEST:
        day = day_of(value, from_1904=from_1904)
        return shown_day(day, bare(sections[0])) if isinstance(day, Day) else _general(value)
    signed = value < 0 and len(sections) > 1
    at = 1 if signed else 2 if value == 0 and len(sections) > 2 else 0
    section = _section(sections[at])
    if section.general or abs(value) >= _LARGEST:
        return f"{section.before}{_general(abs(value) if signed else value)}{section.after}"
    return _number(value, section, signed=signed)


def _number(value: Decimal, section: FormatSection, *, signed: bool) -> str:
    if not section.has_digits:
        return section.before
    unit = Decimal(1).scaleb(-section.places)
    rounded = true(value).scaleb(section.scale).quantize(unit, ROUND_HALF_UP)
    digits = f"{abs(rounded):{',' if section.grouped else ''}f}"
    if section.least == 0 and digits.startswith("0"):
        digits = digits[1:]
    minus = "-" if value < 0 and not signed and rounded else ""
    return f"{minus}{section.before}{digits}{section.after}".strip()


def true(value: Decimal) -> Decimal:
    """The value without the noise of binary fractions."""
    places = DIGITS - 1 - value.adjusted()
    return value.quantize(Decimal(1).scaleb(-places)) if 0 < places < DIGITS * 2 else value


def _general(value: Decimal) -> str:
    if abs(value) >= _LARGEST:
        return f"{value:.5E}"
    text = f"{round(true(value), _GENERAL_PLACES):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=1_000)
def sections_of(code: str) -> tuple[str, ...]:
    """The parts of a format: for positive values (or all), negative ones, zero, text."""
    found = [match[1] for match in _SECTION.finditer(code)]
    return tuple(found[:-1] if len(found) > 1 and not found[-1] else found) or (GENERAL,)


def bare(section: str) -> str:
    """A part of a format without what it shows literally."""
    return _CODE.sub("", section)


@lru_cache(maxsize=1_000)
def _section(text: str) -> FormatSection:
    if text.strip().lower() in (GENERAL.lower(), "@") or "/" in bare(text) or "e+" in text.lower():
        return FormatSection("", "", 0, False, 0, 1, True, True)
    before, after = "", ""
    places, scale, least, grouped, seen = 0, 0, 1, False, False
    for match in _TOKEN.finditer(text):
        if match["digits"] is not None:
            if not seen:
                whole, _, decimals = match["digits"].partition(".")
                places, grouped, least = len(decimals), "," in whole, whole.count("0")
            scale, seen = scale - 3 * len(match["thousands"]), True
            continue
        literal = _literal(match)
        scale += 2 if match["percent"] else 0
        if seen:
            after += literal
        else:
            before += literal
    return FormatSection(before.lstrip(), after.rstrip(), places, grouped, scale, least, seen)


def _literal(match: re.Match[str]) -> str:
    if match["quoted"] is not None:
        return match["quoted"][1:-1]
    if match["escaped"] is not None:
        return match["escaped"][1:]
    return match["currency"] or match["percent"] or match["literal"] or ""
