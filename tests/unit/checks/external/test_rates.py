"""Exchange rates of a report against the European Central Bank's, from an answer as it has them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from service.checks.external.ecb.currencies import currencies_in
from service.checks.external.ecb.rates import rates_of
from service.checks.external.ecb.source import Ecb
from service.checks.external.reporting_entity import reporting_entity
from service.checks.external.source import Compared
from service.findings import Finding
from tests.unit.external.given.told import COVER, answer, reference_rates, report

ONE_EURO = "The most important exchange rates against the euro, in units for € 1:"
TABLE = """
| | Closing rate 31 Dec 2031 | Closing rate 31 Dec 2030 | Average rate 2031 | Average rate 2030 |
|---|---|---|---|---|
| US dollar | 1.2610 | 1.1305 | 1.1960 | 1.0655 |
| Pound sterling (GBP) | 0.9044 | 0.8522 | 0.8784 | 0.8262 |
| JPY | 176.10 | 163.05 | 169.60 | 156.55 |
"""
BANKS = "Source: European Central Bank, in units for € 1"


def compared(table: str = TABLE, said: str = ONE_EURO, cover: str = COVER) -> Compared:
    read = report(f"{cover}\n\n## Exchange rates\n\n{said}\n{table}")
    return Ecb().compare(read, reporting_entity(read), (answer("ecb", "/rates", reference_rates()),))


def only(result: Compared) -> Finding:
    (finding,) = result.findings
    return finding


def test_rates_that_agree_are_ticked_closing_and_average() -> None:
    result = compared()

    assert (result.findings, result.untested, len(result.ticks)) == ((), (), 12)
    assert result.ticks[0].relation == "USD 1.2610 (closing, 2031-12-31) is the bank's 1.2610"
    assert all(tick.exact for tick in result.ticks)


def test_one_question_asks_for_all_days_and_currencies_and_for_nothing_else() -> None:
    read = report(f"{COVER}\n\n{ONE_EURO}\n{TABLE}")
    (request,) = Ecb().wanted(read, reporting_entity(read)).requests

    assert request.path == "/service/data/EXR/D.GBP+JPY+USD.EUR.SP00.A"
    assert dict(request.query) | {"startPeriod": "2029-12-22", "endPeriod": "2031-12-31"} == dict(request.query)


def test_a_wrong_rate_is_a_finding_with_the_banks() -> None:
    found = only(compared(TABLE.replace("| 0.9044 |", "| 0.9404 |")))

    assert (found.check, found.severity) == ("external_rate", "low")
    assert (found.reported, found.expected, found.unit) == ("0.9404", "0.9044", "GBP/EUR")
    assert (found.locations[0].row_label, found.locations[0].quote) == ("Pound sterling (GBP)", "0.9404")


@pytest.mark.parametrize(
    ("wrong", "cause"),
    [
        (("1.2610 | 1.1305", "1.1960 | 1.1305"), "it is the average of the year to 2031-12-31"),
        (("| 1.1960 |", "| 1.2610 |"), "it is the closing rate of 2031-12-31"),
        (("1.2610 | 1.1305", "1.1305 | 1.1305"), "it is the closing rate of 2030-12-31"),
    ],
)
def test_average_and_closing_and_the_year_before_are_told_apart(wrong: tuple[str, str], cause: str) -> None:
    found = only(compared(TABLE.replace(*wrong)))
    assert (found.severity, found.cause_text) == ("medium", cause)


def test_another_source_may_be_a_little_off_and_the_banks_own_may_not() -> None:
    near = TABLE.replace("1.2610", "1.2650")

    assert compared(near).findings == ()
    assert not all(tick.exact for tick in compared(near).ticks)
    assert only(compared(near, BANKS)).severity == "medium"


def test_fewer_digits_are_held_to_what_they_say() -> None:
    rounded = TABLE.replace("1.2610", "1.26").replace("0.9044", "0.90")
    assert compared(rounded, BANKS).findings == ()


def test_a_table_the_other_way_round_is_understood() -> None:
    table = """
| One unit in EUR | 31 Dec 2031 | 31 Dec 2030 |
|---|---|---|
| USD | 0.7930 | 0.8846 |
| GBP | 1.1057 | 1.1734 |
| 100 JPY | 0.5679 | 0.6133 |
"""
    assert len(compared(table, "Closing exchange rates").ticks) == 6
    found = only(compared(table.replace("1.1057", "1.1507"), "Closing exchange rates"))
    assert (found.reported, found.expected) == ("1.1507", "1.1057")


def test_currencies_above_and_periods_beside_are_understood() -> None:
    table = """
