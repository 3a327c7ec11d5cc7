"""Judging disclosures by a model: what was not found is looked for in other words, twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from service.agents.judging import searching
from service.agents.judging.asking import Tell
from service.agents.judging.course import Course
from service.agents.judging.disclosed import AGAIN, INSTRUCTION, Batch, Disclosures
from service.agents.judging.lenses import data_of
from service.agents.judging.looks import Seen
from service.agents.models.question import Answer, Asking, Question
from service.agents.result import Result, decoded
from service.agents.spec import Brief
from service.errors import WorkerError
from service.events import Tier

SETTINGS = ("framework", "disclosures", "select", "ignore")
"""That the search takes, as the check does."""
ASKED_FOR = "was asked for each disclosure that was not found and may be told in other words"
BATCHES, VERIFY, COMPOSE = (f"{searching.__name__}:{name}" for name in ("batches", "verify", "compose"))


async def judge(brief: Brief, asking: Asking, result: Result, tell: Tell) -> Result:
    """The computed ``result`` with what a model finds of the items that were not found.

    A note whose item it quotes goes; where it does not find it either, at a second look, that is said. Nothing computed
    is lost where it fails.
    """
    course = Course(brief, asking, result, tell, passes=1, asked_for=ASKED_FOR)
    settings = {name: brief.settings[name] for name in SETTINGS if name in brief.settings}
    try:
        return await _judged(course, settings)
    except WorkerError as error:
        return course.given_up(error)


async def _judged(course: Course, settings: Mapping[str, str]) -> Result:
    """The result as it is where nothing is left to judge."""
    report = course.brief.report
    asked = searching.read_batches(await course.worker(BATCHES, searching.wanting(settings, report)))
    if not asked:
        return course.result
    first = await _looked(course, asked, "fast")
    second = await _looked(course, _left(asked, searching.read_seen(first)), "strong")
    task = searching.composing(course.agent_id, settings, first, second, course.tally(), report=report)
    return decoded(course.agent_id, await course.worker(COMPOSE, task))


async def _looked(course: Course, asked: Sequence[Batch], tier: Tier) -> bytes:
    """What one look says of each item, as ``verify`` gives it; the second is the strong model's."""
    look, instruction = ("first", INSTRUCTION) if tier == "fast" else ("second", AGAIN)
    questions = [
        Question(
            purpose=f"{batch.standard}: {', '.join(one.item for one in batch.wanted)}, {look} look",
            instruction=instruction,
            data=data_of("Items, and lines of financial statements.", batch.data),
            answer=Disclosures,
            tier=tier,
        )
        for batch in asked
    ]
    told = await course.all_asked(questions)
    answers = tuple(
        (batch, one.value)
        for batch, one in zip(asked, told, strict=True)
        if isinstance(one, Answer) and isinstance(one.value, Disclosures)
    )
    return await course.worker(VERIFY, searching.verifying(answers, course.brief.report))


def _left(asked: Sequence[Batch], first: Sequence[Seen]) -> tuple[Batch, ...]:
    """What was asked and answered, and is not disclosed whole by a quote that is in the report."""
    open_ = {one.wanted for one in first if not one.is_told}
    left = (replace(batch, wanted=tuple(one for one in batch.wanted if one in open_)) for batch in asked)
    return tuple(batch for batch in left if batch.wanted)
