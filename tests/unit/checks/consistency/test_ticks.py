"""What is ticked of sentences: every statement that holds, with the cells that bear it out; the rest says why not."""

from __future__ import annotations

import pytest

from service.checks.consistency.check import check
from service.checks.outcome import Outcome
from service.reports.reading import read
from service.samples import sample_path
from tests.unit.checks.given.told import checked, ignore


def assert_counted(outcome: Outcome) -> None:
    assert outcome.counts.passed == len(outcome.ticks)
    assert outcome.counts.not_possible == len(outcome.untested)


@pytest.mark.parametrize(
    ("sentence", "relations"),
    [
        (
            "Net sales increased $123.3 million, or 14.0%, to $1,001.4 million from $878.1 million.",
            [
                "$1,001.4 million − $878.1 million = $123.3 million",
                "from $878.1 million to $1,001.4 million = 14.0%",
                "from $878.1 million to $1,001.4 million is an increase",
            ],
        ),
        (
            "Interest expense decreased by $2.5 million, or 17%, in 2024.",
            [
                "a decrease of $2.5 million and of 17% = (15.1) (2023) to (12.6) (2024) "
                "in “Interest expense” of “Consolidated income statement”"
            ],
        ),
        (
            "Net income was $299.8 million and $250.0 million in 2024 and 2023, respectively.",
            [
                "$299.8 million = 299.8 (2024) in “Net income” of “Consolidated income statement”",
                "$250.0 million = 250.0 (2023) in “Net income” of “Consolidated income statement”",
            ],
        ),
        (
            "The purchase price of $111 million consisted of $100 million in cash and $11 million of debt.",
            ["$100 million + $11 million = $111 million"],
        ),
        (
            "Orders grew by $12.1 million, or 10%, to $133.1 million.",
            ["$12.1 million ÷ ($133.1 million − $12.1 million) = 10%"],
        ),
    ],
)
def test_a_statement_that_holds_is_ticked_in_figures(sentence: str, relations: list[str]) -> None:
    outcome = checked(sentence)

    said = [tick.relation for tick in outcome.ticks]
    assert [relation for relation in relations if relation not in said] == []
    assert all(tick.exact for tick in outcome.ticks)
    assert_counted(outcome)


def test_a_figure_that_only_rounding_explains_says_so() -> None:
    outcome = checked("Net sales increased approximately $120 million, or 14%, in 2024.")

    (tick,) = outcome.ticks
    assert not tick.exact
    assert tick.relation.startswith("an increase of $120 million and of 14% ≈ 878.1 (2023)")


def test_a_tick_stands_at_its_sentence_and_at_the_cells() -> None:
    (tick,) = checked("Interest expense decreased by $2.5 million, or 17%, in 2024.").ticks

    sentence, now, then = tick.locations
    assert sentence.quote == "Interest expense decreased by $2.5 million, or 17%, in 2024."
    assert [(cell.table, cell.row, cell.column) for cell in (now, then)] == [(0, 4, 1), (0, 4, 2)]
    assert now.row_label == "Interest expense"


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (
            "Pension liabilities of Ruritania were $512.7 million in 2024.",
            "no table with columns by period has a word of what the sentence says of $512.7 million",
        ),
        (
            "Net sales in Ruritania were $612.7 million in 2024.",
            "by its words and figures, no row of a table is plainly the source of $612.7 million",
        ),
        (
            "Net sales increased by 14.0% and 2.0% in 2024.",
            "the sentence names several figures and periods, and leaves open which belongs to which",
        ),
    ],
)
def test_a_statement_that_can_not_be_tied_says_why(sentence: str, reason: str) -> None:
    outcome = checked(sentence)

    assert reason in [one.reason for one in outcome.untested]
    assert all(one.location.quote == sentence for one in outcome.untested)
    assert_counted(outcome)


def test_the_figures_of_a_sentence_that_agree_are_ticked_although_one_does_not() -> None:
    outcome = checked("Net income was $299.8 million and $251.0 million in 2024 and 2023, respectively.")

    assert [tick.relation for tick in outcome.ticks] == [
        "$299.8 million = 299.8 (2024) in “Net income” of “Consolidated income statement”"
    ]
    assert outcome.counts.failed == 1
    assert_counted(outcome)


def test_what_is_counted_of_the_sample_is_what_is_listed() -> None:
    path = sample_path()

    outcome = check(read(path.name, path.read_bytes()), ignore)

    assert outcome.counts.passed > 30
    assert_counted(outcome)
