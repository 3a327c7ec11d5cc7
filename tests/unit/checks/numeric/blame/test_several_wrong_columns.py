"""Several columns of one sum are wrong at once: each is its own finding, where it shows how it went wrong."""

from __future__ import annotations

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, place, table

QUARTERS = ("", "Q4 2031", "Q3 2031", "Q2 2031", "Q1 2031")


def _harbour(*total: str) -> Table:
    return table(
        QUARTERS,
        ("Berths", "184,210", "170,946", "181,305", "166,870"),
        ("Cranes", "96,418", "101,377", "93,052", "90,441"),
        ("Sheds", "71,905", "69,114", "70,233", "72,018"),
        ("Harbour as a whole", *total),
    )


def test_two_columns_with_a_mark_of_their_own_are_found_against_two_that_hold() -> None:
    assert findings(_harbour("352,533", "341,437", "344,590", "329,329")) == ()

    found = findings(_harbour("325,533", "341,437", "344,590", "239,329"))

    assert {place(one): one.expected for one in found} == {(0, 4, 1): "352533", (0, 4, 4): "329329"}


def test_two_columns_that_no_slip_explains_speak_against_the_sum() -> None:
    assert findings(_harbour("291,604", "341,437", "344,590", "408,155")) == ()


def test_average_balances_are_added_up_where_they_hold() -> None:
    heads = [f"{year} {what}" for year in ("2031", "2030", "2029") for what in ("Average balance", "Interest")]
    rows = (
        ("Securities", "1,576,579", "6,079", "1,559,351", "5,989", "1,711,177", "6,648"),
        ("Loans", "6,504,069", "109,249", "6,387,858", "107,150", "6,036,203", "86,760"),
        ("Other investments", "68,172", "927", "85,391", "1,165", "57,361", "637"),
    )
    right = ("Total earning assets", "8,148,820", "116,255", "8,032,600", "114,304", "7,804,741", "94,045")
    wrong = (*right[:3], "8,302,600", *right[4:])

    assert findings(table(("", *heads), *rows, right)) == ()
    (found,) = findings(table(("", *heads), *rows, wrong))
    assert (place(found), found.expected) == ((0, 4, 3), "8032600")
