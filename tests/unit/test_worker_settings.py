"""What workers are given beyond their own: a setting that could not work is refused at the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.errors import ConfigurationError
from service.settings import load_settings


def test_names_and_paths_are_separated_by_commas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKMARK_WORKER_VARIABLES", "RATES_FILE, LANG")
    monkeypatch.setenv("TICKMARK_WORKER_PATHS", str(tmp_path))

    settings = load_settings()

    assert settings.worker_variables == ("RATES_FILE", "LANG")
    assert settings.worker_paths == (str(tmp_path),)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TICKMARK_WORKER_VARIABLES", "A B"),
        ("TICKMARK_WORKER_VARIABLES", "RATES=1"),
        ("TICKMARK_WORKER_PATHS", "rates"),
        ("TICKMARK_WORKER_PATHS", "/no/such/folder"),
    ],
)
def test_what_could_not_work_is_refused_by_its_name(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ConfigurationError, match=rf"{name} is '{value}': each is .* and '{value}' is none"):
        load_settings()
