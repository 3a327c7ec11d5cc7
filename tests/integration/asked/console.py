"""The `tickmark` command as a person or a script runs it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import forked


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    exit_code: int
    out: bytes
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """Standard output as one JSON object per line, and nothing else."""
        return [json.loads(line) for line in self.out.decode("utf-8", "strict").splitlines()]


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """The caller's environment without settings of Tickmark's but where its data is."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("TICKMARK_")}
    return inherited | {"TICKMARK_DATA_DIR": str(data_dir)} | more


def tickmark(*arguments: str | bytes | Path, data_dir: Path, cwd: Path | None = None, **more: str) -> Answer:
    """Run a command to its end."""
    root = str(Path(__file__).parents[3])
    ended = forked.run(arguments, environment(data_dir, PYTHONPATH=root, **more), cwd)
    return Answer(ended.returncode, ended.stdout, ended.stderr.decode(errors="replace"))
