"""`tickmark audit`: many files in one call, whatever they are, and one answer for each."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from service.samples import sample_path
from tests.integration.asked import reports
from tests.integration.asked.console import Answer, environment, tickmark
from tests.waiting import DEADLINE_S
from tools.sample_report import company

BAD_NAME = b"umsatz-\xfc.md"
FILES: dict[bytes, bytes | None] = {
    b"right.md": reports.markdown(reports.RIGHT),
    b"missing.md": None,
    b"wrong.html": reports.html(reports.WRONG),
    b"empty.md": b"",
    b"picture.docx": reports.PICTURE,
    b"right.docx": reports.word(reports.RIGHT),
    b"cut off.docx": reports.word(reports.RIGHT)[:9000],
    b"locked.docx": reports.LOCKED,
    b"text.docx": reports.markdown(reports.RIGHT),
    b"letter.md": b"# To our shareholders\n\nWe thank you for your trust.\n",
    b"right.html": reports.html(reports.RIGHT),
    BAD_NAME: reports.markdown(reports.RIGHT),
    b"wrong.docx": reports.word(reports.WRONG),
}
GOOD = ("right.md", "right.docx", "right.html", "umsatz-?.md")
WITH_FINDINGS = ("wrong.html", "wrong.docx")
REFUSED = {
    "missing.md": "No such file",
    "empty.md": "empty",
    "picture.docx": "PNG",
    "cut off.docx": "damaged",
    "locked.docx": "password",
    "text.docx": "a text file",
    "letter.md": "nothing to audit",
}


@dataclass(frozen=True)
class Batch:
    """One call over all files."""

    answer: Answer
    data_dir: Path

    def result(self, name: str) -> dict[str, Any]:
        (found,) = (result for result in self.answer.objects if result["file"] == name)
        return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, data in FILES.items():
        if data is not None:
            Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def batch(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Batch:
    data_dir = tmp_path_factory.mktemp("data")
    answer = tickmark("audit", "--json", *FILES, data_dir=data_dir, cwd=folder, PYTHONIOENCODING="utf-8:strict")
    return Batch(answer, data_dir)


def test_there_is_one_object_per_file_in_the_order_of_the_files_and_nothing_else(batch: Batch) -> None:
    files = [result["file"] for result in batch.answer.objects]

    assert files == [name.decode(errors="replace").replace("\ufffd", "?") for name in FILES]
    assert "Traceback" not in batch.answer.err


def test_every_object_has_the_same_fields(batch: Batch) -> None:
    for result in batch.answer.objects:
        assert list(result)[:5] == ["file", "audit_id", "status", "findings", "checks"]
        assert set(result) <= {"file", "audit_id", "status", "findings", "checks", "tests", "summary", "notes", "error"}
        assert ("error" in result) == (result["status"] == "failed")
        for check in result["checks"]:
            assert {"agent_id", "status", "passed", "failed", "not_possible"} <= set(check)


@pytest.mark.parametrize("name", GOOD)
def test_a_right_report_is_checked_and_nothing_is_found(batch: Batch, name: str) -> None:
    result = batch.result(name)

    assert (result["status"], result["findings"]) == ("complete", [])
    statuses = {check["agent_id"]: check["status"] for check in result["checks"]}
    assert statuses.pop("disclosure_compliance") == "skipped"  # one table is no full set of statements
    assert statuses.pop("external_signal") == "skipped"  # no source is enabled
    assert set(statuses.values()) == {"complete"}
    assert sum(check["passed"] for check in result["checks"]) >= 2
    assert sum(check["failed"] for check in result["checks"]) == 0


@pytest.mark.parametrize("name", WITH_FINDINGS)
def test_a_wrong_sum_is_a_finding_with_its_figures_and_its_place(batch: Batch, name: str) -> None:
    (finding,) = batch.result(name)["findings"]

    assert (finding["agent_id"], finding["source"]) == ("numeric_validation", "computed")
    assert finding["reported"].replace(",", "") == "2150"
    assert finding["expected"].replace(",", "") == "2050"
    place = finding["locations"][0]
    assert (place["table"], place["row"], place["column"]) == (0, 4, 2)


def test_formats_tell_the_same_findings(batch: Batch) -> None:
    one, two = (batch.result(name)["findings"] for name in WITH_FINDINGS)

    assert [finding["id"] for finding in one] == [finding["id"] for finding in two]


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_can_not_be_audited_says_why_and_stops_no_other(batch: Batch, name: str) -> None:
    result = batch.result(name)

    assert (result["status"], result["findings"]) == ("failed", [])
    assert REFUSED[name].lower() in result["error"].lower()
    assert all(check["status"] == "waiting" for check in result["checks"])


def test_one_file_that_can_not_be_audited_makes_the_exit_code_2(batch: Batch) -> None:
    assert batch.answer.exit_code == 2


def test_what_was_audited_is_in_the_log_and_proves_intact(batch: Batch) -> None:
    audits = [result for result in batch.answer.objects if result["audit_id"]]

    verified = tickmark("verify", "--all", data_dir=batch.data_dir)

    assert verified.exit_code == 0
    assert verified.out.decode().startswith(f"{len(audits)} audits, ")
    assert "0 broken" in verified.out.decode()


def test_an_audit_that_is_not_there_can_not_be_verified(batch: Batch) -> None:
    none = tickmark("verify", "nobody", data_dir=batch.data_dir)

    assert (none.exit_code, none.out, none.err) == (2, b"", "tickmark: there is no audit nobody\n")


def test_an_ephemeral_audit_without_findings_ends_with_0_and_leaves_nothing_behind(
    folder: Path, tmp_path: Path
) -> None:
    data_dir, temporary = tmp_path / "data", tmp_path / "tmp"
    temporary.mkdir()
    files = ("right.md", "right.docx")

    answer = tickmark("audit", "--json", "--ephemeral", *files, data_dir=data_dir, cwd=folder, TMPDIR=str(temporary))

    assert answer.exit_code == 0
    assert [(result["file"], result["status"]) for result in answer.objects] == [(name, "complete") for name in files]
    assert not data_dir.exists()
    assert list(temporary.iterdir()) == []


def test_ticks_are_told_only_where_they_are_asked_for(folder: Path, tmp_path: Path, batch: Batch) -> None:
    answer = tickmark("audit", "--json", "--ephemeral", "--ticks", "right.md", data_dir=tmp_path, cwd=folder)

    (result,) = answer.objects
    assert list(result)[:7] == ["file", "audit_id", "status", "findings", "checks", "tests", "summary"]
    assert list(result)[7:] == ["tables", "ticks", "untested", "left_out"]
    assert len(result["ticks"]) == sum(check["passed"] for check in result["checks"])
    assert len(result["untested"]) == sum(check["not_possible"] for check in result["checks"])
    assert {"agent_id", "table_title", "section", "check", "relation", "exact"} <= set(result["ticks"][0])
    assert result["ticks"][0]["locations"][0]["table"] == 0
    assert {"agent_id", "table", "table_title", "section", "figures", "ticked", "failed"} == set(result["tables"][0])
    (counted,) = (table for table in result["tables"] if table["figures"] is not None)
    assert 0 < counted["ticked"] <= counted["figures"]
    assert (counted["table"], counted["failed"], result["left_out"]) == (0, 0, 0)
    assert {key: result[key] for key in ("file", "status", "findings", "checks")} == {
        key: batch.result("right.md")[key] for key in ("file", "status", "findings", "checks")
    }


def test_ticks_are_listed_for_a_person_under_the_result(folder: Path, tmp_path: Path) -> None:
    answer = tickmark("audit", "--ticks", "wrong.docx", data_dir=tmp_path, cwd=folder, PYTHONIOENCODING="utf-8")

    result, listed = answer.out.decode().split("What was checked")
    assert "1 check passed, 1 failed" in result
    assert "✓" in listed
    assert " hold, 1 fail, " in listed
    assert answer.exit_code == 1


def test_an_agent_that_is_not_installed_is_one_line_that_names_those_that_are(folder: Path, tmp_path: Path) -> None:
    answer = tickmark("audit", "--json", "--agent", "nobody", "right.md", data_dir=tmp_path, cwd=folder)

    assert (answer.exit_code, answer.out) == (2, b"")
    assert answer.err.count("\n") == 1
    assert "'nobody'" in answer.err
    assert "numeric_validation" in answer.err


def test_a_checklist_of_the_users_own_is_read_where_the_report_is_checked(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "house.toml").write_text(
        'framework = "IFRS"\nstandard = "House 1"\ntitle = "What we ask"\nalways = true\n'
        '[[items]]\nid = "House1.1"\nparagraph = "1"\nrequires = "the reading room"\nevidence = ["reading room"]\n'
    )
    agent = ("--agent", "disclosure_compliance", "--select", "disclosure_own")

    answer = tickmark(
        *("audit", "--json", *agent, sample_path()), data_dir=tmp_path / "data", TICKMARK_DISCLOSURES=str(lists)
    )

    (result,) = answer.objects
    assert [finding["check"] for finding in result["findings"]] == ["disclosure_own"]
    assert result["findings"][0]["description"] == "House 1 applies to every report, and nothing says reading room."


def test_a_server_that_is_not_there_is_the_answer_for_every_file(folder: Path, tmp_path: Path) -> None:
    answer = tickmark(
        "audit", "--json", "--server", "http://127.0.0.1:1", "right.md", "wrong.docx", data_dir=tmp_path, cwd=folder
    )

    assert answer.exit_code == 2
    assert [result["status"] for result in answer.objects] == ["failed", "failed"]
    assert "cannot be reached" in answer.objects[0]["error"]


def test_of_a_file_beyond_the_limit_no_more_is_read_than_shows_that_it_is(tmp_path: Path) -> None:
    endless = tmp_path / "endless.md"
    endless.touch()
    os.truncate(endless, 2**36)

    answer = tickmark(
        "audit", "--json", "endless.md", data_dir=tmp_path, cwd=tmp_path, TICKMARK_MAX_UPLOAD_BYTES="1000000"
    )

    assert answer.exit_code == 2
    assert "TICKMARK_MAX_UPLOAD_BYTES" in answer.objects[0]["error"]


def test_a_reader_that_hangs_up_ends_the_command_without_a_traceback(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    ended = subprocess.run(
        [sys.executable, "-m", "service.cli", "audit", "--json", "none.md", "neither.md"],
        env=environment(tmp_path, PYTHONPATH=str(Path(__file__).parents[3])),
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=DEADLINE_S,
        check=False,
    )

    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, b"")


def test_the_bundled_sample_is_audited_for_a_person_and_its_findings_end_with_1(tmp_path: Path) -> None:
    answer = tickmark("audit", sample_path(f"{company.FILE_STEM}.docx"), data_dir=tmp_path, PYTHONIOENCODING="utf-8")

    text = answer.out.decode()
    assert answer.exit_code == 1
    assert "audit complete" in text
    assert "checks passed" in text
    assert "Traceback" not in answer.err


HELP = """
import sys
from service.cli import app
for command in ([], ["audit"], ["db"], ["db", "upgrade"], ["watch"], ["serve"], ["verify"]):
    try:
        app([*command, "--help"])
    except SystemExit as end:
        assert not end.code, end.code
