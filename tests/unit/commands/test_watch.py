"""Which server `tickmark watch` follows where none is named."""

from __future__ import annotations

import pytest

from service.commands.watch import server_of
from service.errors import ConfigurationError
from service.settings import Settings, load_settings


@pytest.mark.parametrize(
    ("host", "port", "server"),
    [
        ("127.0.0.1", 8000, "http://127.0.0.1:8000"),
        ("audits.example.org", 8123, "http://audits.example.org:8123"),
        ("::1", 8000, "http://[::1]:8000"),
        ("0.0.0.0", 8000, "http://127.0.0.1:8000"),
        ("::", 9000, "http://[::1]:9000"),
    ],
)
def test_it_is_the_one_that_the_settings_start(host: str, port: int, server: str) -> None:
    assert server_of(Settings(host=host, port=port)) == server


def test_any_free_port_is_no_address_and_the_message_says_what_to_do() -> None:
    with pytest.raises(ConfigurationError, match=r"TICKMARK_PORT is 0.*--server http://HOST:PORT"):
        server_of(Settings(port=0))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TICKMARK_PORT", "abc", "TICKMARK_PORT is 'abc': it must be a whole number"),
        ("TICKMARK_PORT", "70000", "TICKMARK_PORT is '70000': it must be less than or equal to 65535"),
        ("TICKMARK_HEARTBEAT_S", "soon", "TICKMARK_HEARTBEAT_S is 'soon': it must be a number"),
        ("TICKMARK_AUDITS_IN_PROCESS", "perhaps", "TICKMARK_AUDITS_IN_PROCESS is 'perhaps': it must be true or false"),
    ],
)
def test_a_setting_that_is_no_number_is_told_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ConfigurationError) as refused:
        load_settings()

    assert str(refused.value) == said
