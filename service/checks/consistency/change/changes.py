"""Sentences that state a change: what changed, which way, by how much, by what percentage, from what, to what."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Literal

from service.checks.concepts.measures import measures
from service.checks.consistency.change.ends import Ends, Noun, ends_before, parts_before
from service.checks.consistency.change.parts import Part
from service.checks.consistency.change.reading import AfterVerb, read_after_verb
from service.checks.consistency.change.words import CLAUSE, HYPOTHETICAL, SUPPOSED, VERB
from service.checks.consistency.sentence.masked import Masked, since_last
from service.checks.consistency.sentence.period import Period
from service.checks.consistency.sentence.words import content
from service.reports.prose.figure import StatedFigure

Direction = Literal["up", "down"]

_ITEMS = re.compile(r",\s*and\s+|,\s+|\s+and\s+|\s+&\s+")


@dataclass(frozen=True, slots=True)
class StatedChange:
    """A stated change. At least one of its parts is there."""

    subject: str
    direction: Direction
    parts: dict[Part, StatedFigure] = field(default_factory=dict[Part, StatedFigure])
    period: Period | None = None
    """The period it changed in."""
    base: Period | None = None
    """The period it is compared with."""
    certain: bool = True
    """False where an enumeration leaves open which figure is of which period."""
    crossed: bool = False
    """One end is a loss and the other a gain, so that the change is the sum of the two."""
    measures: frozenset[str] = frozenset()
    """What it is a change of, where that is not the reported figure: "constant currency"."""
    start: int = 0
    end: int = 0
    """The stretch of the sentence it was read from."""


def changes(masked: Masked) -> tuple[StatedChange, ...]:
    """The changes that a sentence states as facts; none for what would, could or will change."""
    found: list[StatedChange] = []
    for verb in VERB.finditer(masked.text):
        subject = _subject(masked, verb.start(), found)
        if subject is None or HYPOTHETICAL.search(masked.text[: verb.start()]) or SUPPOSED.search(masked.text):
            continue
        found.extend(_once(found, _read(masked, verb, subject, found)))
    return tuple(found)


def _once(found: list[StatedChange], more: list[StatedChange]) -> list[StatedChange]:
    """The further changes; not certain where the sentence has given such a figure of the same thing already."""
    if not found:
        return more
    last = found[-1]
    again = [one.subject == last.subject and one.period in (None, last.period) for one in more]
    twice = [bool(one.parts.keys() & last.parts.keys() & {"amount", "percent"}) for one in more]
    return [
        replace(one, certain=one.certain and not (same and known and one.base == last.base))
        for one, same, known in zip(more, again, twice, strict=True)
    ]


def _subject(masked: Masked, at: int, found: list[StatedChange]) -> str | None:
    """The words of the clause before the verb; those of the change before where the clause has none of its own."""
    if any(change.start <= at < change.end for change in found):
        return None
    before = masked.text[found[-1].end if found else 0 : at]
    if found and not content(before):
        return found[-1].subject
    clause = since_last(CLAUSE, before)
    return clause if _has_words(clause) else before


def _has_words(text: str) -> bool:
    return bool(re.search(r"[A-Za-z]{3}", re.sub(r"\b(?:and|an|also|which|that|by)\b", " ", text, flags=re.IGNORECASE)))


def _read(masked: Masked, verb: re.Match[str], subject: str, found: list[StatedChange]) -> list[StatedChange]:
    """The change, or changes of an enumeration, that the tokens around the verb state."""
    direction: Direction = "up" if verb["up"] else "down"
    last = found[-1].end if found else 0
    for parts, start in (parts_before(masked, verb.start()), ((), verb.start())):
        noun = Noun(verb.group(), start, parts, found[0].start if found else start, last)
        read = read_after_verb(masked, verb.end(), parts)
        ends = ends_before(masked, noun, read)
        if ends.parts:
            break
    groups = [{**ends.parts, **group} for group in _groups(read)]
    whole = StatedChange(
        subject,
        direction,
        crossed=ends.crossed or read.crossed,
        measures=measures(subject) | read.measures,
        start=noun.start,
        end=read.end,
    )
    stated = [replace(whole, parts=parts) for parts in groups if parts.keys() & {"amount", "percent"} or len(parts) > 1]
    if not stated and read.other:
        stated = [replace(whole, parts={part: figure}) for part, figure in read.other[:1]]
    return _dated(stated, read, masked, verb.start(), ends)


def _groups(read: AfterVerb) -> list[dict[Part, StatedFigure]]:
    """The parts of each change that is enumerated: "$5 and $6, or 2% and 3%" as "$5, or 2%, and $6, or 3%"."""
    times = Counter(part for part, _ in read.figures)
    most = max(times.values(), default=1)
    groups: list[dict[Part, StatedFigure]] = [{}]
    if most > 1 and all(count == most for count in times.values()):
        groups = [{} for _ in range(most)]
        seen: Counter[Part] = Counter()
        for part, figure in read.figures:
            groups[seen[part]][part] = figure
            seen[part] += 1
        return groups
    for part, figure in read.figures:
        if part in groups[-1]:
            groups.append({})
        groups[-1][part] = figure
    return groups


def _dated(groups: list[StatedChange], read: AfterVerb, masked: Masked, verb: int, ends: Ends) -> list[StatedChange]:
    """Each change with its period: one for all, or one for each in an enumeration."""
    periods = list(read.periods)
    own = periods[0] if periods else ends.period
    base = read.bases[0] if read.bases else ends.base
    if len(groups) == 1:
        return [replace(groups[0], period=own, base=base, certain=len(periods) <= 1)]
    periods = periods or _leading_periods(masked, verb)
    if len(periods) == len(groups):
        return [replace(group, period=period) for group, period in zip(groups, periods, strict=True)]
    subjects = _items(groups[0].subject, len(groups)) if groups and len(periods) <= 1 else ()
    if len(subjects) == len(groups) and "respectively" in masked.text[verb:].lower():
        pairs = zip(groups, subjects, strict=True)
        return [replace(group, subject=subject, period=own, base=base) for group, subject in pairs]
    return [replace(group, certain=False) for group in groups]


def _items(subject: str, count: int) -> tuple[str, ...]:
    """The things a subject enumerates, where it enumerates as many as there are figures: "sales and net income"."""
    pieces: list[str] = _ITEMS.split(subject.strip(" ,"))
    named = tuple(piece for piece in pieces if _has_words(piece))
    return named if len(named) == count else ()


def _leading_periods(masked: Masked, verb: int) -> list[Period]:
    """The periods named before the first figure: "In 2024 and 2023, sales increased by 5% and 7%"."""
    found: list[Period] = []
    for token in masked.tokens:
        if not token.mention or token.start > verb:
            break
        found.append(token.mention.period)
    return found
