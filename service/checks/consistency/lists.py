"""Figures of one caption for several periods: "was $7.6 billion and $7.9 billion in 2024 and 2023, respectively"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from service.checks.consistency.change_words import PLANNED, STEP
from service.checks.consistency.masked import HEDGE, Masked, Token
from service.checks.consistency.measures import measures
from service.checks.consistency.periods import NEVER, Period
from service.checks.consistency.words import content, sequence
from service.reports.figure import Figure

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
_VERB = re.compile(
    r"\b(?:was|were|is|are|totals?|totall?ed|amount(?:s|ed) to|came to|stands? at|stood at|(?:was|were) equal to)\s*$",
    re.IGNORECASE,
)
_INSERTED = re.compile(r",[^,]{1,80},\s*(?=(?:was|were|is|are|totall?ed|amounted)\b)")
"""What stands between commas before the verb: "benefits, excluding interest, were"."""
_PAUSE = re.compile(r"[,;.(]")
_CLOSE_BEFORE, _CLOSE_AFTER = 8, 6
"""Words before and after a figure that can name what it is, where no verb says so."""
_FEW = 100
_CLAUSE = 160
"""Characters before a figure in which a measure, or a supposition, is of it."""
_TAIL = 40
"""Characters after a figure in which its measure may be named."""
_GOES_INTO = re.compile(
    r"^[^.;]{0,60}\b(?:included|recorded|reflected|recogni[sz]ed|classified|presented|reported) (?:in|within|as)\b",
    re.IGNORECASE,
)
"""After a figure, this makes what follows something of which it is a part."""
_LEADING = re.compile(r"^\s*(?:in|as of|as at|at|for|during|on)\b[^,]*,", re.IGNORECASE)
_PHRASE = re.compile(
    r"[,;:(]|\b(?:of|for|in|from|on|to|with|at|by|under|during|as|related|relating|was|were|is|are|had|and|which)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"[;•]|\.\s")


@dataclass(frozen=True, slots=True)
class Item:
    """A figure and the period it is of."""

    figure: Figure
    period: Period


@dataclass(frozen=True, slots=True)
class Stated:
    """What a sentence says of one thing, for one period or several."""

    words: frozenset[str]
    """The words of the sentence that can say what the figures are of."""
    subject: str
    """The words just before the first figure."""
    items: tuple[Item, ...]
    tail: str = ""
    """Lower-case words after the last figure and period."""
    verbal: bool = False
    """The figures follow a verb, whose subject the words are: "net sales were $5 million"."""
    measures: frozenset[str] = frozenset()
    """What they are figures of, where that is not the reported one."""
    supposed: bool = False
    """The sentence says what would be."""
    head: str | None = None
    """The noun that the figures are of: "reserve" in "inventory reserves were"; None where the words leave it open."""


@dataclass(frozen=True, slots=True)
class Loose:
    """A figure by itself; its period is ``NEVER`` where none is said."""

    token: Token
    stated: Stated

    @property
    def item(self) -> Item:
        return self.stated.items[0]


def stated(masked: Masked) -> tuple[Stated, ...]:
    """The lists of figures by period, and the single figures with a period, that a sentence prints."""
    runs = _runs(masked.tokens)
    found: list[Stated] = []
    for run in runs:
        items = _items(masked, run)
        if items:
            found.append(_framed(masked, run, _about(masked, run, items)))
    return tuple(found)


def loose(masked: Masked, taken: frozenset[int]) -> tuple[Loose, ...]:
    """The figures that do not begin where those do that are ``taken``, each by itself."""
    found: list[Loose] = []
    for token in masked.tokens:
        figure = token.figure
        if figure is None or figure.start in taken or figure.in_range or figure.kind not in ("amount", "count"):
            continue
        if _is_small(figure) or figure.hedge in ("at_least", "at_most") or _is_step(masked, token):
            continue
        at = masked.tokens.index(token)
        periods = _one_period(masked.tokens, at, at)
        item = Item(figure, periods[0] if periods else NEVER)
        found.append(Loose(token, _framed(masked, [token], _about(masked, [token], (item,)))))
    return tuple(found)


def _is_step(masked: Masked, token: Token) -> bool:
    """Whether the figure is by how much something changed, or goes into something larger."""
    before, after = STEP.search(masked.text[: token.start]), STEP.match(masked.text[token.end :])
    if (before and before["before"]) or (after and after["after"]):
        return True
    return bool(_GOES_INTO.match(masked.text[token.end :]))


def _runs(tokens: tuple[Token, ...]) -> list[list[Token]]:
    """Figures of one kind that follow each other with nothing but "and", and periods, between them."""
    runs: list[list[Token]] = []
    for at, token in enumerate(tokens):
        if token.figure is None or token.figure.in_range or _is_small(token.figure):
            continue
        if runs and runs[-1] and _continues(tokens, tokens.index(runs[-1][-1]), at):
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _is_small(figure: Figure) -> bool:
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


def _items(masked: Masked, run: list[Token]) -> tuple[Item, ...]:
    """Each figure of the run with its period, where the sentence says which is which."""
    tokens = masked.tokens
    first, last = tokens.index(run[0]), tokens.index(run[-1])
    run_figures = _scaled([token.figure for token in run if token.figure])
    between = [token for token in tokens[first : last + 1] if token.mention]
    if between:
        return _with_own(tokens, run, run_figures)
    periods = _one_period(tokens, first, last) if len(run) == 1 else _periods_in_step(masked, first, last, len(run))
    if len(periods) != len(run):
        return ()
    return tuple(Item(figure, period) for figure, period in zip(run_figures, periods, strict=True))


def _one_period(tokens: tuple[Token, ...], first: int, last: int) -> list[Period]:
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


def _with_own(tokens: tuple[Token, ...], run: list[Token], run_figures: list[Figure]) -> tuple[Item, ...]:
    """Items that each carry a period, after the figure or, in brackets, before it."""
    items: list[Item] = []
    for token, figure in zip(run, run_figures, strict=True):
        at = tokens.index(token)
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        before = tokens[at - 1] if at else None
        if before and before.mention and _COLON.match(token.before) and items:
            items.append(Item(figure, before.mention.period))
        elif after and after.mention and not _BRACKETED.match(after.before):
            items.append(Item(figure, after.mention.period))
        elif after and after.mention and at + 2 < len(tokens) and tokens[at + 2] in run:
            items.append(Item(figure, _year_after(after.mention.period)))
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


def _scaled(run: list[Figure]) -> list[Figure]:
    """In "$5.0, $6.0 and $7.0 billion" the scale word is of all."""
    last = run[-1]
    if not last.scaled or any(figure.scaled for figure in run[:-1]):
        return run
    return [replace(figure, scale=last.scale, scaled=True) for figure in run]


def _about(masked: Masked, run: list[Token], items: tuple[Item, ...]) -> Stated:
    """The words that say what the run is: the subject of its verb, or else those close to it."""
    tokens = masked.tokens
    last = tokens.index(run[-1])
    text = masked.text[: run[0].start]
    cuts = [match.end() for match in _CUT.finditer(text)]
    before = text[cuts[-1] if cuts else 0 :]
    following = [token for token in tokens[last + 1 :] if token.figure]
    after = masked.text[run[-1].end : following[0].start if following else len(masked.text)]
    if _VERB.search(_no_hedge(before)):
        subject = _VERB.sub(" ", _no_hedge(_INSERTED.sub(" ", before)))
        return Stated(content(subject), run[0].before, items, after.lower(), verbal=True, head=_head(subject))
    own_end = tokens[tokens.index(run[0]) + 1].start if run[0] is not tokens[-1] else len(masked.text)
    inside = sequence(masked.text[run[0].end : own_end])[:_CLOSE_AFTER]
    close = (
        sequence(before)[-_CLOSE_BEFORE:] + inside + sequence(_PAUSE.split(_periodless(masked, last))[0])[:_CLOSE_AFTER]
    )
    named = re.search(r"\bof\s*$", _no_hedge(before))
    return Stated(
        frozenset(close), run[0].before, items, after.lower(), head=_head(_before_of(before)) if named else None
    )


def _head(subject: str) -> str | None:
    """The last word of the first phrase: "provision" in "In 2031, the provision for income taxes was"."""
    phrases = [words for phrase in _PHRASE.split(_LEADING.sub("", subject)) if (words := sequence(phrase))]
    return phrases[0][-1] if phrases else None


def _before_of(text: str) -> str:
    """The phrase that ends with "of": "unrealized gains" in "were unrealized gains of"."""
    phrase = re.sub(r"\bof\s*$", "", _no_hedge(text))
    cuts = [match.end() for match in _PHRASE.finditer(phrase)]
    return phrase[cuts[-1] if cuts else 0 :]


def _framed(masked: Masked, run: list[Token], found: Stated) -> Stated:
    """With its measure, and whether it is a supposition."""
    text = masked.text
    cuts = [match.end() for match in _CUT.finditer(text[: run[0].start])]
    start = max(cuts[-1] if cuts else 0, run[0].start - _CLAUSE)
    clause = text[start : run[-1].end + _TAIL]
    return replace(found, measures=measures(clause), supposed=bool(PLANNED.search(clause[: run[0].start - start])))


def _no_hedge(text: str) -> str:
    return HEDGE.sub("", text)


def _periodless(masked: Masked, last: int) -> str:
    """The text after the run and the periods that follow it."""
    tokens = masked.tokens
    at = last
    while at + 1 < len(tokens) and tokens[at + 1].mention:
        at += 1
    return re.sub(r"^[\s,)]*(?:respectively)?[\s,)]*", "", masked.text[tokens[at].end :])
