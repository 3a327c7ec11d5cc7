"""The words of a sentence that say what its figures are of, and in which measure."""

from __future__ import annotations

import re
from dataclasses import replace

from service.checks.concepts.measures import measures
from service.checks.consistency.change.words import PLANNED
from service.checks.consistency.fact.stated import DatedFigure, StatedFact
from service.checks.consistency.sentence.masked import HEDGE, Masked, Token, since_last
from service.checks.consistency.sentence.words import content, sequence

_VERB = re.compile(
    r"\b(?:was|were|is|are|totals?|totall?ed|amount(?:s|ed) to|came to|stands? at|stood at|(?:was|were) equal to)\s*$",
    re.IGNORECASE,
)
_INSERTED = re.compile(r",[^,]{1,80},\s*(?=(?:was|were|is|are|totall?ed|amounted)\b)")
"""What is between commas before the verb: "benefits, excluding interest, were"."""
_PAUSE = re.compile(r"[,;.(]")
_CLOSE_BEFORE, _CLOSE_AFTER = 8, 6
"""Words before and after a figure that can name what it is, where no verb says so."""
_CLAUSE = 160
"""Characters before a figure in which a measure, or a supposition, is of it."""
_TAIL = 40
"""Characters after a figure in which its measure may be named."""
_LEADING = re.compile(r"^\s*(?:in|as of|as at|at|for|during|on)\b[^,]*,", re.IGNORECASE)
_PHRASE = re.compile(
    r"[,;:(]|\b(?:of|for|in|from|on|to|with|at|by|under|during|as|related|relating|was|were|is|are|had|and|which)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"[;•]|\.\s")


def about(masked: Masked, run: list[Token], items: tuple[DatedFigure, ...]) -> StatedFact:
    """What the figures of the run are of, by the subject of their verb, or else by the words close to them."""
    return _framed(masked, run, _named(masked, run, items))


def _named(masked: Masked, run: list[Token], items: tuple[DatedFigure, ...]) -> StatedFact:
    tokens = masked.tokens
    last = tokens.index(run[-1])
    before = since_last(_CUT, masked.before(run[0]))
    following = [token for token in tokens[last + 1 :] if token.figure]
    after = masked.between(run[-1], following[0]) if following else masked.after(run[-1])
    if _VERB.search(_no_hedge(before)):
        subject = _VERB.sub(" ", _no_hedge(_INSERTED.sub(" ", before)))
        return StatedFact(content(subject), run[0].before, items, after.lower(), verbal=True, head=_head(subject))
    at = tokens.index(run[0])
    inside = masked.between(run[0], tokens[at + 1]) if run[0] is not tokens[-1] else masked.after(run[0])
    behind = _PAUSE.split(_periodless(masked, last))[0]
    close = sequence(before)[-_CLOSE_BEFORE:] + sequence(inside)[:_CLOSE_AFTER] + sequence(behind)[:_CLOSE_AFTER]
    named = re.search(r"\bof\s*$", _no_hedge(before))
    return StatedFact(
        frozenset(close), run[0].before, items, after.lower(), head=_head(_before_of(before)) if named else None
    )


def _head(subject: str) -> str | None:
    """The last word of the first phrase: "provision" in "In 2031, the provision for income taxes was"."""
    phrases = [words for phrase in _PHRASE.split(_LEADING.sub("", subject)) if (words := sequence(phrase))]
    return phrases[0][-1] if phrases else None


def _before_of(text: str) -> str:
    """The phrase that ends with "of": "unrealized gains" in "were unrealized gains of"."""
    return since_last(_PHRASE, re.sub(r"\bof\s*$", "", _no_hedge(text)))


def _framed(masked: Masked, run: list[Token], found: StatedFact) -> StatedFact:
    """With its measure, and whether it is a supposition."""
    opening = since_last(_CUT, masked.before(run[0]))[-_CLAUSE:]
    clause = opening + masked.text[run[0].start : run[-1].end + _TAIL]
    return replace(found, measures=measures(clause), supposed=bool(PLANNED.search(opening)))


def _no_hedge(text: str) -> str:
    return HEDGE.sub("", text)


def _periodless(masked: Masked, last: int) -> str:
    """The text after the run and the periods that follow it."""
    tokens = masked.tokens
    at = last
    while at + 1 < len(tokens) and tokens[at + 1].mention:
        at += 1
    return re.sub(r"^[\s,)]*(?:respectively)?[\s,)]*", "", masked.after(tokens[at]))
