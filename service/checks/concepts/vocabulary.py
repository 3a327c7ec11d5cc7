"""The vocabulary of accounts: which concept a caption names, and which identities a concept takes part in.

``concepts.toml`` and ``identities.toml`` are the data, documented at their heads; their shape is checked here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, cast, get_args

from pydantic import BaseModel, ConfigDict

from service.checks.concepts.phrases import pattern, plain

Statement = Literal["balance_sheet", "income_statement", "cash_flow", "equity_statement"]
Language = Literal["en", "de", "fr", "es", "it", "nl", "sv", "pt"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Sign = Literal["+", "-", "~"]
"""As printed; taken away, whatever its sign in print; added or taken away, the same in all columns."""


@dataclass(frozen=True, slots=True)
class IdentityTerm:
    """A concept in an identity, and how it counts."""

    concept: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class Identity:
    """A relation between concepts that holds by definition."""

    total: str
    terms: tuple[IdentityTerm, ...]
    may: tuple[IdentityTerm, ...]
    """Those that count where they are printed and the sum needs them."""
    check: str
    after: bool = False
    """Only where no other line is between these."""
    voted: bool = False
    """Its captions are used for other things, too: at least one column must hold."""
    unless: str | None = None
    """Not where this concept is printed as well."""
    behind: str | None = None
    """What may count does so if it is behind this concept, and not if it is before it."""
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All concepts with their names, and all identities."""

    statements: Mapping[str, Statement]
    """Where each concept stands."""
    patterns: Mapping[str, re.Pattern[str]]
    identities: tuple[Identity, ...]

    def concept_of(self, caption: str) -> str | None:
        """The concept that the caption names and no other; None if it names none, or several."""
        words = plain(caption)
        found = [concept for concept, names in self.patterns.items() if names.fullmatch(words)]
        return found[0] if len(found) == 1 else None


class _Concept(BaseModel):
    """A table ``[concept.NAME]`` of the data."""

    model_config = ConfigDict(extra="forbid")

    statement: Statement
    en: tuple[str, ...]
    de: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    es: tuple[str, ...] = ()
    it: tuple[str, ...] = ()
    nl: tuple[str, ...] = ()
    sv: tuple[str, ...] = ()
    pt: tuple[str, ...] = ()

    def phrases(self) -> tuple[str, ...]:
        return tuple(phrase for language in LANGUAGES for phrase in getattr(self, language))


class _Concepts(BaseModel):
    model_config = ConfigDict(extra="forbid")

    words: dict[str, tuple[str, ...]]
    concept: dict[str, _Concept]


class _Identity(BaseModel):
    """A table ``[[identity]]`` of the data."""

    model_config = ConfigDict(extra="forbid")

    total: str
    terms: tuple[str, ...]
    may: tuple[str, ...] = ()
    check: str
    after: bool = False
    voted: bool = False
    unless: str | None = None
    behind: str | None = None
    reference: str | None = None


class _Identities(BaseModel):
    model_config = ConfigDict(extra="forbid")

    identity: tuple[_Identity, ...]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary, read once.

    Raises:
        pydantic.ValidationError, KeyError, ValueError: the data have not the shape that their heads describe.
    """
    known = _Concepts.model_validate(_data("concepts.toml"))
    identities = tuple(_identity(one) for one in _Identities.model_validate(_data("identities.toml")).identity)
    for one in identities:
        named = (one.total, one.unless, one.behind, *(term.concept for term in (*one.terms, *one.may)))
        unknown = {name for name in named if name} - known.concept.keys()
        if unknown:
            raise KeyError(f"identities.toml names {', '.join(sorted(unknown))}, which concepts.toml has not")
    return Vocabulary(
        {name: concept.statement for name, concept in known.concept.items()},
        {name: _compiled(concept, known.words) for name, concept in known.concept.items()},
        identities,
    )


@lru_cache(maxsize=16384)
def concept_of(caption: str) -> str | None:
    """The concept that a caption names; None if it names none, or several."""
    return vocabulary().concept_of(caption)


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files("service.checks.concepts").joinpath(name).read_text(encoding="utf-8"))


def _compiled(concept: _Concept, words: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    return re.compile("|".join(pattern(phrase, words) for phrase in concept.phrases()))


def _identity(entry: _Identity) -> Identity:
    return Identity(
        entry.total,
        tuple(map(_term, entry.terms)),
        tuple(map(_term, entry.may)),
        entry.check,
        entry.after,
        entry.voted,
        entry.unless,
        entry.behind,
        entry.reference,
    )


def _term(text: str) -> IdentityTerm:
    sign = text[:1]
    if sign not in get_args(Sign):
        raise ValueError(f"{text!r} does not begin with one of {', '.join(get_args(Sign))}")
    return IdentityTerm(text[1:], cast(Sign, sign))
