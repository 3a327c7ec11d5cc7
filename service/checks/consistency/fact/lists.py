"""Figures of one caption for several periods: "was $7.6 billion and $7.9 billion in 2024 and 2023, respectively"."""

from __future__ import annotations

import re
from dataclasses import replace

from service.checks.consistency.fact.about import about
from service.checks.consistency.fact.stated import DatedFigure, StatedFact
from service.checks.consistency.sentence.masked import Masked, Token
from service.checks.consistency.sentence.period import Period
from service.reports.prose.figure import StatedFigure

_AND = re.compile(
    r"^[\s,]*(?:(?:and|or|&|(?:as )?compared (?:to|with)|versus|vs\.|against|(?:up|down) from)\s)?"
    r"(?:an? )?(?:net )?(?:(?:gain|loss|benefit|expense|charge|credit|income|profit|cost|impairment)s? of\s)?\s*$"
)
_COMPARED = re.compile(r"\b(?:compared (?:to|with)|versus|vs\.|against)\b")
_AT = re.compile(
    r"^\s*\(?(?:(?:in|for|during|at|as of|as at|on|of)\s)?(?:the\s)?"
    r"(?:(?:fiscal\s)?(?:years?|quarters?)\s(?:ended\s)?)?$"
)
_BRACKETED = re.compile(r"^[^();]{0,80}[(\[]$")
_COLON = re.compile(r"^\s*(?:[-–—:]|was|were|of)\s*$")
_FEW = 100


def stated(masked: Masked) -> tuple[StatedFact, ...]:
    """The lists of figures by period, and the single figures with a period, that a sentence prints."""
    runs = _runs(masked.tokens)
    found: list[StatedFact] = []
    for run in runs:
        items = _items(masked, run)
        if items:
            found.append(about(masked, run, items))
    return tuple(found)


def _runs(tokens: tuple[Token, ...]) -> list[list[Token]]:
    """Figures of one kind that follow each other with nothing but "and", and periods, between them."""
    runs: list[list[Token]] = []
    for at, token in enumerate(tokens):
        if token.figure is None or token.figure.in_range or is_small(token.figure):
            continue
        if runs and runs[-1] and _continues(tokens, tokens.index(runs[-1][-1]), at):
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def is_small(figure: StatedFigure) -> bool:
    """A bare number like that of weeks, vendors or years, of which tables do not speak."""
    return figure.kind == "count" and not figure.scaled and figure.unit is None and abs(figure.value) < _FEW


def _continues(tokens: tuple[Token, ...], last: int, at: int) -> bool:
    before, this = tokens[last].figure, tokens[at].figure
    if before is None or this is None or before.kind != this.kind or before.unit != this.unit:
        return False
    if at == last + 1:
        return bool(_AND.match(tokens[at].before))
    return _own_period(tokens[last + 1 : at], tokens[at])


def _own_period(middle: tuple[Token, ...], this: Token) -> bool:
    """Only periods between the two: "$5 million in 2024 and $6 million", "£5 (2019 - £4)", "€5 in 2024 (2023: €4)"."""
    if not 1 <= len(middle) <= 2 or not all(token.mention for token in middle):
        return False
    if _BRACKETED.match(middle[-1].before) and _COLON.match(this.before):
        return len(middle) == 1 or bool(_AT.match(middle[0].before))
    return len(middle) == 1 and bool(_AT.match(middle[0].before) and _AND.match(this.before.lstrip(")")))


def _items(masked: Masked, run: list[Token]) -> tuple[DatedFigure, ...]:
    """Each figure of the run with its period, where the sentence says which is which."""
    tokens = masked.tokens
    first, last = tokens.index(run[0]), tokens.index(run[-1])
    run_figures = _scaled([token.figure for token in run if token.figure])
    between = [token for token in tokens[first : last + 1] if token.mention]
    if between:
        return _with_own(tokens, run, run_figures)
    periods = one_period(tokens, first, last) if len(run) == 1 else _periods_in_step(masked, first, last, len(run))
    if len(periods) != len(run):
        return ()
    return tuple(DatedFigure(figure, period) for figure, period in zip(run_figures, periods, strict=True))


def one_period(tokens: tuple[Token, ...], first: int, last: int) -> list[Period]:
    """The period just after a figure, or the only one before it."""
    near = tokens[last + 1] if last + 1 < len(tokens) else None
    if near and near.mention and _AT.match(near.before):
        return [near.mention.period]
    before = _periods(tokens[:first][::-1])
    named = {token.mention.period for token in tokens if token.mention}
    return before or (list(named) if len(named) == 1 else [])


def _periods_in_step(masked: Masked, first: int, last: int, count: int) -> list[Period]:
    """As many periods as figures: after them with "respectively", or before them."""
    tokens = masked.tokens
    after, before = _periods(tokens[last + 1 :]), _periods(tokens[:first][::-1])[::-1]
    if count == 2 and before and len(after) == 1 and _COMPARED.search(tokens[last].before):
        return [before[-1], after[0]]
    if len(after) == count:
        return after if "respectively" in masked.text.lower() else []
    return before


def _with_own(tokens: tuple[Token, ...], run: list[Token], run_figures: list[StatedFigure]) -> tuple[DatedFigure, ...]:
    """Items that each carry a period, after the figure or, in brackets, before it."""
    items: list[DatedFigure] = []
    for token, figure in zip(run, run_figures, strict=True):
        at = tokens.index(token)
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        before = tokens[at - 1] if at else None
        if before and before.mention and _COLON.match(token.before) and items:
            items.append(DatedFigure(figure, before.mention.period))
        elif after and after.mention and not _BRACKETED.match(after.before):
            items.append(DatedFigure(figure, after.mention.period))
        elif after and after.mention and at + 2 < len(tokens) and tokens[at + 2] in run:
            items.append(DatedFigure(figure, _year_after(after.mention.period)))
        else:
            return ()
    return tuple(items)


def _year_after(period: Period) -> Period:
    """In "£5 (2019 - £4)" the figure before the bracket is of the year after."""
    return replace(period, year=period.year + 1)


def _periods(tokens: tuple[Token, ...]) -> list[Period]:
    """The periods that follow each other at once, up to the next figure."""
    found: list[Period] = []
    for token in tokens:
        if not token.mention:
            break
        found.append(token.mention.period)
    return found


def _scaled(run: list[StatedFigure]) -> list[StatedFigure]:
    """In "$5.0, $6.0 and $7.0 billion" the scale word is of all."""
    last = run[-1]
    if not last.scaled or any(figure.scaled for figure in run[:-1]):
        return run
    return [replace(figure, scale=last.scale, scaled=True) for figure in run]