| Exchange rates for 1 EUR | USD | GBP |
|---|---|---|
| Average 2031 | 1.1960 | 0.8784 |
| Year-end 2031 | 1.2610 | 0.9044 |
"""
    assert len(compared(table, "Currencies").ticks) == 4


def test_rates_of_another_base_are_crossed() -> None:
    table = """
| Closing rate | 2031 | 2030 |
|---|---|---|
| USD | 1.3943 | 1.3266 |
| EUR | 1.1057 | 1.1734 |
"""
    assert len(compared(table, "Exchange rates for £1").ticks) == 4


def test_what_is_far_from_the_banks_rate_is_an_amount_and_not_judged() -> None:
    amounts = "| Loans in USD | 300 | 256 | 1.9 | 0 |\n"
    result = compared(TABLE + amounts)

    assert (result.findings, len(result.ticks)) == ((), 12)
    assert all("it may be an amount" in untested.reason for untested in result.untested)


def test_a_lone_rate_that_differs_is_not_judged() -> None:
    result = compared("\n| Closing rate for 1 EUR | 31 Dec 2031 |\n|---|---|\n| USD | 1.3100 |\n", "Rates")

    assert (result.findings, result.ticks) == ((), ())
    assert "too few of its table agree" in result.untested[0].reason


def test_a_currency_that_the_bank_has_no_rate_of_is_said_to_be_untested() -> None:
    result = compared(TABLE + "| Swiss franc | 0.95 | 0.96 | 0.95 | 0.96 |\n")
    assert {untested.reason[:49] for untested in result.untested} == {
        "the European Central Bank has no rate of CHF for "
    }


def test_a_year_that_ends_in_september_has_its_own_average() -> None:
    cover = COVER.replace("31 December 2031", "30 September 2031")
    rates = rates_of(reference_rates())
    average = rates.average("USD", "EUR", date(2030, 10, 1), date(2031, 9, 30))
    assert average is not None
    table = f"\n| | Average rate 2031 |\n|---|---|\n| USD | {average:.4f} |\n"

    (tick,) = compared(table, cover=cover).ticks
    assert "2030-10-01 to 2031-09-30" in tick.relation


def test_a_table_of_interest_rates_is_none_of_exchange_rates() -> None:
    read = report(f"{COVER}\n\n## Borrowings\n\n| Average rate | 2031 |\n|---|---|\n| USD loans | 4.1% |\n")
    assert Ecb().wanted(read, reporting_entity(read)).requests == ()


def test_a_closing_rate_is_that_of_the_last_working_day() -> None:
    rates = rates_of(reference_rates())
    assert rates.closing("USD", "EUR", date(2031, 8, 31)) == rates.closing("USD", "EUR", date(2031, 8, 29))
    assert rates.closing("USD", "EUR", date(2032, 1, 9)) is None
    assert rates.average("USD", "EUR", date(2031, 6, 1), date(2032, 5, 31)) is None
    assert rates.closing("EUR", "USD", date(2031, 12, 31)) == 1 / Decimal("1.2610")


@pytest.mark.parametrize("value", ["1e999999999", "0", "-1", "NaN", "", "Infinity"])
def test_a_rate_that_can_be_none_is_left_out(value: str) -> None:
    rates = rates_of(f"CURRENCY,TIME_PERIOD,OBS_VALUE\nUSD,2031-12-31,{value}\n".encode())
    assert rates.closing("USD", "EUR", date(2031, 12, 31)) is None


@pytest.mark.parametrize("body", [b"", b"<html>", b"CURRENCY,TIME_PERIOD,OBS_VALUE\nUSD,2031-12-31,x\n", b"\xff\xfe"])
def test_an_answer_of_another_shape_is_no_answer(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"it lacks the columns|a row of it is none|can't decode"):
        rates_of(body)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("US dollar (USD)", ("USD",)),
        ("British pound", ("GBP",)),
        ("Polish złoty", ("PLN",)),
        ("EUR/USD", ("EUR", "USD")),
        ("Compound growth", ()),
        ("Brand", ()),
    ],
)
def test_currencies_are_known_by_code_and_by_name(text: str, codes: tuple[str, ...]) -> None:
    assert currencies_in(text) == codes


@pytest.mark.parametrize(
    "body", [b"[" * 200_000, b"CURRENCY,TIME_PERIOD,OBS_VALUE\n" + b"x" * 200_000], ids=["head", "row"]
)
def test_a_field_without_an_end_is_refused_in_the_head_as_in_a_row(body: bytes) -> None:
    with pytest.raises(ValueError, match="a row of it is none"):
        rates_of(body)
