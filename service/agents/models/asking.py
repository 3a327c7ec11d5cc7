"""A model as one agent of one audit asks it: tried until there is an answer, which is in the log before it is used."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from service.agents.models import trouble as troubles
from service.agents.models.budget import Budget
from service.agents.models.configured_models import ConfiguredModels
from service.agents.models.question import Answer, Question, Source
from service.agents.models.replies import Model, NotValid, Reply, validated
from service.agents.models.trying import GivenUpError, TriesSoFar, Trying
from service.artifacts import artifact_sha256
from service.errors import ModelBudgetSpent, ModelFailed
from service.events import ModelAnswered, ModelErrored, Usage


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer that the log holds."""

    text: str
    model: str
    sources: tuple[Source, ...] = ()
    usage: Usage = field(default_factory=Usage)
    """What it has cost when it was given."""


class Commit(Protocol):
    """Comes back once the event, and the text that it names, are committed."""

    async def __call__(self, event: ModelAnswered | ModelErrored, *artifacts: bytes) -> None: ...


class AgentAsking:
    """An ``Asking``. ``recorded`` are the answers that the agent has been given before, by the keys of the questions.

    ``time_s`` is how long it may ask, from its first question on; then calls are cut, and no more are made.
    """

    def __init__(
        self,
        agent_id: str,
        configured: ConfiguredModels,
        budget: Budget,
        commit: Commit,
        *,
        recorded: Mapping[str, Recorded],
        time_s: float,
    ) -> None:
        self._agent_id = agent_id
        self._configured = configured
        self._commit = commit
        self._recorded = dict(recorded)
        self._time_s = time_s
        self._deadline: float | None = None
        self._counted: set[str] = set()
        self._usage = Usage()
        # Its other questions do not stand in line yet: whoever has hundreds of them lets others in between.
        in_line = asyncio.Semaphore(configured.access.limits.at_once)
        self._trying = Trying(agent_id, configured.access, budget, in_line)
        self._one_at_a_time: dict[str, asyncio.Lock] = {}
        self._running: set[asyncio.Task[Answer]] = set()
        self._closed = False

    @property
    def model(self) -> str:
        """Which models answer."""
        return self._configured.said

    @property
    def can_search(self) -> bool:
        """Whether questions can be grounded."""
        return self._configured.can_search

    @property
    def usage(self) -> Usage:
        """What the answers so far have cost, and the questions that failed."""
        return self._usage

    async def ask(self, question: Question) -> Answer:
        """See ``Asking``.

        Raises:
            ModelFailed: there is no usable answer.
            ModelBudgetSpent: the audit has no tokens left.
        """
        if self._closed:
            raise ModelFailed(self._agent_id, troubles.TIME, "the agent has been stopped")
        if question.grounded and not self.can_search:
            raise ModelFailed(self._agent_id, troubles.REJECTED, f"{self.model} cannot search the web")
        # In a task of its own, so that a call ends with its agent even where that takes no notice of being stopped.
        work = asyncio.create_task(self._asked(question), name=f"question of {self._agent_id}")
        self._running.add(work)
        work.add_done_callback(self._ended)
        return await work

    def time_granted_s(self) -> float:
        """How much more time its agent may take because it has asked; none if it has not."""
        return 0.0 if self._deadline is None else self._time_s

    def close(self) -> None:
        """The agent is done or stopped: calls that are still under way are cut."""
        self._closed = True
        for work in self._running:
            work.cancel()

    def _ended(self, work: asyncio.Task[Answer]) -> None:
        self._running.discard(work)
        if not work.cancelled():
            work.exception()  # whoever asked has it; if they have gone, nobody misses it

    async def _asked(self, question: Question) -> Answer:
        async with self._one_at_a_time.setdefault(question.key, asyncio.Lock()):
            if (told := self._told(question)) is not None:
                return told
            model, course = self._configured.models[question.tier], TriesSoFar()
            try:
                async with asyncio.timeout_at(self._until()):
                    await asyncio.sleep(0)  # where all time is over no call is even begun
                    reply = await self._trying.reply(question, model, course, self._until())
            except TimeoutError:
                said = f"its agent may ask for {self._time_s:g} s in all (TICKMARK_MODEL_TIME_S)"
                raise await self._failed(question, model, course, troubles.TIME, said) from None
            except GivenUpError as error:
                raise await self._failed(question, model, course, error.trouble.reason, error.trouble.said) from None
            except ModelBudgetSpent as error:
                if course.tries:
                    await self._failed(question, model, course, troubles.BUDGET, str(error))
                raise
            return await self._answered(question, model, course, reply)

    def _told(self, question: Question) -> Answer | None:
        """The answer that the log holds; none where a later version of Tickmark would not have taken it."""
        recorded = self._recorded.get(question.key)
        if recorded is None:
            return None
        try:
            value = validated(recorded.text, question.answer)
        except NotValid:
            return None
        self._count(question.key, recorded.usage)
        return Answer(value, recorded.model, recorded=True, sources=recorded.sources)

    def _until(self) -> float:
        """The end of all asking, by the clock of the loop."""
        if self._deadline is None:
            self._deadline = asyncio.get_running_loop().time() + self._time_s
        return self._deadline

    async def _answered(self, question: Question, model: Model, course: TriesSoFar, reply: Reply) -> Answer:
        text = reply.text.encode()
        event = ModelAnswered(
            agent_id=self._agent_id,
            key=question.key,
            purpose=question.purpose,
            tier=question.tier,
            model=model.name,
            tries=course.tries,
            usage=course.usage,
            duration_ms=course.duration_ms,
            artifact=artifact_sha256(text),
            sources=reply.sources,
        )
        await self._commit(event, text)
        self._recorded[question.key] = Recorded(reply.text, model.name, reply.sources, course.usage)
        self._count(question.key, course.usage)
        return Answer(validated(reply.text, question.answer), model.name, recorded=False, sources=reply.sources)

    async def _failed(
        self, question: Question, model: Model, course: TriesSoFar, reason: str, said: str
    ) -> ModelFailed:
        """The error of a question that has no answer; it is in the log if anybody was asked."""
        said = self._configured.secrets.without(said)
        self._usage += course.usage
        if course.tries:
            event = ModelErrored(
                agent_id=self._agent_id,
                key=question.key,
                purpose=question.purpose,
                tier=question.tier,
                model=model.name,
                tries=course.tries,
                error=said or reason,
                error_type=reason,
                usage=course.usage,
            )
            await self._commit(event)
        return ModelFailed(self._agent_id, reason, said)

    def _count(self, key: str, usage: Usage) -> None:
        """An answer has cost ``usage``, however often it is asked for."""
        if key not in self._counted:
            self._counted.add(key)
            self._usage += usage
