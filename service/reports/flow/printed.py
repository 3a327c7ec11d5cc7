"""Where in a paragraph the words are whose places on the page are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.reports.flow.blocks import PrintedWord
from service.reports.model import TextBox


def text_boxes(text: str, printed: Sequence[PrintedWord]) -> tuple[TextBox, ...]:
    """The boxes of words, in the order in which they are printed, by the characters of the text that they are.

    A word that the text does not have as it was printed (a note mark, a half of a word cut at its hyphen) has none.
    """
    return tuple(_boxes(text, printed))


def _boxes(text: str, printed: Sequence[PrintedWord]) -> Iterator[TextBox]:
    at = 0
    for word, page, box in printed:
        if (start := _found(text, word, at)) is not None:
            at = start + len(word)
            yield start, at, page, *box


def _found(text: str, word: str, at: int) -> int | None:
    """Where a word is as a whole, from a place on."""
    while (start := text.find(word, at)) >= 0:
        end = start + len(word)
        if text[start - 1 : start] in ("", " ") and text[end : end + 1] in ("", " "):
            return start
        at = start + 1
    return None
