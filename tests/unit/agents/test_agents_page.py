"""docs/agents.md: the lists in it that follow from the code are those that the code gives."""

from __future__ import annotations

import pytest

from service.agents.installed import OURS
from tools.agents_page import MEANINGS, PAGE, SPECS, page, reasons


def test_the_lists_of_the_page_are_made_from_the_code() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert page(text) == text, "run: python -m tools.agents_page"


def test_the_page_speaks_of_every_agent_that_comes_with_tickmark() -> None:
    assert tuple(spec.agent_id for spec in SPECS) == OURS


def test_every_reason_has_a_meaning_and_nothing_else_has() -> None:
    told = [line.split(" | ")[0].removeprefix("| ") for line in list(reasons())[2:]]

    assert sorted(told) == sorted(MEANINGS)


def test_a_page_without_a_place_for_a_list_is_refused() -> None:
    with pytest.raises(ValueError, match="has no place for the list 'agents'"):
        page("# Agents\n")
