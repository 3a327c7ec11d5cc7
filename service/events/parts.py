"""Values that events carry: the document, who produced a result, what a model used, what a sign-off covers."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from service.events.event import Said

Tier = Literal["fast", "strong"]
"""Which of the two configured models is asked."""


class Document(BaseModel):
    """The uploaded file: its name, what it is, and the artifact that holds its bytes."""

    model_config = ConfigDict(frozen=True)

    filename: str
    media_type: str
    size_bytes: int
    sha256: str


class Idempotency(BaseModel):
    """The request that an audit became of, where it had a key: the SHA-256 of the key and of the whole request."""

    model_config = ConfigDict(frozen=True)

    key_sha256: str
    request_sha256: str


class Producer(BaseModel):
    """What made a result: the agent's version, the version of its rules, and the model if one was asked."""

    model_config = ConfigDict(frozen=True)

    version: str
    rules: str
    model: str | None = None


class Checks(BaseModel):
    """How many tests passed, failed or could not be made."""

    model_config = ConfigDict(frozen=True)

    passed: int = 0
    failed: int = 0
    not_possible: int = 0


class Usage(BaseModel):
    """What a model was given to read and what it wrote, in tokens."""

    model_config = ConfigDict(frozen=True)

    input_tokens: int = 0
    output_tokens: int = 0
    estimated: bool = False
    """Whether some of it was reckoned from the lengths of the texts, since the model's server did not count."""

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            estimated=self.estimated or other.estimated,
        )

    @property
    def tokens(self) -> int:
        """Both together: what a budget counts."""
        return self.input_tokens + self.output_tokens


class Source(BaseModel):
    """A page of the web that a model has read for its answer."""

    model_config = ConfigDict(frozen=True)

    url: Said
    title: Said = ""


class Judgement(BaseModel):
    """What a model was asked for an agent's result, and what became of its claims."""

    model_config = ConfigDict(frozen=True)

    model: Said
    passes: int
    questions: int
    """How many questions were answered."""
    failed: int
    """How many were not."""
    claims: int
    """What it claimed in all passes together."""
    repeated: int
    """Claims that say what another one says."""
    refuted: int
    dropped: dict[str, int]
    """Claims that the report does not prove, by the reason."""
    confirmed: int
    complete: bool
    """Whether all that should have been asked was answered."""
    usage: Usage = Usage()


class CoveredHead(BaseModel):
    """The last event of a stream that a sign-off covers: its seq and the hash of its text; 0 and null where there was
    none."""

    model_config = ConfigDict(frozen=True)

    head: int
    hash: str | None


class Covered(BaseModel):
    """What a sign-off covers: both streams of the audit as they stood before it."""

    model_config = ConfigDict(frozen=True)

    audit: CoveredHead
    review: CoveredHead


class FigureCounts(BaseModel):
    """How many figures are in each state after what people decided; together, all of them."""

    model_config = ConfigDict(frozen=True)

    holds: int
    finding: int
    dismissed: int
    """In findings which are dismissed, every one of them."""
    untested: int
    unrelated: int


class NotChecked(BaseModel):
    """Why some figures could not be checked, and how many."""

    model_config = ConfigDict(frozen=True)

    reason: Said
    figures: int


class Scope(BaseModel):
    """What a sign-off is about: which figures were checked, and what was not."""

    model_config = ConfigDict(frozen=True)

    figures: int
    counts: FigureCounts
    reasons: tuple[NotChecked, ...]
    """The largest of them first, at most 5."""
    other_reasons: int
    """How many figures could not be checked for a reason that is not named."""
    tests_not_made: tuple[str, ...]
    """Of the tests that every reader expects, those for which nothing was found."""
    agents_failed: tuple[str, ...]
    agents_not_run: tuple[str, ...]
