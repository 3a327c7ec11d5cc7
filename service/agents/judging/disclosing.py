"""Judging disclosures by a model: what was not found is looked for in other words, twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from service.agents.judging import searching
from service.agents.judging.asking import Tell, Told, Unanswered, all_asked
from service.agents.judging.disclosed import AGAIN, INSTRUCTION, Batch, Disclosures
from service.agents.judging.lenses import data_of
from service.agents.judging.searching import Seen
from service.agents.judging.tally import Tally
from service.agents.models.question import Answer, Asking, Question
from service.agents.result import Result, decoded, with_judgement
from service.agents.spec import Brief
from service.errors import WorkerError
from service.events import Tier

SETTINGS = ("framework", "disclosures", "select", "ignore")
"""That the search takes, as the check does."""
Answers = tuple[tuple[Batch, Disclosures], ...]


async def judge(brief: Brief, asking: Asking, result: Result, tell: Tell) -> Result:
    """The computed ``result`` with what a model finds of the items that were not found.

    A note whose item it quotes goes; where it does not find it either, at a second look, that is said. Nothing computed
    is lost where it fails.
    """
    return await _Judging(brief, asking, result, tell).judged()


class _Judging:
    """One judging: its questions, and what came of them so far."""

    def __init__(self, brief: Brief, asking: Asking, result: Result, tell: Tell) -> None:
        self._brief = brief
        self._asking = asking
        self._result = result
        self._tell = tell
        self._agent_id = result.event.agent_id
        self._settings = {name: brief.settings[name] for name in SETTINGS if name in brief.settings}
        self._told: list[Told] = []
        self._first_answered = 0

    async def judged(self) -> Result:
        """The result with what was judged; as it is where nothing is left to judge."""
        try:
            wanted = await self._worker("batches", searching.wanting(self._settings, self._brief.report))
            asked = searching.read_batches(wanted)
            if not asked:
                return self._result
            first = await self._looked(asked, INSTRUCTION, "fast")
            self._first_answered = sum(isinstance(one, Answer) for one in self._told)
            second = await self._looked(_left(asked, searching.read_seen(first)), AGAIN, "strong")
            task = searching.composing(
                self._agent_id, self._settings, first, second, self._tally(), report=self._brief.report
            )
            return decoded(self._agent_id, await self._worker("compose", task))
        except WorkerError as error:
            tally = self._tally(Unanswered("holding its answers against the report", str(error)))
            judgement = tally.judgement(0, 0, 0, {}, 0)
            found = tuple(tally.incomplete(self._agent_id))
            return with_judgement(
                self._result, found, judgement, f"{tally.model} {tally.asked_for}, and was not heard."
            )

    async def _looked(self, asked: Sequence[Batch], instruction: str, tier: Tier) -> bytes:
        """What one look says of each item, as ``verify`` gives it."""
        look = "first" if tier == "fast" else "second"
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
        told = await all_asked(self._asking, questions, self._tell)
        self._told += told
        answers = tuple(_answers(zip(asked, told, strict=True)))
        return await self._worker("verify", searching.verifying(answers, self._brief.report))

    def _tally(self, *besides: Unanswered) -> Tally:
        lost = (*(one for one in self._told if isinstance(one, Unanswered)), *besides)
        return Tally(
            model=self._asking.model,
            passes=1,
            answered=sum(isinstance(one, Answer) for one in self._told),
            unanswered=tuple((one.purpose, one.reason) for one in lost),
            first_answered=self._first_answered,
            usage=self._asking.usage,
            asked_for="was asked for each disclosure that was not found and may be told in other words",
        )

    async def _worker(self, function: str, task: bytes) -> bytes:
        brief = self._brief
        return await brief.pool.run(f"{searching.__name__}:{function}", task, brief.timeout_s, sender=brief.sender)


def _answers(told: Iterable[tuple[Batch, Told]]) -> Iterable[tuple[Batch, Disclosures]]:
    for batch, one in told:
        if isinstance(one, Answer) and isinstance(one.value, Disclosures):
            yield batch, one.value


def _left(asked: Sequence[Batch], first: Sequence[Seen]) -> tuple[Batch, ...]:
    """What was asked and answered, and is not told by a quote that is in the report."""
    open_ = {one.wanted for one in first if one.place is None}
    left = (replace(batch, wanted=tuple(one for one in batch.wanted if one in open_)) for batch in asked)
    return tuple(batch for batch in left if batch.wanted)
