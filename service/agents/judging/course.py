"""One judging under way: how it asks and computes, and what has come of its questions so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from service.agents.judging.asking import QuestionResult, Tell, UnansweredQuestion, all_asked
from service.agents.judging.tally import Tally
from service.agents.models.question import Answer, Asking, Question
from service.agents.result import Result, with_judgement
from service.agents.spec import Brief
from service.errors import WorkerError


@dataclass
class Course:
    """The judging of one agent's computed ``result``.

    ``passes`` and ``asked_for`` are what its numbers and its words say of it; see ``Tally``.
    """

    brief: Brief
    asking: Asking
    result: Result
    tell: Tell
    passes: int
    asked_for: str
    _told: list[QuestionResult] = field(default_factory=list[QuestionResult])
    _first_answered: int | None = None

    @property
    def agent_id(self) -> str:
        """The agent whose result it is."""
        return self.result.event.agent_id

    async def all_asked(self, questions: Sequence[Question]) -> list[QuestionResult]:
        """What came of each question; those that are asked first are the ones without which nothing was looked at."""
        told = await all_asked(self.asking, questions, self.tell)
        self._told += told
        if self._first_answered is None:
            self._first_answered = sum(isinstance(one, Answer) for one in told)
        return told

    async def worker(self, function: str, task: bytes) -> bytes:
        """``function`` ("module:name") of a worker process.

        Raises:
            WorkerError: it could not finish.
        """
        brief = self.brief
        return await brief.pool.run(function, task, brief.timeout_s, sender=brief.sender)

    def tally(self, *besides: UnansweredQuestion) -> Tally:
        """The numbers of what was asked so far, and of what did not come about for another reason."""
        lost = (*(one for one in self._told if isinstance(one, UnansweredQuestion)), *besides)
        return Tally(
            model=self.asking.model,
            passes=self.passes,
            answered=sum(isinstance(one, Answer) for one in self._told),
            unanswered=tuple((one.purpose, one.reason) for one in lost),
            first_answered=self._first_answered or 0,
            usage=self.asking.usage,
            asked_for=self.asked_for,
        )

    def given_up(self, error: WorkerError) -> Result:
        """The computed result, and that nothing came of the answers: they could not be held against the report."""
        lost = UnansweredQuestion("holding the answers against the report", str(error))
        tally = replace(self.tally(lost), first_answered=0)
        judgement = tally.judgement(0, 0, 0, {}, 0)
        found = tuple(tally.incomplete(self.agent_id))
        return with_judgement(self.result, found, judgement, tally.in_words(judgement))
