"""Rules that other packages bring: listed beside ours, and those that are none stop nobody."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from service.checks.numeric.check import check
from service.checks.rules.examples import examples_of
from service.checks.rules.outside import of_sources
from service.checks.rules.registry import ours, rules
from service.checks.rules.standards import of_standards
from tests.unit.checks.given.example_reports import report_of

RULE = """
from service.checks.rules.rule import Rule

RULES = (
    Rule(
        id="{id}", agent_id="weights", title="Weights differ", meaning="Both scales agree.", why="One is wrong.",
        holds="3 kg and 3 kg.", broken="3 kg and 4 kg.", severity="Always low.", since="1.0",
    ),
)
"""


def _installed(folder: Path, module: str, text: str, names: str = "RULES") -> None:
    (folder / f"{module}.py").write_text(text)
    metadata = folder / f"{module}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[tickmark.rules]\n{module} = {module}:{names}\n")


def test_rules_of_another_package_stand_behind_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(tmp_path, "brought_weights", RULE.format(id="weights_differ"))
    monkeypatch.syspath_prepend(tmp_path)

    assert list(rules()) == [*(rule.id for rule in (*ours(), *of_sources(), *of_standards())), "weights_differ"]


@pytest.mark.parametrize(
    ("module", "text", "why"),
    [
        ("brought_taken", RULE.format(id="cash_tie"), "there is another rule called cash_tie"),
        ("brought_nonsense", "RULES = 7", "it names int, which is no Rule"),
        ("brought_raising", "raise KeyError('no scale')", "'no scale'"),
        ("brought_leaving", "raise SystemExit('goodbye')", "goodbye"),
    ],
)
def test_what_another_package_brings_wrong_is_left_out_with_a_word_in_the_log_and_audits_go_on(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    module: str,
    text: str,
    why: str,
) -> None:
    _installed(tmp_path, module, text)
    monkeypatch.syspath_prepend(tmp_path)

    with caplog.at_level(logging.WARNING):
        assert list(rules()) == [rule.id for rule in (*ours(), *of_sources(), *of_standards())]

    assert f"rules of the entry point {module} ({module}:RULES) are left out: {why}" in caplog.text
    result = check(report_of(examples_of("cash_tie")[2]), lambda _: None)
    assert "cash_tie" in {finding.check for finding in result.findings}
