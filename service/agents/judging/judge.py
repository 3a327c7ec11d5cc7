"""Judging words by a model: many passes over the report, the guard, and a second look at each proven claim."""

from __future__ import annotations

from collections.abc import Sequence

from service.agents.judging import sifting
from service.agents.judging.asking import Tell
from service.agents.judging.course import Course
from service.agents.judging.examining import INSTRUCTION, Verdict
from service.agents.judging.lenses import LENSES, Lens, data_of
from service.agents.judging.sifting import LensAnswer, Sifted
from service.agents.models.question import Answer, Asking, Question
from service.agents.result import Result, decoded
from service.agents.spec import Brief
from service.checks.claims.claim import Claims
from service.checks.claims.telling import PREFIX
from service.checks.rules.choice import choice_of
from service.errors import WorkerError

PASSES = 3
"""Over the report, by each lens, where nothing else is set."""
LONGEST_TITLE = 80
"""Characters of a claim's title in the purpose of a question."""
SPLIT, SIFT, COMPOSE = (f"{sifting.__name__}:{name}" for name in ("split", "sift", "compose"))


async def judge(brief: Brief, asking: Asking, result: Result, tell: Tell) -> Result:
    """The computed ``result`` of an agent with what a model claims of the report and the report proves.

    Nothing computed is lost: where the model fails, the result says what was not looked at.
    """
    choice = choice_of((brief.settings.get("select", ""),), (brief.settings.get("ignore", ""),))
    lenses = tuple(lens for lens in LENSES if choice.applies(f"{PREFIX}{lens.name}"))
    if not lenses:
        return result
    passes = int(brief.settings.get("model_passes", PASSES))
    course = Course(brief, asking, result, tell, passes, _asked_for(lenses, passes))
    try:
        return await _judged(course, lenses)
    except WorkerError as error:
        return course.given_up(error)


async def _judged(course: Course, lenses: Sequence[Lens]) -> Result:
    agent_id, report, computed = course.agent_id, course.brief.report, course.result.encoded()
    said = await _claims(course, lenses)
    sifted = await course.worker(SIFT, sifting.sifting(agent_id, computed, said, report))
    verdicts = await _verdicts(course, sifting.read_sifted(sifted))
    task = sifting.composing(agent_id, computed, sifted, verdicts, course.tally(), report=report)
    return decoded(agent_id, await course.worker(COMPOSE, task))


async def _claims(course: Course, lenses: Sequence[Lens]) -> tuple[LensAnswer, ...]:
    """What each lens claims of each part in each pass; the first pass of all lenses comes first."""
    asked: list[tuple[Lens, int]] = []
    questions: list[Question] = []
    for number in range(1, course.passes + 1):
        task = sifting.splitting(course.brief.audit_id, number, course.brief.report)
        parts = sifting.read_parts(await course.worker(SPLIT, task))
        for lens in lenses:
            questions += [_reading(lens, f"pass {number} of {course.passes}", at, parts) for at in range(len(parts))]
            asked += [(lens, number)] * len(parts)
    told = await course.all_asked(questions)
    return tuple(
        LensAnswer(lens.name, number, one.value.claims)
        for (lens, number), one in zip(asked, told, strict=True)
        if isinstance(one, Answer) and isinstance(one.value, Claims)
    )


def _reading(lens: Lens, which_pass: str, at: int, parts: Sequence[str]) -> Question:
    which = f"part {at + 1} of {len(parts)}"
    return Question(
        purpose=f"{lens.name} lens, {which}, {which_pass}",
        instruction=lens.instruction,
        data=data_of(f"A financial report, {which}.", parts[at]),
        answer=Claims,
    )


async def _verdicts(course: Course, sifted: Sifted) -> tuple[Verdict | None, ...]:
    """What the second look at each claim says; None where it was not taken."""
    questions = [
        Question(
            purpose=f"second look: {one.claim.title[:LONGEST_TITLE]}",
            instruction=INSTRUCTION,
            data=data_of("A claim about a financial report, and what it quotes.", case),
            answer=Verdict,
            tier="strong",
        )
        for one, case in zip(sifted.distinct, sifted.cases, strict=True)
    ]
    values = [one.value if isinstance(one, Answer) else None for one in await course.all_asked(questions)]
    return tuple(value if isinstance(value, Verdict) else None for value in values)


def _asked_for(lenses: Sequence[Lens], passes: int) -> str:
    named = ", ".join(lens.name for lens in lenses)
    times = "once" if passes == 1 else f"{passes} times"
    return f"was asked to read the report {times} through each of these lenses: {named}"
