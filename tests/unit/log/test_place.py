"""Where a log is, said in words when it can not be there."""

from __future__ import annotations

import pytest

from service.errors import ConfigurationError
from service.log.place import POSTGRES_PACKAGES, PostgresServer, place_of, require


def test_a_postgresql_server_is_shown_without_its_password() -> None:
    place = place_of("postgresql+asyncpg://anna:secret@db.example.org/tickmark")

    assert isinstance(place, PostgresServer)
    assert str(place) == "postgresql://anna@db.example.org/tickmark"


def test_what_the_extra_does_not_bring_is_named_with_the_command_that_does() -> None:
    require(POSTGRES_PACKAGES)
    with pytest.raises(ConfigurationError, match=r"without no_such_driver; .*pip install 'tickmark\[postgres\]'"):
        require(("asyncio", "no_such_driver"))
