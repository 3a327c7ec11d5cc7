"""The worker's side of external_signal: which questions a report asks, and what the answers mean for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pydantic import TypeAdapter

from service.agents.labelling import with_page_labels
from service.agents.result import result_of
from service.checks.external.previous.source import latest
from service.checks.external.run import Questions, UnansweredRequest, outcome, questions
from service.checks.external.source import SourceAnswer
from service.checks.external.telling import AGENT_ID
from service.checks.rules.choice import Choice, choice_of
from service.reports import codec
from service.workers.parts import joined, parted

_Settings = dict[str, str]
_SETTINGS: TypeAdapter[_Settings] = TypeAdapter(_Settings)
_NAMES: TypeAdapter[tuple[str, ...]] = TypeAdapter(tuple[str, ...])
_QUESTIONS: TypeAdapter[Questions] = TypeAdapter(Questions)
_UNANSWERED: TypeAdapter[tuple[UnansweredRequest, ...]] = TypeAdapter(tuple[UnansweredRequest, ...])
_ANSWERS: TypeAdapter[tuple[SourceAnswer, ...]] = TypeAdapter(tuple[SourceAnswer, ...])
_PLACE: TypeAdapter[int | None] = TypeAdapter(int | None)
QUESTIONS, LATEST, COMPARE = f"{__name__}:find_questions", f"{__name__}:find_latest", f"{__name__}:compare"


def asking(enabled: tuple[str, ...], settings: _Settings, report: bytes) -> bytes:
    """What ``find_questions`` takes."""
    return joined(_NAMES.dump_json(enabled), _SETTINGS.dump_json(settings), report)


def find_questions(task: bytes, _: Callable[[bytes], None]) -> bytes:
    """What to ask the enabled sources about a report."""
    enabled, settings, report = parted(task)
    choice = _choice(_SETTINGS.validate_json(settings))
    return _QUESTIONS.dump_json(questions(codec.decode(report), _NAMES.validate_json(enabled), choice))


def found_questions(data: bytes) -> Questions:
    """What ``find_questions`` gave back."""
    return _QUESTIONS.validate_json(data)


def choosing(report: bytes, others: Sequence[bytes]) -> bytes:
    """What ``find_latest`` takes."""
    return joined(report, *others)


def find_latest(task: bytes, _: Callable[[bytes], None]) -> bytes:
    """Which of several reports is the entity's previous one."""
    report, *others = (codec.decode(part) for part in parted(task))
    return _PLACE.dump_json(latest(report, others))


def found_latest(data: bytes) -> int | None:
    """What ``find_latest`` gave back: a place among the others; None for none of them."""
    return _PLACE.validate_json(data)


def comparing(
    asked: Questions,
    answers: tuple[SourceAnswer, ...],
    unanswered: tuple[UnansweredRequest, ...],
    settings: _Settings,
    report: bytes,
) -> bytes:
    """What ``compare`` takes: the bytes of the answers, next to what is known of each."""
    bare = tuple(replace(answer, body=b"") for answer in answers)
    said = (_QUESTIONS.dump_json(asked), _ANSWERS.dump_json(bare), _UNANSWERED.dump_json(unanswered))
    return joined(*said, _SETTINGS.dump_json(settings), report, *(answer.body for answer in answers))


def compare(task: bytes, _: Callable[[bytes], None]) -> bytes:
    """The result of the agent, encoded."""
    asked, bare, unanswered, settings, report, *bodies = parted(task)
    answers = tuple(
        replace(answer, body=body) for answer, body in zip(_ANSWERS.validate_json(bare), bodies, strict=True)
    )
    read = codec.decode(report)
    said = outcome(
        read,
        _QUESTIONS.validate_json(asked).nothing,
        answers,
        _UNANSWERED.validate_json(unanswered),
        _choice(_SETTINGS.validate_json(settings)),
    )
    return result_of(AGENT_ID, with_page_labels(said, read)).encoded()


def _choice(settings: _Settings) -> Choice:
    return choice_of((settings.get("select", ""),), (settings.get("ignore", ""),))
