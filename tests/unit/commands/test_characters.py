"""A terminal that lacks a character is told which one it is, and what is printed as JSON says the same."""

from __future__ import annotations

import io
import json
import sys

import pytest

from service.commands.characters import print_every_character

SAID = "Zölle: €7 million, 𝛼 and half of a pair \ud83d"


@pytest.mark.parametrize(
    ("encoding", "printed"),
    [
        ("ascii", "Z\\u00f6lle: \\u20ac7 million, \\ud835\\udefc and half of a pair \\ud83d"),
        ("latin-1", "Zölle: \\u20ac7 million, \\ud835\\udefc and half of a pair \\ud83d"),
        ("utf-8", "Zölle: €7 million, 𝛼 and half of a pair \\ud83d"),
    ],
)
def test_a_character_that_a_terminal_lacks_is_named(
    monkeypatch: pytest.MonkeyPatch, encoding: str, printed: str
) -> None:
    told = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(told, encoding, write_through=True))
    print_every_character()

    sys.stdout.write(SAID)

    assert told.getvalue().decode(encoding) == printed
    assert json.loads(f'"{told.getvalue().decode(encoding)}"') == SAID


def test_what_is_no_stream_of_text_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    told = io.StringIO()
    monkeypatch.setattr(sys, "stdout", told)
    print_every_character()

    sys.stdout.write(SAID)

    assert told.getvalue() == SAID
