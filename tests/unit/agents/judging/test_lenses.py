"""What a model is told: what is a claim, arithmetic in the forms that the guard takes, nothing of an earlier look."""

from __future__ import annotations

import re

import pytest

from service.agents.judging.disclosed import AGAIN, INSTRUCTION
from service.agents.judging.lenses import FORM, LENSES
from service.checks.claims.claim import Claim, Quote, Sum
from service.checks.claims.guard import Guard, ProvenClaim
from service.reports.model import Report
from service.reports.reading import read

QUOTED = re.compile(r'"([^"]+)"')
TEXT = """\
# Results

Profit before tax was €44.0 million, taxed at 24.0%. Profit was €30.7 million. Operating profit rose by 12.2%.

| In thousands | 2031 | 2030 | Change | Change in % |
|---|---|---|---|---|
| Operating profit | 43,580 | 39,541 | 4,039 | 12.2 |
| Taxes paid | (8,410) | (8,735) | | |
"""
ALL = ("Profit before tax was €44.0 million, taxed at 24.0%", "Profit was €30.7 million", "profit rose by 12.2%")


def report() -> Report:
    return read("report.md", TEXT.encode())


def claim(expression: str, stated: str) -> Claim:
    quotes = (
        *(Quote(place="P1", text=text) for text in ALL),
        Quote(place="T0 R1", text="Operating profit | 43,580 | 39,541 | 4,039 | 12.2"),
        Quote(place="T0 R2", text="Taxes paid | (8,410) | (8,735)"),
    )
    sums = (Sum(expression=expression, stated=stated),)
    return Claim(title="They differ", explanation="Both cannot be right.", quotes=quotes, sums=sums)


def examples() -> list[str]:
    """What the instruction shows of expressions."""
    return [one for one in QUOTED.findall(FORM) if re.search(r"\d [*/+-] ", one)]


def test_every_lens_says_that_two_amounts_of_one_thing_are_a_claim_and_what_is_none() -> None:
    for lens in LENSES:
        said = lens.instruction
        assert "different amounts, percentages or dates for the same thing ARE an error" in said
        assert "- only that the lines of one table do not add up to their total" in said


def test_one_lens_looks_for_wrong_signs() -> None:
    assert [lens.name for lens in LENSES if "wrong sign" in lens.looks_for] == ["presentation"]


def test_the_instruction_shows_how_arithmetic_is_written() -> None:
    assert examples() == ["4,039 / 39,541 * 100", "44.0 * (1 - 24.0 / 100)"]


@pytest.mark.parametrize("expression", [*examples(), "100 * 4,039 / 39,541", "(43,580 / 39,541 - 1) * 100"])
def test_the_guard_takes_arithmetic_as_the_instruction_shows_it(expression: str) -> None:
    assert isinstance(Guard(report()).judge(claim(expression, "(8,410)")), ProvenClaim)


@pytest.mark.parametrize("stated", ["12.2", "12.2%", "12.2 %", "12.2 per cent", "€30.7 million", "€ 30.7m", "(8,410)"])
def test_the_guard_takes_what_the_report_states_with_or_without_signs_and_unit(stated: str) -> None:
    judged = Guard(report()).judge(claim("4,039 / 39,541 * 100", stated))

    assert isinstance(judged, ProvenClaim), judged
    [done] = judged.sums
    assert done.fails


@pytest.mark.parametrize("stated", ["no figure", "99.9%", "€31.7 million"])
def test_it_takes_nothing_else(stated: str) -> None:
    assert Guard(report()).judge(claim("4,039 / 39,541 * 100", stated)) == "arithmetic that cannot be done again"


@pytest.mark.parametrize("stated", ["10.2%", "10.2", "10.2 per cent"])
def test_a_result_that_the_report_does_not_print_proves_no_error(stated: str) -> None:
    """It is the model's own: two places are needed besides, and here there are."""
    judged = Guard(report()).judge(claim("4,039 / 39,541 * 100", stated))

    assert isinstance(judged, ProvenClaim)
    assert judged.kind == "contradiction"


@pytest.mark.parametrize("number", ["2", "7", "200"])
def test_other_numbers_are_added_to_nothing(number: str) -> None:
    assert Guard(report()).judge(claim(f"43,580 + {number}", "12.2")) == "arithmetic that cannot be done again"


def test_the_second_look_is_told_neither_that_the_first_was_right_nor_that_it_was_wrong() -> None:
    own = AGAIN.removeprefix(INSTRUCTION)

    assert "no reason to answer the same or anything else" in " ".join(own.split())
    assert not any(word in own for word in ("wrong", "right", "not found"))
