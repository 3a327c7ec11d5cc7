"""The table of settings in docs/operations.md is that of service/settings.py."""

from __future__ import annotations

import re
from pathlib import Path

from service.settings import Settings

ROW = re.compile(r"^\| `TICKMARK_([A-Z_]+)` \| (.+?) \| (.+) \|$", re.MULTILINE)
OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"


def test_every_setting_has_its_row_with_its_default_and_there_is_no_other() -> None:
    told = {name.lower(): default for name, default, _ in ROW.findall(OPERATIONS.read_text())}

    assert told == {name: written(name) for name in Settings.model_fields}, "write its row in docs/operations.md"


def written(name: str) -> str:
    """A default as the table has it."""
    default = Settings.model_fields[name].get_default()
    if name == "data_dir":
        return "the user's data directory"
    return "none" if default in {None, ()} else f"`{str(default).lower()}`"
