"""What is said of the model before any report is taken: which one answers, or what is missing."""

from __future__ import annotations

import asyncio
import importlib
from dataclasses import dataclass

from service.agents.models import trouble as troubles
from service.agents.models.naming import Chosen, chosen
from service.agents.models.secrets import Secrets
from service.errors import ConfigurationError
from service.settings import Settings

LOOK_S = 10.0
"""How long a server may take to say which models it has; the start waits for it."""
MOST_LISTED = 8
"""Names that are said of those that a server has."""


@dataclass(frozen=True, slots=True)
class StartupLine:
    """A line for whoever has started the process. ``as_wished`` is false where something may not work."""

    line: str
    as_wished: bool = True
    is_set: bool = True


NOT_SET = StartupLine(
    "No model is set (TICKMARK_MODEL): what can be computed is checked, nothing is judged", is_set=False
)


async def startup_line(settings: Settings) -> StartupLine:
    """What there is to say. Asks the model's server for what it has, which costs no tokens; no report goes anywhere.

    Raises:
        ConfigurationError: the model cannot be asked as it is set: its package or its key is missing or refused.
    """
    names = chosen(settings)
    if names is None:
        return NOT_SET
    looking = await asyncio.to_thread(importlib.import_module, "service.agents.models.looking")
    await asyncio.to_thread(looking.imported, names)
    try:
        async with asyncio.timeout(LOOK_S):
            listed: tuple[str, ...] | None = await looking.listed(names)
    except ConfigurationError:
        raise
    except TimeoutError:
        return _silent(names, f"no answer within {LOOK_S:g} s")
    except Exception as error:  # noqa: BLE001  the edge of a provider's library: whatever it raises is trouble
        return _of_trouble(names, troubles.of_error(error))
    return _of_list(names, listed)


def _of_trouble(names: Chosen, trouble: troubles.Trouble) -> StartupLine:
    said = Secrets(names).without(trouble.said)
    if trouble.reason == troubles.NOT_ALLOWED:
        raise ConfigurationError(
            f"the model {names.said} at {names.where} refuses the key ({said}): set TICKMARK_MODEL_API_KEY to one that "
            "may use it"
        )
    if trouble.reason != troubles.REJECTED:
        return _silent(names, said)
    if names.fast.provider == "gemini":
        raise ConfigurationError(
            f"Google does not know the model {names.said}, or not with this key ({said}): correct TICKMARK_MODEL"
        )
    return StartupLine(f"{_model(names)} answers{_strong(names)}, and does not say which models it has")


def _of_list(names: Chosen, listed: tuple[str, ...] | None) -> StartupLine:
    if listed is None:
        return StartupLine(f"{_model(names)} is set{_strong(names)}; whether it answers shows with the first audit")
    missing = [name for name in dict.fromkeys((names.fast, names.strong)) if not _has(listed, name.name)]
    if not missing:
        return StartupLine(f"{_model(names)} answers{_strong(names)}")
    has = ", ".join(listed[:MOST_LISTED]) or "none"
    more = f" and {len(listed) - MOST_LISTED} more" if len(listed) > MOST_LISTED else ""
    wanted = " and ".join(map(str, missing))
    return StartupLine(f"Model: {names.where} answers and does not list {wanted}; it has {has}{more}", as_wished=False)


def _has(listed: tuple[str, ...], name: str) -> bool:
    """Whether a model is listed; Ollama lists "qwen3:latest" for "qwen3"."""
    return name in listed or f"{name}:latest" in listed


def _silent(names: Chosen, said: str) -> StartupLine:
    return StartupLine(f"{_model(names)} does not answer ({said}); each audit tries again", as_wished=False)


def _model(names: Chosen) -> str:
    return f"Model: {names.fast} at {names.where}"


def _strong(names: Chosen) -> str:
    return f" (strong: {'the same' if names.strong == names.fast else names.strong})"
