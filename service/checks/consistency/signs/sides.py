"""What is owed to the company among its liabilities, what it owes among its assets, and headings of the other side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.checks.consistency.text.lines import CaptionedLine

_ASSETS = re.compile(r"total assets\W*", re.IGNORECASE)
_PART_OF_ASSETS = re.compile(r"total current assets\W*", re.IGNORECASE)
_LIABILITIES = re.compile(r"total liabilities\b|liabilities,? total\b", re.IGNORECASE)
_BELOW = re.compile(
    r"commitments|(?:total )?(?:share|stock)holders|(?:total )?equity\b|net assets\b|members|partners", re.IGNORECASE
)
"""What begins below the liabilities where they have no total."""
_LEAD = r"^(?:(?:net|total|amounts?|balances?|cash|loans?|and|current|non-?current|other),?\s+)*"
_DUE_FROM = re.compile(_LEAD + r"due from\b(?!/| or to\b| \(to\))", re.IGNORECASE)
_DUE_TO = re.compile(_LEAD + r"due to\b(?!/| or from\b| \(from\))", re.IGNORECASE)
_TAIL = r"\s*(?:,\s*(?:net|current|non-?current|related part(?:y|ies))\b.*|[—–-]\s.*|\(.*)?$"
_RECEIVABLE = re.compile(r"\breceivables?" + _TAIL, re.IGNORECASE)
_PAYABLE = re.compile(r"\bpayables?" + _TAIL, re.IGNORECASE)
_CLAIM, _DEBT = re.compile(r"\breceivable", re.IGNORECASE), re.compile(r"\bpayable", re.IGNORECASE)
_NEITHER = re.compile(
    r"\bdeferred\b|\bunearned\b|\badvance|\bborrowing|\bobligation|\bliabilit|\bfinancing\b|\bsecured\b|\bsecuriti|\bsold\b|\ballowance\b"
    r"|\bprepaid\b|\bdeposit|\bsubscription",
    re.IGNORECASE,
)
"""Words with which the caption may be right on the other side: "secured by receivables", "deposit for tax payable"."""

_SIDE = r"(?:(?P<term>current|non-?current)\s+)?(?P<side>assets|liabilities)\W*"
_SIDE_HEADING = re.compile(_SIDE, re.IGNORECASE)
_SIDE_TOTAL = re.compile(r"total\s+" + _SIDE, re.IGNORECASE)
_HYPHEN = re.compile(r"\W")
_FEWEST_BELOW = 2
"""Lines with figures between a heading and the total that contradicts it."""


def misplaced(lines: Sequence[CaptionedLine]) -> Iterator[tuple[CaptionedLine, CaptionedLine]]:
    """Every line on the wrong side of a balance sheet, with the total of that side."""
    total = next((at for at, line in enumerate(lines) if _ASSETS.fullmatch(line.label) and line.values), None)
    if total is None:
        yield from _among_current_assets(lines)
        return
    owed = _end_of_liabilities(lines, total)
    for line in lines[:total]:
        if line.values and _is(line, _DUE_TO, _PAYABLE):
            yield line, lines[total]
    for line in lines[total:owed]:
        if line.values and _is(line, _DUE_FROM, _RECEIVABLE):
            yield line, lines[owed]


def _among_current_assets(lines: Sequence[CaptionedLine]) -> Iterator[tuple[CaptionedLine, CaptionedLine]]:
    """Where the assets have no total: what comes before the total of the current ones, if they come first."""
    total = next((at for at, line in enumerate(lines) if _PART_OF_ASSETS.fullmatch(line.label) and line.values), 0)
    if not any(_SIDE_TOTAL.fullmatch(line.label) and line.values for line in lines[:total]):
        for line in lines[:total]:
            if line.values and _is(line, _DUE_TO, _PAYABLE):
                yield line, lines[total]


def misheaded(lines: Sequence[CaptionedLine]) -> Iterator[tuple[CaptionedLine, CaptionedLine]]:
    """Every heading of a side of the balance sheet whose lines come to a total of another, with that total."""
    heading, below = None, list[CaptionedLine]()
    for line in lines:
        if not line.values or _SIDE_HEADING.fullmatch(line.label):
            heading, below = (line if _SIDE_HEADING.fullmatch(line.label) and not line.values else None), []
        elif found := _SIDE_TOTAL.fullmatch(line.label):
            headed = _SIDE_HEADING.fullmatch(heading.label) if heading else None
            if heading and headed and _contradict(headed, found) and _come_to(below, line):
                yield heading, line
            heading = None
        else:
            below.append(line)


def _come_to(lines: Sequence[CaptionedLine], total: CaptionedLine) -> bool:
    """The lines are the total's own: there are some, and in a column at least they add up to it.

    Without that it could be the first line of another part, whose total is printed above it.
    """
    if len(lines) < _FEWEST_BELOW or any(len(line.values) != len(total.values) for line in lines):
        return False
    sums = [sum(values) for values in zip(*(line.values for line in lines), strict=True)]
    return any(found == printed for found, printed in zip(sums, total.values, strict=True))


def _contradict(heading: re.Match[str], total: re.Match[str]) -> bool:
    """They name two sides, or two terms of one."""
    if heading["side"].lower() != total["side"].lower():
        return True
    terms = [_HYPHEN.sub("", found["term"] or "").lower() for found in (heading, total)]
    return all(terms) and terms[0] != terms[1]


def _end_of_liabilities(lines: Sequence[CaptionedLine], total: int) -> int:
    """Their total, or else the first line below the assets that is of something else."""
    below = range(total + 1, len(lines))
    sums = [at for at in below if _LIABILITIES.match(lines[at].label) and lines[at].values]
    return next(iter(sums or [at for at in below if _BELOW.match(lines[at].label)]), total)


def _is(line: CaptionedLine, due: re.Pattern[str], ends: re.Pattern[str]) -> bool:
    """The caption is of the other side, and names nothing of this one."""
    if due.search(line.label):
        return True
    both = _CLAIM.search(line.label) and _DEBT.search(line.label)
    return bool(ends.search(line.label)) and not both and not _NEITHER.search(line.label)
