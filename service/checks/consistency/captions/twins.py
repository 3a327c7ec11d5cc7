"""The captions of a report, and those that are the same but for one word or for their brackets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.checks.consistency.text.lines import CaptionedLine
from service.checks.consistency.text.wording import Wording

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 6
"""Letters of a word that is judged; in shorter ones another letter often makes another word."""
_RIGHT = 2
"""Captions that have the right spelling, at least."""
_ENDING = 2
"""Letters at the end of a word that may differ: "issue", "issued", "issuer"."""
_VARIANTS = (("s", "z"), ("z", "s"), ("u", ""), ("", "u"), ("l", ""), ("", "l"), ("e", ""), ("", "e"))
"""Letters by which British and American spellings differ: replaced, left out, added."""


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A caption with a word that is nowhere else, one letter away from the word that its twins have."""

    line: CaptionedLine
    wrong: str
    right: str
    twins: tuple[CaptionedLine, ...]


def misspelt(lines: Iterable[CaptionedLine], texts: Iterable[Wording]) -> Iterator[Misspelt]:
    """Every caption that is spelt otherwise than its twins by a slip of one letter."""
    words = Counter(word for text in texts for word in _WORD.findall(text.text.lower()))
    captions: dict[tuple[str, ...], list[CaptionedLine]] = defaultdict(list)
    for line in lines:
        if line.values and (found := tuple(_WORD.findall(line.label.lower()))):
            captions[found].append(line)
    gapped: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for caption in captions:
        for at, _ in enumerate(caption):
            gapped[_without(caption, at)].append(caption)
    for caption, own in captions.items():
        for at, word in enumerate(caption):
            if len(own) == 1 and len(word) >= _SHORTEST and words[word] == 1:
                yield from _slips(own[0], at, gapped[_without(caption, at)], captions)


def _without(caption: tuple[str, ...], at: int) -> tuple[str, ...]:
    return (*caption[:at], "", *caption[at + 1 :])


def _slips(
    line: CaptionedLine,
    at: int,
    alike: Iterable[tuple[str, ...]],
    captions: dict[tuple[str, ...], list[CaptionedLine]],
) -> Iterator[Misspelt]:
    wrong = _WORD.findall(line.label.lower())[at]
    for twin in alike:
        right, twins = twin[at], captions[twin]
        if len(twins) >= _RIGHT and is_slip(wrong, right):
            yield Misspelt(line, wrong, right, tuple(twins))


def is_slip(wrong: str, right: str) -> bool:
    """One letter is left out, added, replaced or swapped with the next, and not at the end or as spellings differ."""
    start = next((at for at, (one, other) in enumerate(zip(wrong, right, strict=False)) if one != other), None)
    if start is None or wrong == right or start >= min(len(wrong), len(right)) - _ENDING + 1:
        return False
    if len(wrong) == len(right) and wrong[start : start + 2] == right[start : start + 2][::-1]:
        return wrong[start + 2 :] == right[start + 2 :]
    for more, less in ((1, 1), (1, 0), (0, 1)):
        if wrong[start + more :] == right[start + less :]:
            return (wrong[start : start + more], right[start : start + less]) not in _VARIANTS
    return False


def unbalanced(lines: Iterable[CaptionedLine]) -> Iterator[tuple[CaptionedLine, CaptionedLine]]:
    """Every caption with a bracket too many or too few, with one of the same words and all brackets."""
    by_words: dict[tuple[str, ...], list[CaptionedLine]] = defaultdict(list)
    for line in lines:
        if line.values:
            by_words[tuple(_WORD.findall(line.label.lower()))].append(line)
    for alike in by_words.values():
        odd = [line for line in alike if line.label.count("(") != line.label.count(")")]
        even = [line for line in alike if line.label.count("(") == line.label.count(")") > 0]
        if len(odd) == 1 and even:
            yield odd[0], even[0]
