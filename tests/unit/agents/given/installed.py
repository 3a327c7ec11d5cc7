"""The agents of tests/plugins, installed for this process and for the workers that it starts."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import gettempdir

import pytest

from service.workers.process import Beyond

PLUGINS = str(Path(__file__).parents[3] / "plugins")
NAMES = ("STEPS", "STEP_S", "GATE", "DATABASE", "FOOTPRINTS")
THEIR_NEEDS = Beyond(tuple(f"TROUBLESOME_{name}" for name in NAMES), (gettempdir(),))
"""What their checks are told and write to, as an operator would set it."""


def install(monkeypatch: pytest.MonkeyPatch, folder: str = PLUGINS) -> None:
    """Put a folder with packages and their entry points where both look for packages."""
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (folder, os.environ.get("PYTHONPATH")))))
