"""Units and scales: what captions and headers state, and what each figure makes of it."""

from __future__ import annotations

import pytest

from service.reports.figures.scales import stated, states_scale
from service.reports.model import Number, Table
from tests.unit.reports.given.printed_tables import raw, report, table

STATED: tuple[tuple[str, str | None, int | None], ...] = (
    ("(In millions)", None, 6),
    ("（単位：百万円）", "JPY", 6),
    ("(単位:千円)", "JPY", 3),
    ("2031年3月期（百万円）", "JPY", 6),
    ("億円", "JPY", 8),
    ("单位：人民币千元", "CNY", 3),
    ("单位：元", "CNY", 0),
    ("單位：新台幣仟元", "TWD", 3),
    ("百萬港元", "HKD", 6),
    ("千美元", "USD", 3),
    ("(단위: 백만원)", "KRW", 6),
    ("5百万円", None, None),
    ("売上高は5百万円増加した", None, None),
    ("1円未満", None, None),
    ("元素", None, None),
    ("(in thousands)", None, 3),
    ("(In millions, except per share amounts)", None, 6),
    ("(In millions, except number of shares, which are reflected in thousands, and par value)", None, 6),
    ("(Dollars in millions, except per share data)", "USD", 6),
    ("Amounts in millions of dollars except per share amounts or as otherwise specified", "USD", 6),
    ("(in thousands of US dollars)", "USD", 3),
    ("(U.S. dollars in thousands)", "USD", 3),
    ("Expressed in thousands of Canadian dollars", "CAD", 3),
    ("(Millions of yen)", "JPY", 6),
    ("(¥ million)", "JPY", 6),
    ("RMB million", "CNY", 6),
    ("RMB'000", "CNY", 3),
    ("HK$'000", "HKD", 3),
    ("£'000", "GBP", 3),
    ("£000", "GBP", 3),
    ("£000s", "GBP", 3),
    ("£’000", "GBP", 3),
    ("£m", "GBP", 6),
    ("£ million", "GBP", 6),
    ("2024 £m", "GBP", 6),
    ("€m", "EUR", 6),
    ("€bn", "EUR", 9),
    ("EUR million", "EUR", 6),
    ("in millions of euros", "EUR", 6),
    ("MEUR", "EUR", 6),
    ("TEUR", "EUR", 3),
    ("SEK m", "SEK", 6),
    ("US$m", "USD", 6),
    ("$ in millions", "USD", 6),
    ("($ millions)", "USD", 6),
    ("(billions of U.S. dollars)", "USD", 9),
    ("CHF in millions", "CHF", 6),
    ("in Mio. €", "EUR", 6),
    ("₹ crore", "INR", 7),
    ("Rs. in lakhs", "INR", 5),
    ("(table in millions):", None, 6),
    ("The following table shows net sales for 2024, 2023 and 2022 (in millions):", None, 6),
    ("'000", None, 3),
    ("£", "GBP", None),
    ("$", "USD", None),
    ("Cash rose by $3.2 million in 2024, which the board considers adequate for the coming year.", None, None),
    ("Note 12", None, None),
    ("December 31, 2024", None, None),
    ("Remuneration", None, None),
)


@pytest.mark.parametrize(("text", "currency", "scale"), STATED)
def test_a_caption_states_currency_and_scale(text: str, currency: str | None, scale: int | None) -> None:
    said = stated(text)
    assert (said.currency, said.scale) == (currency, scale)


def test_a_caption_may_give_shares_a_scale_of_their_own() -> None:
    assert stated("(In millions, except number of shares, which are reflected in thousands)").share_scale == 3
    assert stated("(In millions, except per-share amounts)").share_scale is None


def test_prose_that_mentions_an_amount_states_no_scale() -> None:
    assert not states_scale("Revenue was $3.0 million higher than in the year before, mostly from services sold.")
    assert not states_scale("million as of June 30, 2025. Deferred revenue balances may fluctuate with memberships.")


def number(of: Table, row: int, column: int = 1) -> Number:
    found = next(cell.number for cell in of.cells if (cell.row, cell.column) == (row, column))
    assert found is not None
    return found


def measured(of: Table, row: int, column: int = 1) -> tuple[str | None, int, bool]:
    found = number(of, row, column)
    return found.unit, found.scale, found.per_share


STATEMENT = """
 | 2024 | 2023
Net income | $93,736 | $96,995
Earnings per share: | |
Basic | $6.11 | $6.16
Shares used in computing earnings per share: | |
Basic | 15,343,783 | 15,744,231
Effective tax rate | 24.1% | 14.7%
"""


