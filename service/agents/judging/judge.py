"""Judging words by a model: many passes over the report, the guard, and a second look at each claim that stands."""

from __future__ import annotations

from collections.abc import Sequence

from service.agents.judging import sifting
from service.agents.judging.asking import Tell, Told, Unanswered, all_asked
from service.agents.judging.examining import INSTRUCTION, Verdict
from service.agents.judging.lenses import LENSES, Lens, data_of
from service.agents.judging.sifting import Said, Sifted
from service.agents.judging.tally import Tally
from service.agents.models.question import Answer, Asking, Question
from service.agents.result import Result, decoded, with_judgement
from service.agents.spec import Brief
from service.checks.claims.claim import Claims
from service.checks.claims.telling import PREFIX
from service.checks.rules.choice import choice_of
from service.errors import WorkerError

PASSES = 3
"""Over the report, by each lens, where nothing else is set."""
LONGEST_TITLE = 80
"""Characters of a claim's title in the purpose of a question."""


async def judge(brief: Brief, asking: Asking, result: Result, tell: Tell) -> Result:
    """The computed ``result`` of an agent with what a model claims of the report and the report bears out.

    Nothing computed is lost: where the model fails, the result says what was not looked at.
    """
    choice = choice_of((brief.settings.get("select", ""),), (brief.settings.get("ignore", ""),))
    lenses = tuple(lens for lens in LENSES if choice.applies(f"{PREFIX}{lens.name}"))
    if not lenses:
        return result
    return await _Judging(brief, asking, result, tell, lenses).judged()


class _Judging:
    """One judging: its questions, and what is known so far."""

    def __init__(self, brief: Brief, asking: Asking, result: Result, tell: Tell, lenses: tuple[Lens, ...]) -> None:
        self._brief = brief
        self._asking = asking
        self._result = result
        self._tell = tell
        self._lenses = lenses
        self._agent_id = result.event.agent_id
        self._passes = int(brief.settings.get("model_passes", PASSES))
        self._told: list[Told] = []
        self._first_answered = 0

    async def judged(self) -> Result:
        """The result with what was judged."""
        try:
            said = await self._claims()
            data = await self._worker(
                "sift", sifting.sifting(self._agent_id, self._result.encoded(), said, self._report)
            )
            verdicts = await self._verdicts(sifting.read_sifted(data))
            task = sifting.composing(
                self._agent_id, self._result.encoded(), data, verdicts, self._tally(), report=self._report
            )
            return decoded(self._agent_id, await self._worker("compose", task))
        except WorkerError as error:
            tally = self._tally(Unanswered("holding its claims against the report", str(error)))
            judgement = tally.judgement(0, 0, 0, {}, 0)
            found = tuple(tally.incomplete(self._agent_id))
            return with_judgement(self._result, found, judgement, tally.in_words(judgement))

    async def _claims(self) -> tuple[Said, ...]:
        """What each lens claims of each part in each pass; the first pass of all lenses comes first."""
        asked: list[tuple[Lens, int]] = []
        questions: list[Question] = []
        for number in range(1, self._passes + 1):
            task = sifting.splitting(self._brief.audit_id, number, self._report)
            parts = sifting.read_parts(await self._worker("split", task))
            for lens in self._lenses:
                questions += [self._question(lens, number, at, parts) for at in range(len(parts))]
                asked += [(lens, number)] * len(parts)
        told = await self._all(questions)
        self._first_answered = sum(isinstance(one, Answer) for one in told)
        return tuple(
            Said(lens.name, number, one.value.claims)
            for (lens, number), one in zip(asked, told, strict=True)
            if isinstance(one, Answer) and isinstance(one.value, Claims)
        )

    async def _verdicts(self, sifted: Sifted) -> tuple[Verdict | None, ...]:
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
        told = await self._all(questions)
        values = [one.value if isinstance(one, Answer) else None for one in told]
        return tuple(value if isinstance(value, Verdict) else None for value in values)

    def _question(self, lens: Lens, number: int, at: int, parts: Sequence[str]) -> Question:
        which = f"part {at + 1} of {len(parts)}"
        return Question(
            purpose=f"{lens.name} lens, {which}, pass {number} of {self._passes}",
            instruction=lens.instruction,
            data=data_of(f"A financial report, {which}.", parts[at]),
            answer=Claims,
        )

    async def _all(self, questions: Sequence[Question]) -> list[Told]:
        told = await all_asked(self._asking, questions, self._tell)
        self._told += told
        return told

    def _tally(self, *besides: Unanswered) -> Tally:
        lost = (*(one for one in self._told if isinstance(one, Unanswered)), *besides)
        named = ", ".join(lens.name for lens in self._lenses)
        times = "once" if self._passes == 1 else f"{self._passes} times"
        return Tally(
            model=self._asking.model,
            passes=self._passes,
            answered=sum(isinstance(one, Answer) for one in self._told),
            unanswered=tuple((one.purpose, one.reason) for one in lost),
            first_answered=self._first_answered,
            usage=self._asking.usage,
            asked_for=f"was asked to read the report {times} through each of these lenses: {named}",
        )

    async def _worker(self, function: str, task: bytes) -> bytes:
        brief = self._brief
        return await brief.pool.run(f"{sifting.__name__}:{function}", task, brief.timeout_s, sender=brief.sender)

    @property
    def _report(self) -> bytes:
        return self._brief.report
