"""The words that say what a figure is about, made comparable between a sentence and a row's caption."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import fsum

_WORD = re.compile(r"[^\W\d_]+(?:['’&][^\W\d_]+)*")
_SILENT_TEXT = (
    "a an the of for in on at to from by with and or our we its it their his this that these those was were is are be "
    "been has have had as which who than during over under per also s company companies group certain amount amounts "
    "ended year years period periods month months quarter fiscal end ending beginning approximately about due "
    "primarily million billion thousand thousands january february march april may june july august september october "
    "november december first second third fourth compared respectively recorded recognized recognised reported "
    "incurred included including related associated date through not no such other prior same both each all any into "
    "part more less day days increase increased decrease decreased totaled totalled three six nine twelve note see "
    "financial statements consolidated following follows summarizes summarized presents sets forth"
)
_FAINT_TEXT = (
    "total net gross income expense cost loss gain asset liability balance other current charge average value cash "
    "interest rate operating"
)
_SILENT, _FAINT = frozenset(_SILENT_TEXT.split()), frozenset(_FAINT_TEXT.split())
"""Words that say nothing of what a figure is; and words in so many captions that one alone ties nothing."""


def stem(word: str) -> str:
    """The word without the endings of a plural, and with one spelling of -ise and -ize."""
    word = word.lower()
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    return re.sub(r"is(e|ed|ing|ation)$", r"iz\1", word)


def content(text: str) -> frozenset[str]:
    """The words of ``text`` that carry meaning, stemmed."""
    return frozenset(sequence(text))


def sequence(text: str) -> tuple[str, ...]:
    """The words of ``text`` that carry meaning, stemmed, in their order."""
    found = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text))
    return tuple(stem(word) for word in found if word not in _SILENT and len(word) > 1)


def is_faint(word: str) -> bool:
    """Whether a word is in so many captions that it tells little: "expense", "income"."""
    return word in _FAINT


def weight(words: Iterable[str]) -> float:
    """How much these words tell, in whatever order: one for each, a third for those that are in every second caption.

    Sets of words have an order of their own in every process, and rounding must not make verdicts depend on it.
    """
    return fsum(0.35 if word in _FAINT else 1.0 for word in words)
