"""A model is asked only where the settings name it; what cannot work is refused with what to do."""

from __future__ import annotations

import sys

import pytest

from service.agents.models.configured_models import opened
from service.agents.models.naming import chosen, named
from service.agents.models.secrets import Secrets
from service.errors import ConfigurationError
from service.settings import Settings, load_settings

KEYS = {
    "OPENAI_API_KEY": "sk-of-the-environment",
    "GOOGLE_API_KEY": "goog-of-the-environment",
    "GEMINI_API_KEY": "gem-of-the-environment",
    "ANTHROPIC_API_KEY": "anth-of-the-environment",
    "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
    "GOOGLE_GENAI_USE_VERTEXAI": "true",
}


def settings(**given: str) -> Settings:
    return load_settings(**given)


async def test_no_key_of_the_environment_switches_anything_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, key in KEYS.items():
        monkeypatch.setenv(name, key)
    libraries = {"openai", "litellm"} & set(sys.modules)

    async with opened(settings()) as configured:
        assert configured is None
    assert chosen(settings(), KEYS) is None
    assert named(settings()) is None
    assert {"openai", "litellm"} & set(sys.modules) == libraries


def test_an_empty_variable_sets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKMARK_MODEL", "")
    monkeypatch.setenv("TICKMARK_MODEL_API_KEY", " ")

    assert (settings().model, settings().model_api_key) == (None, None)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"model": "qwen3"}, "TICKMARK_MODEL is 'qwen3': a model is written as gemini/NAME"),
        ({"model": "openai/"}, "TICKMARK_MODEL is 'openai/'"),
        ({"model": "litellm/claude"}, "litellm/PROVIDER/NAME"),
        ({"model": "openai/a", "model_strong": "b", "model_api_key": "k"}, "TICKMARK_MODEL_STRONG is 'b'"),
        ({"model_strong": "openai/b"}, "set both, or neither"),
        ({"model": "openai/a", "model_strong": "gemini/b"}, "both have to be of one provider"),
        ({"model": "openai/a"}, "there is no key for it: set TICKMARK_MODEL_API_KEY"),
        ({"model": "gemini/a"}, "for Vertex AI GOOGLE_GENAI_USE_VERTEXAI=true"),
        ({"model": "openai/a", "model_base_url": "127.0.0.1:11434"}, "it is written as http://127.0.0.1:11434/v1"),
    ],
)
def test_what_cannot_work_is_refused_with_what_to_do(given: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        chosen(settings(**given), {})

    assert said in str(refused.value)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(ConfigurationError) as refused:
        chosen(settings(model="openai/a", model_base_url="https://me:opensesame@models.example/v1"), {})

    assert "opensesame" not in str(refused.value)


def test_a_key_of_the_environment_goes_to_its_providers_own_address_alone() -> None:
    at_home = chosen(settings(model="openai/a"), KEYS)
    elsewhere = chosen(settings(model="openai/a", model_base_url="https://models.example/v1/"), KEYS)

    assert at_home is not None
    assert at_home.api_key is not None
    assert at_home.api_key.get_secret_value() == KEYS["OPENAI_API_KEY"]
    assert elsewhere is not None
    assert (elsewhere.api_key, elsewhere.base_url) == (None, "https://models.example/v1")


def test_the_key_stands_in_no_repr_and_is_taken_out_of_what_a_server_says() -> None:
    given = settings(model="openai/a", model_api_key="sk-very-secret")
    names = chosen(given, KEYS)

    assert names is not None
    assert "sk-very-secret" not in f"{given!r} {names!r} {given}"
    said = Secrets(names, KEYS).without("no such key: sk-very-secret, nor sk-of-the-environment")
    assert said == "no such key: [key], nor [key]"


@pytest.mark.parametrize(
    ("strong", "said"),
    [(None, "openai/a"), ("openai/a", "openai/a"), ("openai/b", "openai/a (fast), openai/b (strong)")],
)
def test_both_tiers_are_named_where_they_differ(strong: str | None, said: str) -> None:
    given = load_settings(model="openai/a", model_strong=strong, model_api_key="k")
    names = chosen(given, {})

    assert names is not None
    assert (names.said, named(given)) == (said, said)
