"""What one table shows to come to what holds for another table under the same heads as well."""

from __future__ import annotations

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, outcome, place, table

HEADS = ("", "2031 Cost", "2031 Gains", "2031 Losses", "2031 Fair value")
EARLIER = ("", "2030 Cost", "2030 Gains", "2030 Losses", "2030 Fair value")
SHOWN = table(
    HEADS,
    ("Bonds", "4,120", "31", "(214)", "3,937"),
    ("Notes", "2,385", "12", "(96)", "2,301"),
    ("Bills", "1,764", "8", "(35)", "1,737"),
    ("Shares", "1,627", "64", "(18)", "1,673"),
    title="Securities at the end of 2031",
)


def _before(bills: str, shares: str, heads: tuple[str, ...] = EARLIER, index: int = 1) -> Table:
    return table(
        heads,
        ("Bonds", "4,310", "22", "(187)", "4,145"),
        ("Notes", "2,208", "17", "(105)", "2,120"),
        ("Bills", "1,655", "9", "(41)", bills),
        ("Shares", "1,894", "51", "(27)", shares),
        index=index,
        title="Securities at the end of 2030",
    )


def test_rows_that_outvote_their_own_definition_are_held_to_that_of_the_same_heads() -> None:
    wrong = _before("1,632", "1,981")

    assert findings(SHOWN, _before("1,623", "1,918")) == ()
    assert {place(one) for one in findings(SHOWN, wrong)} == {(1, 3, 4), (1, 4, 4)}
    assert findings(_before("1,632", "1,981", index=0)) == ()


def test_other_heads_and_differences_that_no_slip_explains_are_another_matter() -> None:
    other = ("", "2030 Cost", "2030 Additions", "2030 Losses", "2030 Fair value")

    assert findings(SHOWN, _before("1,632", "1,981", other)) == ()
    assert findings(SHOWN, _before("971", "64,006")) == ()


def test_a_single_row_under_the_same_heads_is_ticked() -> None:
    alone = table(EARLIER, ("Bonds", "4,310", "22", "(187)", "4,145"), index=1)

    assert "4,310 + 22 − 187 = 4,145" in {tick.relation for tick in outcome(SHOWN, alone).ticks}
