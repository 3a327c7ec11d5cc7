"""Where a log is, said in words when it cannot be there."""

from __future__ import annotations

import pytest

from service.errors import ConfigurationError
from service.log.place import POSTGRES_PACKAGES, PostgresServer, place_of, require


def test_a_postgresql_server_is_shown_without_its_password() -> None:
    place = place_of("postgresql+asyncpg://anna:secret@db.example.org/tickmark")

    assert isinstance(place, PostgresServer)
    assert str(place) == "postgresql://anna@db.example.org/tickmark"
    assert str(PostgresServer("a@h/t?Password=s3&host=/run")) == "postgresql://a@h/t?Password=...&host=/run"


def test_what_the_extra_does_not_bring_is_named_with_the_command_that_does() -> None:
    require(POSTGRES_PACKAGES)
    with pytest.raises(ConfigurationError, match=r"without no_such_driver; .* install .*-r requirements\.lock"):
        require(("asyncio", "no_such_driver"))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://anna:secret@db.example.org/tickmark", "postgresql://...@db.example.org/tickmark"),
        ("postgres://anna:s@cret@db.example.org/t?password=secret", "postgres://...@db.example.org/t"),
        ("anna:secret@db.example.org/tickmark", "...@db.example.org/tickmark"),
    ],
)
def test_an_address_that_can_not_be_used_is_shown_without_its_password(url: str, shown: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        place_of(url)

    assert f"TICKMARK_DATABASE_URL is {shown!r}; it must be" in str(refused.value)
    assert "cret" not in str(refused.value)
