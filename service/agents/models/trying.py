"""One question, called for until there is an answer of its form, or nothing to hope for."""

from __future__ import annotations

import asyncio
import time
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

from service.agents.models import trouble as troubles
from service.agents.models.access import Access
from service.agents.models.budget import Budget
from service.agents.models.question import Question
from service.agents.models.replies import Correction, Model, NotValid, Reply, reckoned, validated
from service.agents.models.trouble import Trouble
from service.events import Usage


class GivenUpError(Exception):
    """There is no answer, for the ``trouble`` of the last call."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.said)
        self.trouble = trouble


@dataclass(slots=True)
class TriesSoFar:
    """What has become of a question so far."""

    begun: float = field(default_factory=time.monotonic)
    tries: int = 0
    usage: Usage = field(default_factory=Usage)

    @property
    def duration_ms(self) -> int:
        """Since it was first asked, all waiting included."""
        return int((time.monotonic() - self.begun) * 1000)


@dataclass(frozen=True, slots=True)
class Trying:
    """How the questions of one agent are called for. ``line`` is the place that each of its calls takes first."""

    agent_id: str
    access: Access
    budget: Budget
    line: AbstractAsyncContextManager[object]

    async def reply(self, question: Question, model: Model, course: TriesSoFar, until: float) -> Reply:
        """A reply that is valid. One that is not is corrected once; trouble that passes is tried again, ``until`` (by
        the clock of the loop) at most.

        Raises:
            GivenUpError: there is none.
            ModelBudgetSpent: another call cannot be paid for.
        """
        correction: Correction | None = None
        failures = 0
        while True:
            said = await self._call(question, model, correction, course)
            if isinstance(said, Trouble):
                failures += 1
                rest_s = self.access.pause_s(said, failures)
                in_time = asyncio.get_running_loop().time() + rest_s < until
                if not said.passes or failures >= self.access.limits.tries or not in_time:
                    raise GivenUpError(said)
                await self.access.rest(said, rest_s)
                continue
            try:
                validated(said.text, question.answer)
            except NotValid as problem:
                if correction is not None:
                    raise GivenUpError(Trouble(troubles.NOT_VALID, str(problem), passes=False)) from problem
                correction = Correction(said.text, str(problem))
            else:
                return said

    async def _call(
        self, question: Question, model: Model, correction: Correction | None, course: TriesSoFar
    ) -> Reply | Trouble:
        """One call, its cost on the books."""
        timeout_s = self.access.limits.timeout_s
        cost = reckoned(question, correction)
        async with self.line, self.access.turn():
            with self.budget.set_aside(self.agent_id, cost.tokens):
                course.tries += 1
                try:
                    async with asyncio.timeout(timeout_s):
                        reply = await model.reply(question, correction)
                except TimeoutError:
                    return troubles.timed_out(timeout_s)
                except Exception as error:  # noqa: BLE001  the edge of a library: whatever it raises is trouble
                    return troubles.of_error(error)
            usage = reply.usage or reckoned(question, correction, reply.text)
            self.budget.spend(usage)
            course.usage += usage
            return troubles.of_reply(reply) or reply