def test_amounts_are_scaled_and_those_per_share_shares_and_percentages_are_not_or_otherwise() -> None:
    found = table(STATEMENT, "(In millions, except number of shares, which are reflected in thousands)")
    assert measured(found, 1) == ("USD", 6, False)
    assert measured(found, 3) == ("USD", 0, True)
    assert measured(found, 5) == ("shares", 3, False)
    assert measured(found, 6) == ("%", 0, False)


def test_a_whole_amount_below_a_line_per_share_keeps_the_scale() -> None:
    found = table(" | 2024\nBasic earnings per share: | \nNet income | $3,125,413\nBasic | $7.35", "(in thousands)")
    assert measured(found, 2) == ("USD", 3, False)
    assert measured(found, 3) == ("USD", 0, True)


def test_a_balance_sheet_line_that_mentions_its_shares_is_an_amount() -> None:
    found = table(
        " | 2024\nCash | $29,943\nCommon stock, $0.00001 par value: 50,400 shares authorized; outstanding | 83,276",
        "(In millions, except shares outstanding, which are reflected in thousands)",
    )
    assert measured(found, 2) == ("USD", 6, False)


def test_a_column_states_its_own_unit_and_scale() -> None:
    found = table(" | Number of shares | Price per share | Value (in thousands)\nGranted | 1,200 | $3.50 | $4,200")
    assert measured(found, 1, 1) == ("shares", 0, False)
    assert measured(found, 1, 2) == ("USD", 0, True)
    assert measured(found, 1, 3) == ("USD", 3, False)


def test_a_column_headed_percent_holds_percentages() -> None:
    found = table(" | 2024 | % of total\nNorth | $1,200 | 60.0\nSouth | $800 | 40.0", "(in millions)")
    assert [found.columns[1].unit, measured(found, 1, 2)] == ["%", ("%", 0, False)]


def test_a_row_may_state_its_own_scale() -> None:
    found = table(" | 2024\nRevenue (in billions) | $1.2\nCosts | $900", "(in millions)")
    assert (measured(found, 1)[1], measured(found, 2)[1]) == (9, 6)


def test_years_of_term_are_neither_money_nor_scaled() -> None:
    found = table(
        " | 2024\nLease cost | $1,200\nWeighted-average remaining lease term (in years) | 6.5", "(in millions)"
    )
    assert measured(found, 2) == (None, 0, False)


def test_a_table_that_states_no_scale_has_that_of_the_tables_around_it() -> None:
    two = report("(in millions)", raw(" | 2024\nSales | $1,200"), "Debt was as follows:", raw(" | 2024\nLoan | $300"))
    assert measured(two.tables[1], 1) == ("USD", 6, False)
    assert (two.tables[0].scale_stated, two.tables[1].scale_stated) == (True, False)


def test_a_table_that_counts_things_takes_no_scale_from_tables_of_money() -> None:
    two = report(
        "(in millions)", raw(" | 2024\nSales | $1,200"), raw(" | 2024\nCosts | $300"), "# Stores", raw("North | 1,204")
    )
    assert measured(two.tables[2], 0) == (None, 0, False)


def test_a_bare_currency_sign_above_every_column_means_full_amounts() -> None:
    two = report("£'000", raw(" | 2024\nSales | 1,200"), "In full:", raw(" | £ | £\nDirector | 120,000 | 100,000"))
    assert measured(two.tables[1], 1) == ("GBP", 0, False)


def test_a_figure_that_carries_its_own_scale_keeps_it() -> None:
    assert measured(table(" | 2024\nSales | £1.2bn", "£m"), 1) == ("GBP", 9, False)


def test_a_row_named_in_percent_holds_percentages_and_one_that_mentions_a_rate_does_not() -> None:
    found = table(" | 2024\nROCE % | 10.1\nMarge in % | 12.5\nNotes due 2030 at 5% | 300", "£m")
    assert [measured(found, row)[0] for row in (1, 2, 3)] == ["%", "%", "GBP"]


def test_people_are_counted_and_neither_money_nor_scaled() -> None:
    two = report("£'000", raw(" | 2024\nSales | 1,200"), "Staff:", raw(" | 2024 No. | 2023 No.\nSales | 45 | 41"))
    assert measured(two.tables[1], 1) == (None, 0, False)


def test_pence_per_share_keep_their_own_scale() -> None:
    found = table(" | 2024\nProfit | 1,200\nBasic earnings per share | 12.3p", "£m")
    assert measured(found, 2) == ("GBP", -2, True)
