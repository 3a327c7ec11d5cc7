"""Which subject each standard has: ``standards.toml``, read once and searched by words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from service.checks.consistency import standards
from service.checks.consistency.text.folding import words_of

_RIVALS = (("ASC",), ("IFRS", "IAS", "IFRIC"), ("FRS",))
"""Families whose numbers are taken for one another."""


@dataclass(frozen=True, slots=True)
class CataloguedStandard:
    """A standard with its subjects, the title of today first."""

    family: str
    number: str
    subjects: tuple[str, ...]

    @property
    def name(self) -> str:
        """As it is cited: "IAS 36"."""
        return f"{self.family} {self.number}"

    @property
    def title(self) -> str:
        """Its title today."""
        return self.subjects[0]


@dataclass(frozen=True, slots=True)
class Subject:
    """One of the subjects of a standard, as words."""

    standard: CataloguedStandard
    words: tuple[str, ...]


def standard_of(family: str, number: str) -> CataloguedStandard | None:
    """The standard that is cited, by the topic of a subtopic too ("350-40"); None where it is not known."""
    return _catalogue()[family].get(number.partition("-")[0])


@cache
def subjects_beside(family: str) -> tuple[Subject, ...]:
    """The subjects of all standards that could be meant where one of ``family`` is cited, the longest first."""
    rivals = next(group for group in _RIVALS if family in group)
    found = [
        Subject(standard, words_of(subject))
        for name in rivals
        for standard in _catalogue()[name].values()
        for subject in standard.subjects
    ]
    return tuple(sorted(found, key=lambda subject: -len(subject.words)))


@cache
def own_subjects(standard: CataloguedStandard) -> tuple[tuple[str, ...], ...]:
    """The words of each of its subjects."""
    return tuple(words_of(subject) for subject in standard.subjects)


@cache
def _catalogue() -> Mapping[str, Mapping[str, CataloguedStandard]]:
    """Every standard by family and number."""
    data = tomllib.loads(files(standards).joinpath("standards.toml").read_text(encoding="utf-8"))
    return {
        family: {number: CataloguedStandard(family, number, tuple(subjects)) for number, subjects in numbers.items()}
        for family, numbers in data.items()
    }
