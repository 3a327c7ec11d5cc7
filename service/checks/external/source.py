"""What a source is: it says what it wants to be asked of a report, and what its answers mean for the report."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from service.checks.external.reporting_entity import ReportingEntity
from service.findings import Finding
from service.reports.model import Report
from service.ticks import Tick, Untested


@dataclass(frozen=True, slots=True)
class Request:
    """One question to a source: a path below its address and a query, made of identifiers and dates alone."""

    source: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    about: str = ""
    """What is asked for, in words for a person: "the LEI 213800...". It is not sent."""

    @property
    def key(self) -> str:
        """The same question has the same key."""
        return hashlib.sha256(json.dumps([self.source, self.path, self.query]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """What a source answered, and where that comes from. ``status`` is HTTP's; 404 is an answer, too."""

    request: Request
    url: str
    asked_at: str
    status: int
    sha256: str
    body: bytes
    kept: bool = False
    """It is an answer to an earlier question that is not old."""


@dataclass(frozen=True, slots=True)
class SourceQuestions:
    """The questions for one report; ``nothing`` says why there are none."""

    requests: tuple[Request, ...] = ()
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the answers of one source mean for a report. Each finding that is no note is a failed test."""

    findings: tuple[Finding, ...] = ()
    ticks: tuple[Tick, ...] = ()
    untested: tuple[Untested, ...] = ()
    basis: tuple[str, ...] = ()

    def plus(self, *others: Compared) -> Compared:
        """All of them, in this order."""
        every = (self, *others)
        return Compared(
            tuple(finding for one in every for finding in one.findings),
            tuple(tick for one in every for tick in one.ticks),
            tuple(untested for one in every for untested in one.untested),
            tuple(said for one in every for said in one.basis),
        )


class ExternalSource(Protocol):
    """A source. It is pure: who asks it, and how, is the business of ``service.external``."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str:
        """What people call it: "GLEIF"."""
        ...

    @property
    def knows(self) -> str:
        """What it publishes, in words."""
        ...

    @property
    def reliability(self) -> str:
        """How far what it says can be relied on, and why, in words."""
        ...

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that its answers are compared by."""
        ...

    def wanted(self, report: Report, entity: ReportingEntity) -> SourceQuestions:
        """What to ask about this report."""
        ...

    def compare(self, report: Report, entity: ReportingEntity, answers: Sequence[SourceAnswer]) -> Compared:
        """What ``answers``, of which there is at least one, mean for the report.

        Raises:
            ValueError: an answer is not of the shape that this source's answers have.
        """
        ...
