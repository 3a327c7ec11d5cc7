"""Without credentials the service is for this machine, and what it writes for its owner."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from service.commands.serve.command import serve
from service.errors import ConfigurationError
from service.settings import load_settings
from tests import forked
from tests.acceptance.processes.server_process import environment, served

LOOPBACK = ["127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost"]
BEYOND = ["0.0.0.0", "::", "192.168.1.4", "audits.example"]


@pytest.mark.parametrize(("host", "is_loopback"), [*((h, True) for h in LOOPBACK), *((h, False) for h in BEYOND)])
def test_what_only_this_machine_reaches_is_known(host: str, is_loopback: bool) -> None:
    assert load_settings(host=host).is_on_loopback is is_loopback


@pytest.mark.parametrize("host", BEYOND)
def test_an_address_that_others_reach_is_refused_before_anything_is_opened(
    host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TICKMARK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("TICKMARK_INSECURE_NO_AUTH", raising=False)

    with pytest.raises(ConfigurationError, match=r"anyone who reaches .* add --insecure-no-auth"):
        serve(host, 0, sample=False, processes=1, insecure=False)

    assert not (tmp_path / "data").exists()


def test_who_asks_for_it_is_told_at_each_start_what_anyone_may_do(tmp_path: Path) -> None:
    with served(tmp_path, "--host", "0.0.0.0", "--insecure-no-auth") as server:
        said = "".join(server.said)

    assert "WARNING: anyone who reaches 0.0.0.0 can read every report and finding" in said


def test_what_is_written_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    data, backup = tmp_path / "data", tmp_path / "backup.db"
    with served(data):
        forked.run(("db", "backup", str(backup)), environment(data))
        found = [backup, data, *data.rglob("*")]
        open_to_others = [path for path in found if stat.S_IMODE(path.lstat().st_mode) & 0o077]

    assert {"tickmark.db", "tickmark.db-wal", "backup.db"} <= {path.name for path in found}
    assert open_to_others == []


@pytest.mark.parametrize(
    "said", ["audits.example", "https://audits.example/page", "null", "*", "ftp://audits.example", "https://", "a,b"]
)
def test_what_is_no_origin_is_refused_at_the_start(said: str) -> None:
    with pytest.raises(ConfigurationError, match="is not an origin; one is written as https://audits"):
        load_settings(allowed_origins=said)


def test_origins_are_taken_as_browsers_say_them() -> None:
    settings = load_settings(allowed_origins="https://audits.example, http://10.1.2.3:8000/")

    assert settings.allowed_origins == ("https://audits.example", "http://10.1.2.3:8000")
