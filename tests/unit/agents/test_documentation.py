"""docs/agents.md: its examples are installed as they stand there, and run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from service.settings import Settings
from tests.waiting import DEADLINE_S

DOCUMENT = (Path(__file__).parents[3] / "docs" / "agents.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```(?:toml|python)\n# (\S+)\n(.*?)```", DOCUMENT, re.DOTALL))
REPORT = """# Report

## Sales

| | 2025 |
|---|---|
| Sales | 7 |

## Results

(In thousands of pounds)

| | 2025 |
|---|---|
| Profit | 3 |

Litigation is pending, and a contingent liability of 2 was not provided for.
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


def install(folder: Path, distribution: str, entry_points: dict[str, str], *modules: str) -> None:
    """Put the modules of the document where pip would, with the metadata that it would write."""
    for module in modules:
        (folder / module).write_text(BLOCKS[module], encoding="utf-8")
    metadata = folder / f"{distribution.replace('-', '_')}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    lines = [f"{name} = {value}" for name, value in entry_points.items()]
    (metadata / "entry_points.txt").write_text("\n".join(["[tickmark.agents]", *lines]))


def audit(folder: Path, agent_id: str, report: Path, **environment: str) -> dict[str, Any]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("TICKMARK_")}
    answer = subprocess.run(
        [sys.executable, "-m", "service.cli", "audit", "--ephemeral", "--json", "--agent", agent_id, str(report)],
        env=inherited | {"PYTHONPATH": str(folder)} | environment,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    assert answer.returncode in {0, 1}, answer.stderr
    return json.loads(answer.stdout)


def test_the_check_of_the_document_is_an_agent_as_it_stands(tmp_path: Path, report: Path) -> None:
    project = tomllib.loads(BLOCKS["pyproject.toml"])["project"]
    install(tmp_path, project["name"], project["entry-points"]["tickmark.agents"], "scale_stated.py")

    result = audit(tmp_path, "scale_stated", report)

    assert [finding["title"] for finding in result["findings"]] == ["No scale: Sales"]
    assert result["checks"] == [
        {"agent_id": "scale_stated", "status": "complete", "passed": 1, "failed": 1, "not_possible": 0}
    ]


def test_the_check_of_the_document_takes_less_than_fifty_lines_in_all() -> None:
    assert len((BLOCKS["pyproject.toml"] + BLOCKS["scale_stated.py"]).splitlines()) < 50


def test_the_adk_agent_of_the_document_is_an_agent_as_it_stands(tmp_path: Path, report: Path) -> None:
    install(tmp_path, "watch-list", {"watch_list": "watch_list:SPEC"}, "watch_list.py")
    (tmp_path / "terms.txt").write_text("litigation\ngoodwill\n")

    result = audit(tmp_path, "watch_list", report, WATCH_LIST=str(tmp_path / "terms.txt"))

    assert [finding["title"] for finding in result["findings"]] == ["Mentions litigation"]


@pytest.mark.parametrize(
    ("setting", "default"),
    [
        ("agent_timeout_s", 300),
        ("agent_max_attempts", 3),
        ("agent_retry_pause_s", 1),
        ("worker_memory_bytes", 3 * 2**30),
    ],
)
def test_the_limits_that_the_document_names_are_those_of_the_settings(setting: str, default: float) -> None:
    shown = "3 GiB" if setting == "worker_memory_bytes" else str(default)
    assert f"`TICKMARK_{setting.upper()}` ({shown})" in DOCUMENT
    assert Settings.model_fields[setting].default == default
