"""The agents of tests/plugins, installed for this process and for the workers that it starts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PLUGINS = str(Path(__file__).parents[3] / "plugins")


def install(monkeypatch: pytest.MonkeyPatch, folder: str = PLUGINS) -> None:
    """Put a folder with packages and their entry points where both look for packages."""
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (folder, os.environ.get("PYTHONPATH")))))
