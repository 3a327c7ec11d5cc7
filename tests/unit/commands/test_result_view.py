"""What `tickmark audit` prints of a result: marks, tests under their agent, and notes that are no findings."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from service.commands.audit.audited import Audited
from service.commands.audit.result_view import print_result
from service.commands.lines import finding_lines

PLACE: dict[str, Any] = dict.fromkeys(
    ("table", "row", "column", "table_title", "row_label", "column_label", "section", "page", "paragraph", "quote")
)


def agent(agent_id: str, passed: int = 0, failed: int = 0, not_possible: int = 0, **more: str) -> dict[str, Any]:
    counts = {"passed": passed, "failed": failed, "not_possible": not_possible}
    return {"agent_id": agent_id, "status": "complete", **counts, **more}


def named_test(agent_id: str, name: str, state: str, reason: str, *places: dict[str, Any]) -> dict[str, Any]:
    return {"agent_id": agent_id, "test": name, "state": state, "reason": reason, "locations": list(places)}


def finding(agent_id: str, severity: str, check: str = "column_total", title: str = "Column") -> dict[str, Any]:
    said = {"agent_id": agent_id, "severity": severity, "check": check, "title": title}
    return said | {"description": "It is off.", "locations": []}


def printed(result: Audited) -> list[str]:
    file = io.StringIO()
    print_result(Console(file=file, highlight=False, soft_wrap=True, width=200), result)
    return file.getvalue().splitlines()[1:]


def result(*checks: dict[str, Any], **more: Any) -> Audited:
    return Audited("report.md", "a1", "complete", checks=list(checks), **more)


@pytest.mark.parametrize(
    ("checks", "found", "mark"),
    [
        (agent("sums", passed=3), [], "✓"),
        (agent("sums", passed=3, failed=1), [], "✗"),
        (agent("sums", passed=3), [finding("sums", "medium")], "✗"),
        (agent("sums", passed=3), [finding("sums", "info")], "✓"),
        (agent("sums", passed=3), [finding("words", "high")], "✓"),
        (agent("sums", not_possible=2), [], "?"),
        (agent("sums"), [], "·"),
        (agent("sums", status="error", error="it hung"), [], "!"),
        (agent("sums", status="skipped", error="no model"), [], "·"),
    ],
)
def test_a_tick_stands_only_where_something_was_checked_and_nothing_found(
    checks: dict[str, Any], found: list[dict[str, Any]], mark: str
) -> None:
    lines = printed(result(checks, findings=found))

    (line,) = (line for line in lines if "sums:" in line)
    assert line.startswith(f"  {mark} sums: ")


def test_tests_stand_below_the_agent_that_made_them() -> None:
    tests = [
        named_test("sums", "balance_sheet_balances", "holds", "2 relations checked and hold."),
        named_test("sums", "equity_closes", "not_found", "no statement of changes in equity was recognised"),
    ]

    lines = printed(result(agent("sums", passed=1), agent("words", passed=1), tests=tests))

    assert lines[1:5] == [
        "  ✓ sums: 1 check passed, 0 failed, 0 not possible",
        "    ✓ Balance sheet balances: holds: 2 relations checked and hold.",
        "    ? Equity closes: not found: no statement of changes in equity was recognised",
        "  ✓ words: 1 check passed, 0 failed, 0 not possible",
    ]


def test_tests_of_a_report_without_statements_are_one_line() -> None:
    tests = [named_test("sums", f"test_{n}", "not_found", "no balance sheet") for n in range(12)]

    lines = printed(result(agent("sums", passed=1), tests=tests))

    assert [line for line in lines if "test" in line] == [
        "    · None of the 12 tests that every reader expects applies: no figures that they are about were found"
    ]


def test_a_test_that_found_its_figures_and_no_relation_keeps_its_line() -> None:
    tests = [
        named_test("sums", "equity_closes", "not_found", "no lines add up to “Total”", PLACE),
        named_test("sums", "notes_to_lines", "not_found", "no figure of a note was found in a statement"),
    ]

    assert len([line for line in printed(result(agent("sums"), tests=tests)) if "not found" in line]) == 2


def test_each_part_of_a_finding_has_a_line_of_its_own() -> None:
    parts: dict[str, Any] = {
        "description": "Cash, 2031 is printed as 1,702; 1,902 would settle 1 broken relation.",
        "cause_text": "one digit is wrong",
        "relations": ("Total: 1 + 2 gives 3, printed is 4.", "Cash: 1,702, but 1,902 at Cash."),
        "relations_total": 11,
        "alternatives": [
            {"location": PLACE | {"row_label": "Bonds", "column_label": "2031"}, "reported": "-10212",
             "expected": "10212", "cause": "sign", "cause_text": "the sign is the wrong way round"},
            {"location": PLACE, "reported": None, "expected": "200", "cause": None, "cause_text": None},
        ],
    }  # fmt: skip

    lines = printed(result(agent("sums", failed=1), findings=[finding("sums", "high") | parts]))

    assert [line.strip() for line in lines[3:]] == [
        "Cash, 2031 is printed as 1,702; 1,902 would settle 1 broken relation.",
        "Likely cause: one digit is wrong.",
        "It may be Bonds, 2031 instead, -10,212 where 10,212 would fit: the sign is the wrong way round.",
        "It may be an unnamed line instead, left empty where 200 would fit.",
        "Broken: Total: 1 + 2 gives 3, printed is 4.",
        "Broken: Cash: 1,702, but 1,902 at Cash.",
        "It breaks 11 relations in all.",
    ]


def test_a_finding_of_an_older_version_is_shown_as_it_says() -> None:
    relation = "Total: 1 + 2 gives 3, printed is 4."
    older = finding("sums", "high") | {"description": f"It is off. {relation}", "relations": (relation,)}

    lines = printed(result(agent("sums", failed=1), findings=[older]))

    assert [line.strip() for line in lines[3:]] == [f"It is off. {relation}"]


def test_what_a_model_judges_says_so_and_what_it_is_held_against() -> None:
    places = [PLACE | {"section": "Results", "quote": "1,204"}, PLACE | {"section": "Staff", "quote": "1,240"}]
    judged = finding("words", "medium") | {"source": "model", "confidence": 0.67, "locations": places}

    lines = printed(result(agent("words", passed=3), findings=[judged]))

    assert [line.strip() for line in lines[3:]] == [
        "Results › “1,204”",
        "against: Staff › “1,240”",
        "judged by a model, confidence 67 %",
        "It is off.",
    ]


@pytest.mark.parametrize(
    ("confidence", "said"), [(1.0, "judged by a model"), (0.5, "judged by a model, confidence 50 %")]
)
def test_how_sure_a_model_is_stands_where_it_is_not_quite(confidence: float, said: str) -> None:
    judged = finding("words", "medium") | {"source": "model", "confidence": confidence}
    figures = dict.fromkeys(("reported", "expected", "difference", "unit"))

    assert finding_lines(judged | figures) == ["medium  Column", f"        {said}"]


def test_rounding_is_one_note_and_no_finding() -> None:
    found = [finding("sums", "info", "rounding", f"Rounding differences: Table {n}") for n in range(3)]

    lines = printed(result(agent("sums", passed=3), findings=found))

    assert lines == [
        "report.md  audit a1  complete: 0 findings, 3 notes",
        "  ✓ sums: 3 checks passed, 0 failed, 0 not possible",
        "  note: sums in 3 tables differ from the printed totals by no more than rounding; no action needed",
        "  checked, nothing found",
    ]


def test_notes_that_ask_for_a_reader_are_no_clean_bill() -> None:
    noted = finding("words", "info", "mention", "Not found: the tea")

    lines = printed(result(agent("words", passed=3), findings=[noted]))

    assert "  checked, nothing found" not in lines
    assert any("Not found: the tea" in line for line in lines)


def test_json_counts_notes_apart_from_findings_and_says_nothing_of_a_report_that_was_not_audited() -> None:
    found = [finding("sums", "high"), finding("sums", "info", "rounding"), finding("words", "info", "mention")]

    told = result(agent("sums", failed=1), findings=found).as_json()

    assert told["summary"] == {
        "findings": 1,
        "notes": 2,
        "by_severity": {"high": 1, "medium": 0, "low": 0, "info": 2},
        "tables_with_rounding": 1,
    }
    assert "summary" not in Audited("report.md", None, "failed", error="empty").as_json()


@pytest.mark.parametrize(
    ("usage", "said"),
    [
        (None, "complete: 0 findings"),
        (
            {"questions": 12, "input_tokens": 33_000, "output_tokens": 1_000, "estimated": False},
            "complete: 0 findings; 12 questions to a model, 34,000 tokens",
        ),
        (
            {"questions": 1, "input_tokens": 800, "output_tokens": 90, "estimated": True},
            "complete: 0 findings; 1 question to a model, about 890 tokens",
        ),
    ],
)
def test_what_models_were_asked_stands_in_the_line_of_the_report(usage: dict[str, Any] | None, said: str) -> None:
    (line, *_) = printed(result(agent("words", passed=1), usage=usage))

    assert line.endswith(said)
    assert ("usage" in result(usage=usage).as_json()) == (usage is not None)


def test_what_others_found_at_the_same_place_stands_under_the_gravest_with_its_agent() -> None:
    one = finding("sums", "medium", title="The total is off") | {"id": "a", "same_place": ["c"]}
    apart = finding("sums", "low", title="Another") | {"id": "b"}
    other = finding("words", "high", title="The text says otherwise") | {"id": "c", "same_place": ["a"]}

    lines = printed(result(agent("sums"), agent("words"), findings=[one, apart, other]))

    titles = [line.strip() for line in lines if line.strip().startswith(("high", "medium", "low"))]
    assert titles == [
        "high   The text says otherwise",
        "medium same place, sums: The total is off",
        "low    Another",
    ]
    assert sum("It is off." in line for line in lines) == 3
