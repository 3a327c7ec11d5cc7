"""Asking a provider which models it has, at no cost."""

from __future__ import annotations

import importlib
from typing import Any, cast

from service.agents.models.making import gemini, imported_litellm, openai_client
from service.agents.models.naming import Chosen
from service.errors import ConfigurationError


def imported(chosen: Chosen) -> None:
    """Import the provider's library, which takes seconds: in a thread, and before anybody's time runs.

    Raises:
        ConfigurationError: it is not installed.
    """
    if chosen.fast.provider == "openai":
        importlib.import_module("openai")
    if chosen.fast.provider == "litellm":
        imported_litellm(chosen.fast)


async def listed(chosen: Chosen) -> tuple[str, ...] | None:
    """The names of the models that the provider has, the chosen ones at least; None where it cannot be asked for them.

    Raises:
        ConfigurationError: a package or a key is missing.
        Exception: whatever the provider's library raises.
    """
    if chosen.fast.provider == "openai":
        return await _of_openai(chosen)
    if chosen.fast.provider == "gemini":
        return await _of_gemini(chosen)
    return _of_litellm(chosen)


async def _of_openai(chosen: Chosen) -> tuple[str, ...]:
    async with openai_client(chosen) as client:
        page = await client.models.list()
        return tuple(str(model.id) for model in page.data or ())


async def _of_gemini(chosen: Chosen) -> tuple[str, ...]:
    names = dict.fromkeys((chosen.fast, chosen.strong))
    for name in names:
        async with gemini(name, chosen).api_client.aio as client:
            await client.models.get(model=name.name)
    return tuple(name.name for name in names)


def _of_litellm(chosen: Chosen) -> None:
    """It has no list to ask for; but it knows which variables a provider's key is taken from."""
    litellm: Any = importlib.import_module("litellm")
    if chosen.api_key or chosen.base_url:
        return
    for name in dict.fromkeys((chosen.fast, chosen.strong)):
        known = cast("dict[str, Any]", litellm.validate_environment(name.name))
        if missing := known.get("missing_keys"):
            raise ConfigurationError(
                f"TICKMARK_MODEL is {name} and there is no key for it: set TICKMARK_MODEL_API_KEY, or {missing[0]}"
            )
