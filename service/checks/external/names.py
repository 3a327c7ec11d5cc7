"""Names of companies as far as their writing does not matter: legal forms, punctuation and case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from service.reports.model import Report

_DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|$|,)")
"""Between single letters: "S.A.", "N.V.", "p.l.c."."""
_WORD = re.compile(r"[^\W_]+")
_PHRASES = (
    ("public limited company", "plc"),
    ("societas europaea", "se"),
    ("aktiengesellschaft", "ag"),
    ("societe anonyme", "sa"),
    ("naamloze vennootschap", "nv"),
    ("besloten vennootschap", "bv"),
    ("limited liability partnership", "llp"),
    ("limited liability company", "llc"),
    ("gesellschaft mit beschrankter haftung", "gmbh"),
)
_WORDS = {"limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co", "and": "&"}
LEGAL_FORMS = frozenset(
    (
        *("ab", "ag", "asa", "as", "bv", "co", "corp", "gmbh", "inc", "kgaa", "llc", "llp", "lp", "ltd", "nv", "oyj"),
        *("plc", "sa", "sca", "se", "spa", "srl", "sas", "sarl", "kg", "oy", "aps", "pty", "sab"),
    )
)
_LATIN = re.compile(r"[a-z]")


def folded(name: str) -> str:
    """The name's words as they are compared: "The Tolveren Group p.l.c." is "tolveren group plc"."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold()
    bare = _DOTS.sub("", "".join(char for char in plain if not unicodedata.combining(char)))
    text = " ".join(_WORD.findall(bare))
    for phrase, short in _PHRASES:
        text = text.replace(phrase, short)
    words = [_WORDS.get(word, word) for word in text.split()]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def without_form(name: str) -> str:
    """A folded name without the legal form at its end: "tolveren group" of "tolveren group plc"."""
    words = name.split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def is_legal_name(text: str) -> bool:
    """Whether a line is a name with a legal form at its end, and nothing else."""
    words = folded(text).split()
    named = 2 <= len(words) <= 10 and words[-1] in LEGAL_FORMS and words[0] not in LEGAL_FORMS
    return named and not words[0].isdigit() and "(" not in text


def can_be_compared(name: str) -> bool:
    """Whether it is written in Latin letters: a report in English has a name in Greek or Japanese nowhere."""
    return bool(_LATIN.search(folded(name)))


class SearchableText:
    """All that a report says, as far as it can be searched for names."""

    def __init__(self, report: Report) -> None:
        self._text = f" {' '.join(folded(text) for text in _texts(report) if text)} "

    def names(self, name: str) -> bool:
        """Whether the name is anywhere, with or without its legal form."""
        whole = folded(name)
        return any(f" {form} " in self._text for form in (whole, without_form(whole)) if form)


def _texts(report: Report) -> Iterator[str]:
    yield from (paragraph.text for paragraph in report.paragraphs)
    for table in report.tables:
        yield table.title
        yield from (cell.text for cell in table.cells if cell.number is None)
