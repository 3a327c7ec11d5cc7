"""Sentences with known relations: true ones raise nothing, and one corrupted figure is found."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from service.checks.consistency.table.interval import around
from service.checks.outcome import Outcome
from tests.trying import examples
from tests.unit.checks.given.told import checked

AMOUNTS = st.integers(60_000_000, 900_000_000).map(Decimal)
SHAPES = st.sampled_from(
    [
        "{subject} {verb} {amount}, or {percent}, to {end} from {start}.",
        "{subject} {verb} by {percent}, from {start} in 2023 to {end} in 2024.",
        "{subject} was {end} in 2024, {noun} of {amount}, or {percent}, from {start} in 2023.",
        "{subject} {verb} {amount} or {percent} to {end}.",
        "In 2024, {subject} {verb} by {amount} ({percent}) to {end}, compared with {start} in 2023.",
    ]
)
SUBJECTS = st.sampled_from(["Revenue", "Selling, general and administrative expenses", "Cash from operations"])
NOTHING = "| a | b |\n| --- | --- |\n| c | d |"


def money(value: Decimal) -> str:
    return f"${(value / 10**6).quantize(Decimal('0.1'), ROUND_HALF_UP):,} million"


def percent(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def sentence(shape: str, subject: str, start: Decimal, end: Decimal, stated_percent: Decimal) -> str:
    verb, noun = ("increased", "an increase") if end > start else ("decreased", "a decrease")
    return shape.format(
        subject=subject,
        verb=verb,
        noun=noun,
        amount=money(abs(end - start)),
        percent=percent(stated_percent),
        start=money(start),
        end=money(end),
    )


def audit(text: str) -> Outcome:
    return checked(text, table=NOTHING)


@examples(60)
@given(SHAPES, SUBJECTS, AMOUNTS, AMOUNTS)
def test_a_true_change_printed_to_any_rounding_raises_nothing(
    shape: str, subject: str, start: Decimal, end: Decimal
) -> None:
    assume(money(start) != money(end))

    outcome = audit(sentence(shape, subject, start, end, 100 * abs(end - start) / start))

    assert outcome.findings == ()
    assert outcome.counts.passed >= 1


@examples(60)
@given(
    SHAPES, SUBJECTS, AMOUNTS, AMOUNTS, st.sampled_from([Decimal(10), Decimal("0.1"), Decimal("1.5"), Decimal("0.6")])
)
def test_one_corrupted_percentage_is_found(
    shape: str, subject: str, start: Decimal, end: Decimal, factor: Decimal
) -> None:
    true = 100 * abs(end - start) / start
    assume(5 <= true <= 300)
    assume(not around(true, Decimal(2)).meets(around(true * factor, Decimal(2))))

    outcome = audit(sentence(shape, subject, start, end, true * factor))

    assert len(outcome.findings) == 1
    assert outcome.findings[0].check == "change_in_sentence"
    assert outcome.counts.failed == 1


@examples(40)
@given(st.integers(0, 2), st.integers(110, 990), st.sampled_from([Decimal(10), Decimal("1.2"), Decimal("0.7")]))
def test_one_corrupted_year_of_three_is_found_against_the_table(at: int, base: int, factor: Decimal) -> None:
    values = [Decimal(base) + Decimal("1.4"), Decimal(base) * 2 + Decimal("3.6"), Decimal(base) * 3 + Decimal("7.7")]
    table = (
        "(in millions)\n\n| | 2024 | 2023 | 2022 |\n| --- | --- | --- | --- |\n"
        f"| Order intake | ${values[0]:,} | ${values[1]:,} | ${values[2]:,} |\n"
        f"| Order backlog | ${values[0] * 5:,} | ${values[1] * 5:,} | ${values[2] * 5:,} |\n"
    )
    told = [(value * factor).quantize(Decimal("0.1")) if year == at else value for year, value in enumerate(values)]
    text = "Order intake was ${:,} million, ${:,} million and ${:,} million in 2024, 2023 and 2022, respectively."

    assert checked(text.format(*values), table=table).findings == ()
    (finding,) = checked(text.format(*told), table=table).findings

    assert finding.check == "text_to_table"
    assert finding.expected == str(values[at])


VOCABULARY = (
    "Net sales|increased|decreased|fell|$|5|12.3|million|%|(|)|to|from|2024|2023|and|,|respectively|by|or|was|of which"
    "|including|consisted of|December 31,|three months ended|basis points|about|more than|an increase of|- |.|"
    "99999999999999999999999999|0|$(4)|compared to|per share|in|Q4|between"
)


@examples(150)
@given(st.lists(st.sampled_from(VOCABULARY.split("|")), max_size=25))
def test_no_order_of_words_and_figures_breaks_the_check(words: list[str]) -> None:
    outcome = checked("In 2024 " + " ".join(words))

    assert len(outcome.findings) <= outcome.counts.failed
    assert (outcome.counts.passed, outcome.counts.not_possible) == (len(outcome.ticks), len(outcome.untested))