slow = [name for name in ("google.adk", "fastapi", "sqlalchemy", "alembic", "lxml") if name in sys.modules]
assert not slow, slow
"""


def test_help_waits_for_no_framework(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", HELP],
        env=environment(tmp_path, PYTHONPATH=str(Path(__file__).parents[3])),
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.count("Usage") == 7


def test_a_report_whose_tables_can_not_be_read_is_no_clean_bill(tmp_path: Path) -> None:
    rows = "".join(
        f"<p>{name} {1_204 + at:,} {2_390 + at:,}</p>" for at, name in enumerate(("Rents", "Staff", "Travel"))
    )
    (tmp_path / "typed.html").write_text(f"<html><body>{rows}</body></html>")

    told = tickmark("audit", "typed.html", data_dir=tmp_path, cwd=tmp_path, PYTHONIOENCODING="utf-8")
    answer = tickmark("audit", "--json", "typed.html", data_dir=tmp_path, cwd=tmp_path)

    assert (told.exit_code, answer.exit_code) == (1, 1)
    assert "medium Nothing could be read for checking" in told.out.decode()
    assert "“Rents 1,204 2,390”" in told.out.decode()
    (result,) = answer.objects
    assert [(one["check"], one["severity"]) for one in result["findings"]] == [("nothing_checked", "medium")]
    assert result["checks"][0]["not_possible"] == 1


def test_what_was_left_out_when_a_report_was_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "fronted.md").write_text("---\ntitle: Accounts\n---\n\n# Accounts\n\nSales were 1,200 in 2024.\n")

    told = tickmark("audit", "fronted.md", data_dir=tmp_path, cwd=tmp_path)
    answer = tickmark("audit", "--json", "fronted.md", data_dir=tmp_path, cwd=tmp_path)

    note = "the front matter of the file (between lines of dashes) was left out"
    assert answer.objects[0]["notes"] == [note]
    assert f"note: {note}" in told.out.decode()
