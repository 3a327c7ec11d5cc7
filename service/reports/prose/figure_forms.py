"""How figures are printed in running text: the patterns that ``prose`` reads them with."""

from __future__ import annotations

import re

from service.reports.figures.units import CURRENCY_CODE, CURRENCY_SIGN

_DIGITS = (
    r"\d{1,3}(?:[,\u00a0\u202f\u2009'’]\d{2,3})*[,\u00a0\u202f\u2009'’]\d{3}(?:\.\d+)?|\d+(?:[.,]\d+)+|\d+|(?<!\d)\.\d+"
)
_SCALE = (
    r"[\s-]?(?:thousand|million|billion|trillion|lakhs?|lacs?|crores?)s?\b"
    r"|\s?(?:bn|mn|mm|mio\.?|mrd\.?|tn)(?![A-Za-z])"
    r"|(?:m|k|b|M|K|B)(?![A-Za-z])"
)
FIGURE = re.compile(
    rf"""(?<![\w/])(?<![A-Za-z][-–'’.])(?<!\d[.,])(?<!\b\d:)(?<!\b\d\d:)(?<!(?:19|20)\d\d[-–])
    (?P<open>\()?(?:(?<![^\s(])(?P<minus>[-−–]))?
    (?P<currency>(?:{CURRENCY_SIGN}|(?:{CURRENCY_CODE})(?![A-Za-z]))\s?)?
    (?P<inner>\()?(?P<minus2>[-−])?
    (?P<digits>{_DIGITS})
    (?P<close>\))?
    (?:\s?(?P<percent>%(?!\s?-?points?)|per\s?cent\b(?!age)|percent\b(?!age))
      |\s?(?P<points>(?:%|percentage|per\s?cent)[\s-]?points?\b|pp\b|ppts?\b|p\.p\.|pts\b)
      |\s?(?P<basis>basis\spoints?\b|bps?\b)
      |(?P<pence>\s?(?:¢|pence\b|cents\b)|p\b)
      |(?P<scale>{_SCALE})
    )?
    (?P<late>\))?
    (?:\s?(?P<code>(?:{CURRENCY_CODE})(?![A-Za-z])|€|euros?\b|dollars?\b|pounds?\b(?!\sof)|yen\b))?""",
    re.VERBOSE,
)
"""Digits with the sign, currency, unit and scale word printed with them."""

REFERENCE = re.compile(
    r"\b(?:notes?|nos?|items?|parts?|sections?|topics?|subtopics?|asc|asu|ifrs|ias|frs|fas|sfas|ifric|sic|rules?|forms?"
    r"|exhibits?|levels?|tiers?|schedules?|pages?|articles?|chapters?|appendix|figures?|tables?|class|series|phase|steps?"
    r"|stages?|version|title|regulations?|paragraphs?|pillar|ref|number|pub|l\.|§)\.?\s?(?:[(]?[a-z][)])?\(?$",
    re.IGNORECASE,
)
"""What is before a number that names a place or a rule and counts nothing."""
ENUMERATION = re.compile(r"\s?(?:,|and|or|&|to|through|[-–]|, and)\s?")
WORD_AFTER = re.compile(r"[-–](?=[A-Za-z])|[A-Za-z_]|\([a-z]\)|/\d|[:]\d")
"""What makes digits a part of a word, a form, a fraction or a time: "10-K", "401(k)", "5:30"."""
PER_SHARE = re.compile(
    r"\s?(?:per|a)\s(?:(?:basic|diluted|common|ordinary|american|depositary|and)\s)*(?:share|ads|unit)\b", re.IGNORECASE
)
SHARES = re.compile(
    r"\s?(?:(?:common|ordinary|restricted|treasury|preferred|additional|new|our)\s){0,2}"
    r"(?:shares|RSUs|stock options)\b",
    re.IGNORECASE,
)
TIMES = re.compile(r"\s?(?:x|×|times)\b")
YEAR = re.compile(r"(?:19|20)\d\d")
JOINED = re.compile(r"\s?(?:,|,?\s(?:and|or))\s?")
RANGE = re.compile(r"\s?(?:[-–—]|to|and)\s?")
LINK = re.compile(rf"{JOINED.pattern}|{RANGE.pattern}")
MOVES = re.compile(
    r"(?:\bfrom|increas\w*|decreas\w*|declin\w*|gr[eo]w\w*|r[io]se\w*|fell|falls?|dropp?e?d?|reduc\w*|up|down|\bor|\bby|,)"
    r"(?: of)?(?: by)?[\s(]*$"
)
"""What makes the "to" after a figure lead to where it came, rather than to the end of a range."""

ABOUT = (
    r"approximately|about|around|roughly|circa|c\.|some|an estimated|approx\.?|just over|slightly (?:more than|over)|~"
)
AT_LEAST = r"more than|over|above|in excess of|at least|exceeding|not? less than|greater than|upwards of|a minimum of"
AT_MOST = r"less than|not? more than|up to|at most|as much as|under|below|fewer than|a maximum of|within"
NEARLY = r"nearly|almost|close to|just under|just below|slightly less than"
HEDGE = re.compile(
    rf"(?:^|(?<=[\s(]))(?:(?P<at_most>{AT_MOST})|(?P<at_least>{AT_LEAST})|(?P<nearly>{NEARLY})|(?P<about>{ABOUT}))\s?$",
    re.IGNORECASE,
)
"""A hedge at the end of what is before a figure."""
