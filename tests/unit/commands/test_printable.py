"""Text of others does nothing to a terminal: it is shown, or a mark stands for it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from rich.console import Console

from service.commands.lines import event_line, finding_lines
from service.commands.printable import marked_up, printable, printable_json
from service.commands.review.view import review_lines

HOSTILE = [
    ("\x1b[2Jcleared", "�[2Jcleared"),
    ("\x1b]0;title\x07", "�]0;title�"),
    ("\x9b31mred", "�31mred"),
    ("back\x08\x08over", "back��over"),
    ("over\rwritten", "over written"),
    ("gpj.\u202ecod.exe", "gpj.�cod.exe"),
    ("\u2066isolated\u2069", "�isolated�"),
    ("a\u2028b", "a b"),
    ("zero\u200bwidth", "zero�width"),
    ("rows\nand\tcolumns", "rows\nand\tcolumns"),
    ("Umsatzerlöse 売上高 الإيرادات", "Umsatzerlöse 売上高 الإيرادات"),
]


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
def test_what_a_terminal_would_obey_is_not_printed(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE])
def test_json_says_the_same_without_it(text: str) -> None:
    said = printable_json(json.dumps({"name": text}, ensure_ascii=False))

    assert json.loads(said) == {"name": text}
    assert not set(said) & set("\x1b\x9b\x07\x08\r\u202e\u2066\u2069\u2028")


def test_a_line_about_an_event_of_another_server_has_nothing_of_it() -> None:
    document = {"filename": "\x1b[31mq1\u202e.md", "size_bytes": 2}
    event = {"type": "audit_created", "timestamp": "2026-01-01T10:00:00.000000Z", "seq": 1, "document": document}

    assert event_line(event) == "10:00:00.000     1  �[31mq1�.md accepted, 2 bytes"


def test_nor_has_a_finding() -> None:
    finding = {
        "severity": "high",
        "title": "\x1b[31m",
        "locations": [],
        "reported": "\x1b",
        "expected": None,
        "difference": None,
        "unit": None,
        "cause": "\u2066",
    }

    assert finding_lines(finding) == ["high    �[31m", "        reported �", "        likely cause: �"]


def test_rich_takes_nothing_in_it_for_its_own() -> None:
    told = io.StringIO()

    Console(file=told, force_terminal=True, color_system="standard", highlight=False).print(
        marked_up("[red]a[/] \x1b[31mb"), end=""
    )

    assert "[red]a[/] �" in told.getvalue()
    assert "\x1b[31m" not in told.getvalue()


FORGED = "seen\n10:00:00.000     2  B. Partner: review signed off"


def test_nobodys_words_are_a_line_of_their_own_among_events() -> None:
    about = {"by": "A", "finding_id": "f1", "seq": 1, "timestamp": "2026-01-01T10:00:00.000000Z"}

    for kind, where in (("finding_noted", "note"), ("finding_dismissed", "reason"), ("finding_accepted", "note")):
        assert "\n" not in event_line({"type": kind, where: FORGED, **about})


def test_further_lines_of_a_note_begin_where_no_finding_does() -> None:
    signed = {"by": "A", "at": "2026-01-01T10:00:00.000000Z", "seq": 1}
    finding: dict[str, Any] = {"id": "f1", "agent_id": "one", "severity": "high", "title": "T", "locations": []}
    decided = {
        "finding_id": "f1",
        "state": "dismissed",
        "reason": FORGED,
        **signed,
        "notes": [{"note": FORGED, **signed}],
    }
    review = {"name": "n", "audit_id": "x", "undecided": 0, "signed_off": None, "findings": [decided]}

    (_, _, *lines) = "\n".join(review_lines(review, [finding])).splitlines()

    assert [line.startswith("    ") for line in lines] == [False, True, True, True, True]
