"""Ledgers: each balance follows from the one above it and the posting beside it."""

from __future__ import annotations

from random import Random

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, outcome, place, printed, table

HEADS = ("", "Debit", "Credit", "Balance")
Posting = tuple[int, int, int]
"""Debit, credit, balance."""


def _postings(count: int, seed: int, opening: int = 400_000) -> list[Posting]:
    dice, found, balance = Random(seed), list[Posting](), opening
    for _ in range(count):
        amount = dice.randrange(1_000, 99_999)
        debit, credit = (amount, 0) if dice.random() < 0.5 else (0, amount)
        balance += debit - credit
        found.append((debit, credit, balance))
    return found


def _row(label: str, posting: Posting) -> tuple[str, ...]:
    debit, credit, balance = posting
    return label, printed(debit) if debit else "", printed(credit) if credit else "", printed(balance)


def _ledger(postings: list[Posting], opening: int = 400_000) -> Table:
    rows = (_row(f"Posting {n}", posting) for n, posting in enumerate(postings))
    totals = sum(p[0] for p in postings), sum(p[1] for p in postings), postings[-1][2]
    return table(HEADS, ("Opening balance", "", "", printed(opening)), *rows, _row("Total", totals))


def test_every_balance_of_a_ledger_is_checked_and_none_is_added_up() -> None:
    result = outcome(_ledger(_postings(300, seed=1)))
    assert (result.findings, result.counts.failed) == ((), 0)
    assert result.counts.passed == 300 + 2  # the balances, and the totals of debit and credit


def test_a_wrong_balance_is_named() -> None:
    # given
    postings = _postings(40, seed=2)
    debit, credit, balance = postings[20]
    postings[20] = debit, credit, balance + 7_000
    # when
    (found,) = findings(_ledger(postings))
    # then: it breaks what stands in its line and in the next
    assert place(found) == (0, 22, 3)
    assert found.expected == str(balance)
    assert len(found.relations) == 2


def test_a_posting_with_its_sign_the_wrong_way_is_named() -> None:
    # given: one column of signed movements
    postings = _postings(40, seed=3)
    rows = [
        [f"Posting {n}", printed(debit - credit), printed(after)] for n, (debit, credit, after) in enumerate(postings)
    ]
    rows[15][1] = printed(postings[15][1] - postings[15][0])
    # when
    (found,) = findings(table(("", "Amount", "Balance"), *rows))
    # then
    assert place(found) == (0, 16, 1)
    assert found.check == "roll_forward"


def test_where_another_account_begins_nothing_is_wrong() -> None:
    # given: the accounts of a ledger under one another, without a line between them
    accounts = [_postings(30, seed=n, opening=n * 123_457) for n in range(5, 8)]
    rows = [_row(f"Posting {n}.{at}", p) for n, postings in enumerate(accounts) for at, p in enumerate(postings)]
    # when
    result = outcome(table(HEADS, *rows))
    # then
    assert result.findings == ()
    assert result.counts.passed >= 3 * 29


def test_a_column_that_follows_from_the_others_in_few_lines_is_no_balance() -> None:
    dice = Random(9)
    rows = [(f"Item {n}", *(printed(dice.randrange(1_000, 99_999)) for _ in HEADS[1:])) for n in range(60)]
    assert outcome(table(HEADS, *rows)).counts.passed == 0
