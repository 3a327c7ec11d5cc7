"""Which agents there are: ours first, those of others by name, and unknown ones refused."""

from __future__ import annotations

import pytest

from service.agents.installed import chosen, installed, load
from service.errors import UnknownAgent


def test_ours_come_first_and_those_of_others_follow_by_name() -> None:
    names = installed()

    assert names[:4] == ("numeric_validation", "logic_consistency", "disclosure_compliance", "external_signal")
    assert list(names[4:]) == sorted(names[4:])
    assert "quick" in names


def test_nothing_chosen_means_all_that_are_installed() -> None:
    assert chosen(()) == installed()


def test_what_is_chosen_twice_runs_once() -> None:
    assert chosen(("slow_a", "quick", "slow_a")) == ("slow_a", "quick")


def test_an_unknown_agent_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(UnknownAgent, match=r"no agent 'astrology' is installed; there are: numeric_validation, "):
        chosen(("quick", "astrology"))


def test_agents_are_listed_without_importing_any() -> None:
    assert "unimportable" in installed()
    with pytest.raises(ModuleNotFoundError):
        load("unimportable")


def test_ours_say_what_made_their_results() -> None:
    for agent_id in ("numeric_validation", "logic_consistency", "disclosure_compliance", "external_signal"):
        spec = load(agent_id)
        assert (spec.agent_id, bool(spec.version), bool(spec.rules)) == (agent_id, True, True)
