"""From names to ADK's models. A provider's library is imported only where it is chosen; that takes seconds."""

from __future__ import annotations

import importlib
import os
import shlex
import sys
from importlib.metadata import requires
from typing import Any

from google.adk.models import BaseLlm, Gemini

from service.agents.models.adk import AdkModel
from service.agents.models.bounded import AS_IT_IS, bound
from service.agents.models.naming import OPENAI_URL, Chosen, ModelName
from service.errors import ConfigurationError

NO_KEY = "none"
"""What servers that ask for no key are sent, for the library insists on one."""


def made(chosen: Chosen, output_tokens: int) -> dict[ModelName, AdkModel]:
    """The chosen models. Nothing is sent anywhere yet.

    Raises:
        ConfigurationError: the library of a provider is not installed, or lacks something that its own variables give.
    """
    names = dict.fromkeys((chosen.fast, chosen.strong))
    return {name: _made(name, chosen, output_tokens) for name in names}


def _made(name: ModelName, chosen: Chosen, output_tokens: int) -> AdkModel:
    if name.provider == "openai":
        client = openai_client(chosen)
        from google.adk.integrations.openai import OpenAILlm  # noqa: PLC0415  takes a second

        return AdkModel(str(name), OpenAILlm(model=name.name, client=client), output_tokens, client.close)
    if name.provider == "gemini":
        llm = gemini(name, chosen)

        async def close() -> None:
            await llm.api_client.aio.aclose()

        return AdkModel(str(name), llm, output_tokens, close)
    return AdkModel(str(name), _litellm(name, chosen), output_tokens)


def openai_client(chosen: Chosen) -> Any:
    """The client of OpenAI's library, its own retries off: how often a call is tried is ours to say.

    No proxy of the environment comes between us and this machine. A server that sends on to another address is not
    followed: a report goes nowhere but where it was meant to.
    """
    openai = importlib.import_module("openai")
    return openai.AsyncOpenAI(
        api_key=chosen.api_key.get_secret_value() if chosen.api_key else NO_KEY,
        base_url=chosen.base_url or OPENAI_URL,
        max_retries=0,
        timeout=None,
        http_client=openai.DefaultAsyncHttpxClient(
            trust_env=not chosen.is_on_this_machine, follow_redirects=False, event_hooks={"response": [bound]}
        ),
        default_headers=AS_IT_IS,
    )


def gemini(name: ModelName, chosen: Chosen) -> Gemini:
    """Google's model of that name, with its client.

    Raises:
        ConfigurationError: Google's library cannot be used so.
    """
    given = {"api_key": chosen.api_key.get_secret_value()} if chosen.api_key else None
    model = Gemini(model=name.name, base_url=chosen.base_url, client_kwargs=given)
    try:
        _ = model.api_client
    except Exception as error:
        raise ConfigurationError(f"TICKMARK_MODEL is {name}, and Google's library refuses: {error}") from error
    return model


def _litellm(name: ModelName, chosen: Chosen) -> BaseLlm:
    imported_litellm(name)
    from google.adk.models.lite_llm import LiteLlm  # noqa: PLC0415  an extra that may not be installed

    given: dict[str, Any] = {"num_retries": 0}
    if chosen.api_key:
        given["api_key"] = chosen.api_key.get_secret_value()
    if chosen.base_url:
        given["api_base"] = chosen.base_url
    return LiteLlm(model=name.name, **given)


def imported_litellm(name: ModelName) -> None:
    """Make sure that LiteLLM is there, fetches no prices when it is imported, and prints nothing of its own.

    Raises:
        ConfigurationError: it is not installed.
    """
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    try:
        litellm: Any = importlib.import_module("litellm")
        litellm.suppress_debug_info = True  # what it prints would be among the results on standard output
    except ImportError as error:
        raise ConfigurationError(
            f"TICKMARK_MODEL is {name}, and the package litellm is not installed; install it: {install_command()}"
        ) from error


def install_command() -> str:
    """The command that installs litellm, in the range that this version of Tickmark works with."""
    wanted = [one.partition(";")[0].strip() for one in requires("tickmark") or () if one.startswith("litellm")]
    return shlex.join([sys.executable, "-m", "pip", "install", *wanted])
