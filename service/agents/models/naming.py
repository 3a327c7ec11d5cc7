"""The models that the settings choose: their names, where they are asked, and with which key."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal, get_args
from urllib.parse import urlsplit

from pydantic import SecretStr

from service.errors import ConfigurationError
from service.events import Tier
from service.settings import Settings

Provider = Literal["gemini", "openai", "litellm"]
HOW = "a model is written as gemini/NAME, openai/NAME (of any OpenAI-compatible server) or litellm/PROVIDER/NAME"
OPENAI_URL = "https://api.openai.com/v1"
GOOGLE_KEYS = ("GOOGLE_API_KEY", "GEMINI_API_KEY")
VERTEX_SWITCHES = ("GOOGLE_GENAI_USE_VERTEXAI", "GOOGLE_GENAI_USE_ENTERPRISE")


@dataclass(frozen=True, slots=True)
class ModelName:
    """A model by its provider and the name that the provider has for it."""

    provider: Provider
    name: str

    def __str__(self) -> str:
        return f"{self.provider}/{self.name}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the settings choose. ``base_url`` and ``api_key`` are None where the provider's own count."""

    fast: ModelName
    strong: ModelName
    base_url: str | None
    api_key: SecretStr | None = field(repr=False)

    def of(self, tier: Tier) -> ModelName:
        """The model of a tier."""
        return self.fast if tier == "fast" else self.strong

    @property
    def said(self) -> str:
        """Both in words: "openai/qwen3", or "openai/qwen3 (fast), openai/qwen3-235b (strong)"."""
        return str(self.fast) if self.fast == self.strong else f"{self.fast} (fast), {self.strong} (strong)"

    @property
    def where(self) -> str:
        """Where it is asked, for people."""
        if self.base_url:
            return self.base_url
        own = {"gemini": "Google", "openai": OPENAI_URL, "litellm": "its provider"}
        return own[self.fast.provider]

    @property
    def is_on_this_machine(self) -> bool:
        """Whether it is asked at an address that is this machine's own."""
        host = urlsplit(self.base_url or "").hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"


def chosen(settings: Settings, environment: Mapping[str, str] = os.environ) -> Chosen | None:
    """The models that the settings choose; None where they choose none, whatever keys the environment holds.

    Raises:
        ConfigurationError: a name is none, the two do not go together, or there is no key.
    """
    if settings.model is None:
        if settings.model_strong is not None:
            raise ConfigurationError("TICKMARK_MODEL_STRONG is set and TICKMARK_MODEL is not: set both, or neither")
        return None
    fast = _named("TICKMARK_MODEL", settings.model)
    strong = _named("TICKMARK_MODEL_STRONG", settings.model_strong) if settings.model_strong else fast
    if fast.provider != strong.provider:
        raise ConfigurationError(
            f"TICKMARK_MODEL is {fast} and TICKMARK_MODEL_STRONG is {strong}: both have to be of one provider"
        )
    base_url = _base_url(settings.model_base_url)
    key = _key(fast, base_url, settings.model_api_key, environment)
    return Chosen(fast, strong, base_url, key)


def named(settings: Settings) -> str | None:
    """What the settings name, for people, whether it can be asked or not; None where they name none."""
    if settings.model is None:
        return None
    strong = settings.model_strong or settings.model
    return settings.model if strong == settings.model else f"{settings.model} (fast), {strong} (strong)"


def _named(variable: str, text: str) -> ModelName:
    provider, _, name = text.partition("/")
    if provider not in get_args(Provider) or not name or (provider == "litellm" and "/" not in name):
        raise ConfigurationError(f"{variable} is {text!r}: {HOW}")
    return ModelName(provider, name)  # pyright: ignore[reportArgumentType]


def _base_url(text: str | None) -> str | None:
    if text is None:
        return None
    parts = urlsplit(text)
    if parts.username or parts.password or parts.query:  # not repeated: it is a secret
        raise ConfigurationError(
            "TICKMARK_MODEL_BASE_URL holds a name, a password or a query; leave them out and put the key into "
            "TICKMARK_MODEL_API_KEY"
        )
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigurationError(
            f"TICKMARK_MODEL_BASE_URL is {text!r}: it is written as http://127.0.0.1:11434/v1 or https://models.example/v1"
        )
    return text.rstrip("/")


def _key(
    model: ModelName, base_url: str | None, key: SecretStr | None, environment: Mapping[str, str]
) -> SecretStr | None:
    """The key to ask with; None where the provider's own library finds one, or none is needed.

    A key that the environment holds for a provider is used with that provider's own address alone.
    """
    if key is not None or model.provider == "litellm":
        return key
    if model.provider == "openai":
        if base_url is not None:
            return None
        if there := environment.get("OPENAI_API_KEY"):
            return SecretStr(there)
        raise ConfigurationError(
            f"TICKMARK_MODEL is {model} and there is no key for it: set TICKMARK_MODEL_API_KEY; for a server of your "
            "own set TICKMARK_MODEL_BASE_URL, for example http://127.0.0.1:11434/v1"
        )
    if any(environment.get(name) for name in GOOGLE_KEYS) or vertex(environment):
        return None
    raise ConfigurationError(
        f"TICKMARK_MODEL is {model} and there is no key for it: set TICKMARK_MODEL_API_KEY, or for Vertex AI "
        "GOOGLE_GENAI_USE_VERTEXAI=true with GOOGLE_CLOUD_PROJECT and GOOGLE_CLOUD_LOCATION"
    )


def vertex(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether Google's own variables say that its models are asked through Vertex AI."""
    return any(environment.get(name, "").lower() in {"1", "true"} for name in VERTEX_SWITCHES)
