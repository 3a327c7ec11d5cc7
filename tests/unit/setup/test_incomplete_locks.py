"""A lock that pip would have to resolve, or could not install, is told in words; on small locks made up here."""

from __future__ import annotations

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.setup.completeness import Installed, troubles
from tests.setup.locks import pins


def told(wanted: str, lock: str, **distributions: Installed) -> list[str]:
    """What is wrong with a lock of ``name==version`` words, in an environment of those distributions."""
    lines = "\n".join(f"{word} --hash=sha256:00" for word in lock.split())
    found = {canonicalize_name(name): distribution for name, distribution in distributions.items()}
    return list(troubles([Requirement(wanted)], pins(lines), found))


def distribution(version: str, *requires: str, extras: str = "") -> Installed:
    return Installed(Version(version), tuple(map(Requirement, requires)), frozenset(extras.split()))


LEDGER = distribution("2.0", "paper>=1", 'ink>=3 ; extra == "colour"', extras="colour")


def test_a_lock_with_all_that_is_required_is_complete() -> None:
    assert told("ledger", "ledger==2.0 paper==1.4", ledger=LEDGER, paper=distribution("1.4")) == []


def test_a_requirement_that_is_missing_is_named_with_who_asks_for_it() -> None:
    assert told("ledger", "ledger==2.0", ledger=LEDGER) == [
        "ledger 2.0 asks for paper>=1, which is not in the lock for this Python"
    ]


def test_what_the_project_itself_asks_for_must_be_there_too() -> None:
    assert told("ledger>=2", "") == ["pyproject.toml asks for ledger>=2, which is not in the lock for this Python"]


def test_a_version_out_of_range_is_named_with_both() -> None:
    assert told("ledger", "ledger==2.0 paper==0.9", ledger=LEDGER, paper=distribution("0.9")) == [
        "ledger 2.0 asks for paper>=1, and the lock has paper 0.9"
    ]


def test_an_extra_that_some_distribution_asks_for_counts() -> None:
    office = distribution("5", "ledger[colour]")
    rest = {"ledger": LEDGER, "paper": distribution("1.4")}

    assert told("office", "office==5 ledger==2.0 paper==1.4", office=office, **rest) == [
        'ledger 2.0 with [colour] asks for ink>=3; extra == "colour", which is not in the lock for this Python'
    ]
    assert told("ledger", "ledger==2.0 paper==1.4", **rest) == []


def test_an_extra_asks_for_the_extras_of_others() -> None:
    office = distribution("5", 'ledger[colour] ; extra == "all"', extras="all")

    assert told(
        "office[all]",
        "office==5 ledger==2.0 paper==1.4 ink==2",
        office=office,
        ledger=LEDGER,
        paper=distribution("1.4"),
        ink=distribution("2"),
    ) == ['ledger 2.0 with [colour] asks for ink>=3; extra == "colour", and the lock has ink 2']


def test_an_extra_that_is_not_there_is_named() -> None:
    assert told("ledger[gold]", "ledger==2.0 paper==1.4", ledger=LEDGER, paper=distribution("1.4")) == [
        "ledger 2.0 with [gold] is asked for, and has no such extra"
    ]


def test_two_that_require_each_other_come_to_an_end() -> None:
    left, right = distribution("1", "right"), distribution("1", "left")

    assert told("left", "left==1 right==1", left=left, right=right) == []


def test_what_another_python_needs_is_not_missed_here() -> None:
    ledger = distribution("2.0", 'backport ; python_version < "3.11"', 'console ; sys_platform == "none"')

    assert told("ledger", "ledger==2.0", ledger=ledger) == []


def test_a_line_that_holds_elsewhere_answers_nothing_here() -> None:
    lock = pins('paper==1.4 ; sys_platform == "none" --hash=sha256:00')

    assert list(troubles([Requirement("paper")], lock, {"paper": distribution("1.4")})) == [  # pyright: ignore
        "pyproject.toml asks for paper, which is not in the lock for this Python"
    ]


def test_names_are_the_same_however_they_are_written() -> None:
    assert told("Paper.Mill", "paper_mill==1", **{"paper-mill": distribution("1")}) == []


def test_what_nothing_asks_for_is_too_much() -> None:
    assert told("paper", "paper==1.4 glue==1", paper=distribution("1.4"), glue=distribution("1")) == [
        "glue 1 is locked, and nothing asks for it"
    ]


@pytest.mark.parametrize(
    ("there", "words"), [({"paper": distribution("1.3")}, "1.3 is installed"), ({}, "it is not installed")]
)
def test_what_is_not_installed_as_locked_can_not_be_judged(there: dict[str, Installed], words: str) -> None:
    assert told("paper", "paper==1.4", **there) == [f"paper 1.4 is locked, but {words}: make setup-tests"]


@pytest.mark.parametrize("line", ["paper>=1 --hash=sha256:00", "paper==1", "paper[ink]==1 --hash=sha256:00"])
def test_a_line_that_pins_nothing_is_no_line_of_a_lock(line: str) -> None:
    with pytest.raises(ValueError, match=r"paper.* is not one version with its hashes"):
        list(pins(line))


def test_the_lines_of_uv_are_read_with_their_comments_and_hashes() -> None:
    (pin,) = pins('ink==3 ; sys_platform != "none" \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n    # via\n')

    assert (pin.name, str(pin.version), pin.holds_here, pin.hashes) == ("ink", "3", True, ("sha256:aa", "sha256:bb"))
