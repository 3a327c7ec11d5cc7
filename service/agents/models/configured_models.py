"""The models of one process, as they are configured, opened at its start."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from service.agents.models.access import Access, CallLimits
from service.agents.models.naming import Chosen, chosen
from service.agents.models.replies import Model
from service.agents.models.secrets import Secrets
from service.events import Tier
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class ConfiguredModels:
    """The models of both tiers, and how they may be called: the same for all audits of a process."""

    models: Mapping[Tier, Model]
    access: Access
    secrets: Secrets
    said: str
    can_search: bool


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[ConfiguredModels | None]:
    """The models that are set; None where none is, and then no library of any provider is imported.

    Raises:
        ConfigurationError: what is set cannot work.
    """
    names = chosen(settings)
    if names is None:
        yield None
        return
    configured = await asyncio.to_thread(_configured, names, settings)
    try:
        yield configured
    finally:
        for model in set(configured.models.values()):
            await model.close()


def _configured(names: Chosen, settings: Settings) -> ConfiguredModels:
    making = importlib.import_module("service.agents.models.making")
    made = making.made(names, settings.model_output_tokens)
    return ConfiguredModels(
        models={"fast": made[names.fast], "strong": made[names.strong]},
        access=Access(CallLimits.of(settings)),
        secrets=Secrets(names),
        said=names.said,
        can_search=names.fast.provider == "gemini",
    )
