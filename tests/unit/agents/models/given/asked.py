"""What agents ask in tests, what the log would hold of it, and a clock that nobody waits for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pydantic import BaseModel

from service.agents.models.access import Access, CallLimits, Clock
from service.agents.models.adk import AdkModel
from service.agents.models.asking import AgentAsking, Recorded
from service.agents.models.budget import Budget
from service.agents.models.configured_models import ConfiguredModels
from service.agents.models.making import made
from service.agents.models.naming import chosen
from service.agents.models.question import Question, Tier
from service.agents.models.secrets import Secrets
from service.artifacts import artifact_sha256
from service.events import ModelAnswered, ModelErrored
from service.settings import Settings
from tests.model_server import ModelServer
from tests.waiting import DEADLINE_S

AGENT = "logic_consistency"
KEY = "sk-not-a-key-that-opens-anything"
NOTHING_RECORDED: Mapping[str, Recorded] = MappingProxyType({})


class Verdict(BaseModel):
    """What a model is asked for."""

    stands: bool
    why: str


GOOD = '{"stands": true, "why": "the two figures differ"}'


def question(data: str = "[P1] Revenue was 7.", tier: Tier = "fast", *, grounded: bool = False) -> Question:
    return Question("whether it stands", "Say whether the claim stands.", data, Verdict, tier, grounded)


@dataclass
class StandingClock:
    """Time that passes only while somebody waits."""

    time: float = 0.0
    waited: list[float] = field(default_factory=list)
    chance: float = 1.0

    async def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.time, self.sleep, lambda: self.chance)


class Desk:
    """Agents of one audit that ask the server, and the events that they commit."""

    def __init__(self, server: ModelServer) -> None:
        self._server = server
        self._models: list[AdkModel] = []
        self.events: list[ModelAnswered | ModelErrored] = []
        self.texts: dict[str, bytes] = {}
        self.clock = StandingClock()
        self.before_commit: Callable[[], None] = lambda: None

    def settings(self, **more: object) -> Settings:
        given: dict[str, object] = {"model": "openai/small", "model_base_url": self._server.url, "model_api_key": KEY}
        return Settings(**(given | more))  # pyright: ignore[reportArgumentType]

    def configured(self, **more: object) -> ConfiguredModels:
        settings = self.settings(**({"model_call_timeout_s": DEADLINE_S} | more))
        names = chosen(settings)
        assert names is not None
        models = made(names, settings.model_output_tokens)
        self._models += models.values()
        return ConfiguredModels(
            {"fast": models[names.fast], "strong": models[names.strong]},
            Access(CallLimits.of(settings), self.clock.clock),
            Secrets(names),
            names.said,
            can_search=False,
        )

    def asking(
        self,
        configured: ConfiguredModels | None = None,
        budget: Budget | None = None,
        recorded: Mapping[str, Recorded] = NOTHING_RECORDED,
        time_s: float = DEADLINE_S,
        **settings: object,
    ) -> AgentAsking:
        return AgentAsking(
            AGENT,
            configured or self.configured(**settings),
            budget or Budget(1_000_000),
            self.commit,
            recorded=recorded,
            time_s=time_s,
        )

    async def commit(self, event: ModelAnswered | ModelErrored, *artifacts: bytes) -> None:
        self.before_commit()
        await asyncio.sleep(0)
        self.events.append(event)
        self.texts |= {artifact_sha256(data): data for data in artifacts}

    async def close(self) -> None:
        for model in self._models:
            await model.close()
