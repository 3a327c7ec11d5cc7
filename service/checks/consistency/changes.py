"""Sentences that state a change: what changed, which way, by how much, by what percentage, from what, to what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from service.checks.consistency.change_words import (
    ALSO,
    APPOSED,
    ASIDE,
    BASE,
    BRACKET,
    BREAK,
    BY,
    CLAUSE,
    COLON,
    FROM,
    HYPOTHETICAL,
    QUALIFIED,
    TO,
    VERB,
)
from service.checks.consistency.masked import Masked, Token
from service.checks.consistency.periods import Period
from service.reports.figure import Figure

Direction = Literal["up", "down"]
Part = Literal["amount", "percent", "end", "start"]

_LONGEST_GLUE = 70
"""Characters between two figures of one statement."""
_NEAR = 25
"""Characters within which a period before the verb is that of the change."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stated change. At least one of its parts is there."""

    subject: str
    direction: Direction
    parts: dict[Part, Figure] = field(default_factory=dict[Part, Figure])
    period: Period | None = None
    """The period it changed in."""
    base: Period | None = None
    """The period it is compared with."""
    certain: bool = True
    """False where an enumeration leaves open which figure is of which period."""
    start: int = 0
    end: int = 0
    """The stretch of the sentence it was read from."""


def changes(masked: Masked) -> tuple[Change, ...]:
    """The changes that a sentence states as facts; none for what would, could or will change."""
    found: list[Change] = []
    for verb in VERB.finditer(masked.text):
        subject = _subject(masked, verb.start(), found)
        if subject is None or HYPOTHETICAL.search(masked.text[: verb.start()]):
            continue
        direction: Direction = "up" if verb["up"] else "down"
        found.extend(_read(masked, verb, Change(subject, direction, start=verb.start(), end=verb.end())))
    return tuple(found)


def _subject(masked: Masked, at: int, found: list[Change]) -> str | None:
    """The words of the clause before the verb; those of the change before where the clause has none of its own."""
    if any(change.start <= at < change.end for change in found):
        return None
    if found and not _has_words(masked.text[found[-1].end : at]):
        return found[-1].subject
    before = masked.text[:at]
    cuts = [match.end() for match in CLAUSE.finditer(before)]
    clause = before[cuts[-1] if cuts else 0 :]
    return clause if _has_words(clause) else before


def _has_words(text: str) -> bool:
    return bool(re.search(r"[A-Za-z]{3}", re.sub(r"\b(?:and|an|also|which|that|by)\b", " ", text, flags=re.IGNORECASE)))


def _read(masked: Masked, verb: re.Match[str], change: Change) -> list[Change]:
    """The change, or changes of an enumeration, that the tokens after the verb state."""
    groups: list[Change] = [_with_end_before(masked, verb, change)]
    periods: list[Period] = []
    last: Part | None = None
    end = verb.end()
    for token in masked.tokens:
        if token.start < end:
            continue
        aside = ASIDE.match(masked.text[end:].lower())
        end += aside.end() if aside else 0
        if token.start < end:
            continue
        glue = masked.glue(end, token.start)
        if len(glue) > _LONGEST_GLUE or BREAK.search(glue):
            break
        if token.mention and BRACKET.match(glue) and masked.text[token.end :].lstrip().startswith(":"):
            if last != "end":
                break  # what the bracket compares with is not where this change started
            groups[-1] = replace(groups[-1], base=groups[-1].base or token.mention.period)
        elif token.mention:
            _place_period(groups, periods, token.mention.period, glue, last)
        else:
            last = _place_figure(groups, periods, token, glue)
            if last is None:
                break
        end = token.end
    if QUALIFIED.match(masked.text[end:].lower()):
        groups[-1] = replace(groups[-1], parts=_without_last(groups[-1].parts))
    stated = [
        replace(group, end=end)
        for group in groups
        if group.parts.keys() & {"amount", "percent"} or len(group.parts) > 1
    ]
    return _dated(stated, periods, masked)


def _without_last(parts: dict[Part, Figure]) -> dict[Part, Figure]:
    return dict(list(parts.items())[:-1])


def _place_period(groups: list[Change], periods: list[Period], period: Period, glue: str, last: Part | None) -> None:
    """A period after "from" or "compared to", or after the figure it started from, is the one compared with."""
    if BASE.search(glue) or (last == "start" and not ALSO.match(glue)):
        groups[-1] = replace(groups[-1], base=groups[-1].base or period)
    else:
        periods.append(period)


def _place_figure(groups: list[Change], periods: list[Period], token: Token, glue: str) -> Part | None:
    """The part that the figure is put to, in the last change or a new one of an enumeration; None for no part."""
    figure = token.figure
    if figure is None or figure.in_range:
        return None
    own: Part = "percent" if figure.kind == "percent" else "amount"
    part = _part(groups[-1].parts, figure, glue)
    if part is None and not periods and ALSO.match(glue) and own in groups[0].parts:
        groups.append(replace(groups[0], parts={}))
        part = own
    if part is not None:
        groups[-1] = replace(groups[-1], parts={**groups[-1].parts, part: figure})
    return part


def _part(parts: dict[Part, Figure], figure: Figure, glue: str) -> Part | None:
    """Which part of the change a figure is, from what stands before it."""
    part: Part | None = None
    if TO.search(glue):
        part = "end"
    elif FROM.search(glue) or (COLON.match(glue) and "end" in parts):
        part = "start"
    elif BY.match(glue):
        part = "percent" if figure.kind == "percent" else "amount"
    return None if part is None or part in parts else part


def _with_end_before(masked: Masked, verb: re.Match[str], change: Change) -> Change:
    """The change with the end that is named first: "Revenue was $100 million in 2024, an increase of ..."."""
    earlier = [token for token in masked.tokens if token.end <= verb.start()]
    mention = earlier.pop() if earlier and earlier[-1].mention else None
    if mention and mention.mention and verb.start() - mention.end <= _NEAR:
        change = replace(change, period=mention.mention.period)
    last = earlier[-1] if earlier else None
    if last is None or last.figure is None or last.figure.kind not in ("amount", "count"):
        return change
    between = masked.text[last.end : verb.start()].lower()
    apposed = APPOSED.match(between) and len(between) <= _NEAR * 2
    direct = re.search(r"\bof\s*$", last.before) and _is_period(masked, last.end, verb.start())
    return replace(change, parts={"end": last.figure}) if apposed or direct else change


def _is_period(masked: Masked, start: int, end: int) -> bool:
    """Whether nothing but a period stands there: "costs of $28 million in Q4 2019 decreased"."""
    left = masked.text[start:end]
    for token in masked.tokens:
        if token.mention and start <= token.start < end:
            left = left.replace(masked.text[token.start : token.end], "")
    return not left.lower().replace("for", "").strip(" ,inatof")


def _dated(groups: list[Change], periods: list[Period], masked: Masked) -> list[Change]:
    """Each change with its period: one for all, or one for each in an enumeration."""
    if len(groups) == 1:
        first = groups[0]
        return [replace(first, period=periods[0] if periods else first.period, certain=len(periods) <= 1)]
    periods = periods or _leading_periods(masked)
    if len(periods) != len(groups):
        return [replace(group, certain=False) for group in groups]
    return [replace(group, period=period, base=None) for group, period in zip(groups, periods, strict=True)]


def _leading_periods(masked: Masked) -> list[Period]:
    """The periods named before the first figure: "In 2024 and 2023, sales increased by 5% and 7%"."""
    found: list[Period] = []
    for token in masked.tokens:
        if not token.mention:
            break
        found.append(token.mention.period)
    return found
