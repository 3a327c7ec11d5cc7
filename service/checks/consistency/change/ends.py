"""What is before the noun of a change: "sales were $5 in 2031 compared to $4 in 2030, an increase of"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from service.checks.consistency.change.parts import Part
from service.checks.consistency.change.reading import AfterVerb
from service.checks.consistency.change.words import APPOSED, APPOSED_WAY, COMPARED, FOLLOWS, NOUN
from service.checks.consistency.sentence.masked import Masked, Token, since_last
from service.checks.consistency.sentence.period import Period
from service.checks.consistency.sentence.poles import crossed
from service.reports.prose.figure import StatedFigure

_NEAR = 50
"""Characters between a figure and "an increase of", without the words of a period."""
_DATED = 25
"""Characters within which a period before the verb is that of the change."""
_STOP = re.compile(r"[;•]")
_ARTICLE = re.compile(r"\ban?\s*(?:\w+\s)?$|\bor\s*$|\($|,\s*$")


@dataclass(frozen=True, slots=True)
class Noun:
    """The word for a change, and where it is among the changes of its sentence."""

    text: str
    start: int
    """Where it begins, with the figures just before it: "a $5 million, or 12%, increase"."""
    parts: tuple[tuple[Part, StatedFigure], ...]
    """Those figures."""
    first: int
    """Where the first change of the sentence begins; ``start`` for the first itself."""
    last: int
    """Where the one before it ends; 0 for the first."""

    @property
    def is_way(self) -> bool:
        """Whether it is "up" or "down"."""
        return self.text.lower() in ("up", "down", "higher", "lower")


@dataclass(frozen=True, slots=True)
class Ends:
    """The ends that are before the noun."""

    parts: dict[Part, StatedFigure]
    period: Period | None = None
    base: Period | None = None
    crossed: bool = False


def parts_before(masked: Masked, at: int) -> tuple[tuple[tuple[Part, StatedFigure], ...], int]:
    """The figures that are between "a" and the noun at ``at``, and where they begin."""
    found: list[tuple[Part, StatedFigure]] = []
    start = at
    for token in reversed([token for token in masked.tokens if token.end <= at]):
        figure = token.figure
        if figure is None or masked.text[token.end : start].strip(" ,()-–") not in ("", "or"):
            break
        if not _ARTICLE.search(token.before) or figure.in_range:
            break
        found.insert(0, ("percent" if figure.kind == "percent" else "amount", figure))
        start = token.start
        if re.search(r"\ban?\s*(?:\w+\s)?$", token.before):
            return tuple(found), start
    return (), at


def ends_before(masked: Masked, noun: Noun, read: AfterVerb) -> Ends:
    """The ends that are named before the noun, as far as it is said which is which."""
    tokens, at = _clause(masked, noun)
    period = _period(tokens, noun.start)
    if not tokens:
        return Ends({})
    between = _unsaid(masked, tokens[-1], at)
    apposed = APPOSED.match(between) if NOUN.fullmatch(noun.text) else noun.is_way and APPOSED_WAY.match(between)
    if not apposed and noun.start > noun.first:
        return Ends({}, period)
    if not apposed:
        return Ends(_direct(masked, tokens, noun.start), period)
    amounts = _of_one_kind([token for token in tokens if token.figure], read)
    if len(amounts) == 1 and amounts[0].figure:
        return Ends({"end": amounts[0].figure}, period)
    pair = _pair(masked, tokens, amounts, read)
    if pair is None:
        return Ends({}, period)
    end, start = pair
    if end.figure is None or start.figure is None or read.has("start") or read.has("end"):
        return Ends({}, period)
    return Ends(
        {"end": end.figure, "start": start.figure},
        _own_period(tokens, end),
        _own_period(tokens, start),
        crossed(masked, end, start),
    )


def _clause(masked: Masked, noun: Noun) -> tuple[list[Token], int]:
    """The tokens that can say the ends, and where they lead: those since the change before, or else before it.

    "Sales were $9, $7 and $4 in 2024, 2023 and 2022, an increase of $2 in 2024 and an increase of $3 in 2023".
    """
    first = noun.start - len(since_last(_STOP, masked.text[: noun.start]))
    since = [token for token in masked.tokens if max(first, noun.last) <= token.start and token.end <= noun.start]
    if noun.first == noun.start or any(token.figure for token in since):
        return since, noun.start
    last = next((token for token in reversed(masked.tokens) if token.end <= noun.start), None)
    if last is None or not FOLLOWS.match(masked.text[last.end : noun.start].lower()):
        return [], noun.start
    return [token for token in masked.tokens if first <= token.start and token.end <= noun.first], noun.first


def _unsaid(masked: Masked, last: Token, at: int) -> str:
    """What is between the last figure or period and the noun; nothing that could match where it is long."""
    between = masked.text[last.end : at].lower()
    return between if len(between) <= _NEAR else "…"


def _period(tokens: list[Token], at: int) -> Period | None:
    last = tokens[-1] if tokens else None
    return last.mention.period if last and last.mention and at - last.end <= _DATED else None


def _direct(masked: Masked, tokens: list[Token], at: int) -> dict[Part, StatedFigure]:
    """The end in "costs of $28 million in Q4 2019 decreased by $3 million"."""
    last = next((token for token in reversed(tokens) if token.figure), None)
    if last is None or last.figure is None or last.figure.kind not in ("amount", "count"):
        return {}
    if not re.search(r"\bof\s*$", last.before) or not _only_periods(masked, last.end, at):
        return {}
    return {"end": last.figure}


def _only_periods(masked: Masked, start: int, end: int) -> bool:
    """Whether nothing but a period is there."""
    left = masked.text[start:end]
    for token in masked.tokens:
        if token.mention and start <= token.start < end:
            left = left.replace(masked.text[token.start : token.end], "")
    return not left.lower().replace("for", "").strip(" ,inatof")


def _of_one_kind(tokens: list[Token], read: AfterVerb) -> list[Token]:
    """The figures that can be the ends of a change by these parts: amounts, or percentages that move by points."""
    amounts = [figure for part, figure in read.figures if part == "amount"]
    if amounts and amounts[0].kind in ("points", "basis_points"):
        return [token for token in tokens if token.figure and token.figure.kind == "percent"]
    unit = amounts[0].unit if amounts else None
    kinds = ("amount",) if amounts and unit else ("amount", "count")
    fitting = [token for token in tokens if token.figure and token.figure.kind in kinds and not token.figure.in_range]
    if unit:
        return [token for token in fitting if token.figure and token.figure.unit == unit]
    money = [token for token in fitting if token.figure and token.figure.unit]
    return money or fitting


def _pair(masked: Masked, tokens: list[Token], amounts: list[Token], read: AfterVerb) -> tuple[Token, Token] | None:
    """The later and the earlier of the figures: by the words between two, or by the periods that each carries."""
    if len(amounts) == 2 and _compared(masked, tokens, amounts):
        return amounts[0], amounts[1]
    dated = [(token, period) for token in amounts if (period := _own_period(tokens, token))]
    if len(dated) != len(amounts) or len(amounts) < 2:
        return None
    now = read.periods[0] if read.periods else None
    then = read.bases[0] if read.bases else None
    if len(amounts) == 2 and now is None and then is None:
        (one, first), (other, second) = dated
        return None if first.year == second.year else (one, other) if first.year > second.year else (other, one)
    if now is None or then is None:
        return None
    end = [token for token, period in dated if now.agrees(period)]
    start = [token for token, period in dated if then.agrees(period)]
    return (end[0], start[0]) if len(end) == len(start) == 1 and end != start else None


def _compared(masked: Masked, tokens: list[Token], amounts: list[Token]) -> bool:
    """Whether the words between the two compare them."""
    between = [token for token in tokens if amounts[0].end <= token.start < amounts[1].start]
    neighbours = pairwise((amounts[0], *between, amounts[1]))
    return any(COMPARED.search(masked.between(one, other)) for one, other in neighbours)


def _own_period(tokens: list[Token], figure: Token) -> Period | None:
    """The period that follows a figure at once."""
    at = tokens.index(figure) + 1
    after = tokens[at] if at < len(tokens) else None
    return after.mention.period if after and after.mention else None
