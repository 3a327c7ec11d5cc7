"""What to ask about a report, and its outcome once the answers are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.checks.external import news
from service.checks.external.gleif import compare_check_digits
from service.checks.external.previous.source import ID as PREVIOUS
from service.checks.external.previous.source import NOTHING_FOUND
from service.checks.external.reporting_entity import ReportingEntity, reporting_entity
from service.checks.external.source import Compared, Request, SourceAnswer
from service.checks.external.sources import SOURCES
from service.checks.external.telling import finding
from service.checks.outcome import Counts, Outcome
from service.checks.rules.choice import Choice
from service.findings import Finding
from service.reports.model import Report
from service.ticks import Untested

UNANSWERED = "external_unanswered"
NOTHING_ENABLED = (
    "no source outside of the report is enabled; TICKMARK_SOURCES=previous,gleif,ecb enables some (docs/agents.md)"
)


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked about a report, and of which source nothing, with the reason."""

    requests: tuple[Request, ...] = ()
    nothing: tuple[tuple[str, str], ...] = ()
    search: bool = False
    """Whether the web is to be searched."""
    entity: tuple[str, ...] = ()
    """What the model reads about the entity then."""


@dataclass(frozen=True, slots=True)
class UnansweredRequest:
    """A question that no answer came to, and why."""

    request: Request
    reason: str


def questions(report: Report, enabled: Iterable[str], choice: Choice) -> Questions:
    """What to ask the sources that are enabled; nothing of one none of whose rules is to be applied."""
    entity = reporting_entity(report)
    enabled = tuple(enabled)
    requests: list[Request] = []
    nothing: list[tuple[str, str]] = []
    for source in (SOURCES[name] for name in enabled if name in SOURCES):
        if not any(choice.applies(rule) for rule in source.rules):
            continue
        wanted = source.wanted(report, entity)
        requests += wanted.requests
        if not wanted.requests:
            nothing.append((source.id, wanted.nothing))
    search = news.ID in enabled and choice.applies(news.CHECK)
    return Questions(tuple(requests), tuple(nothing), search, news.entity_of(entity) if search else ())


def outcome(
    report: Report,
    nothing: Iterable[tuple[str, str]],
    answers: Sequence[SourceAnswer],
    unanswered: Sequence[UnansweredRequest],
    choice: Choice,
) -> Outcome:
    """What the answers mean; what was not asked, or not answered, is listed and counted as not possible."""
    entity = reporting_entity(report)
    results = [_compared(report, entity, answer) for answer in _in_order(answers)]
    compared = compare_check_digits(entity).plus(
        *(one for one, _ in results),
        *(_not_asked(entity, name, why) for name, why in nothing),
        *(_no_answer(entity, one) for one in unanswered),
    )
    without = (*unanswered, *(trouble for _, trouble in results if trouble is not None))
    answered = [one for one, (_, trouble) in zip(_in_order(answers), results, strict=True) if trouble is None]
    if without and all(one.request.source == PREVIOUS and one.status == NOTHING_FOUND for one in answered):
        compared = compared.plus(Compared(findings=(_nobody_answered(without),)))
    return _chosen(compared, choice)


def _in_order(answers: Sequence[SourceAnswer]) -> list[SourceAnswer]:
    return [answer for name in SOURCES for answer in answers if answer.request.source == name]


def _compared(
    report: Report, entity: ReportingEntity, answer: SourceAnswer
) -> tuple[Compared, UnansweredRequest | None]:
    """What one answer means; or that it is not of its source's shape, which leaves the others as they are."""
    source = SOURCES[answer.request.source]
    try:
        compared = source.compare(report, entity, (answer,))
    except ValueError as error:
        why = f"{source.name} was asked for {answer.request.about} and its answer cannot be read: {error}"
        unread = Compared(untested=(Untested(source.rules[0], why, entity.place),), basis=(f"{why}.",))
        return unread, UnansweredRequest(answer.request, f"gave an answer that cannot be read: {error}")
    kept = ", as it was kept from an earlier question" if answer.kept else ""
    basis = f"{source.name} was asked for {answer.request.about}{kept}. What it says is {source.reliability}."
    return compared.plus(Compared(basis=(basis,))), None


def _not_asked(entity: ReportingEntity, name: str, why: str) -> Compared:
    source = SOURCES[name]
    reason = f"{source.name} was not asked: {why}"
    return Compared(untested=(Untested(source.rules[0], reason, entity.place),), basis=(f"{reason}.",))


def _no_answer(entity: ReportingEntity, one: UnansweredRequest) -> Compared:
    source = SOURCES[one.request.source]
    reason = f"{source.name} could not be asked for {one.request.about}: {one.reason}"
    return Compared(untested=(Untested(source.rules[0], reason, entity.place),), basis=(f"{reason}.",))


def _nobody_answered(unanswered: Sequence[UnansweredRequest]) -> Finding:
    reasons = dict.fromkeys(f"{SOURCES[one.request.source].name} {one.reason}" for one in unanswered)
    wording = (
        "No source outside of the report could be asked",
        "Nothing was held against what others publish, since no source gave an answer that can be used: "
        f"{'; '.join(reasons)}.",
    )
    return finding(UNANSWERED, "low", wording, ())


def _chosen(compared: Compared, choice: Choice) -> Outcome:
    """The outcome, of the rules that were asked for."""
    findings = tuple(one for one in compared.findings if choice.applies(one.check))
    ticks = tuple(one for one in compared.ticks if choice.applies(one.check))
    untested = tuple(one for one in compared.untested if choice.applies(one.check))
    failed = sum(one.severity != "info" and one.check != UNANSWERED for one in findings)
    basis = (*compared.basis, choice.in_words) if choice.in_words else compared.basis
    counts = Counts(len(ticks), failed, len(untested))
    return Outcome(findings, counts, ticks, untested, basis=basis)
