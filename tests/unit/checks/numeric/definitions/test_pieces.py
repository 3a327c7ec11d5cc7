"""A balance sheet printed in pieces, one table for each section, is held to what holds over all of them."""

from __future__ import annotations

from dataclasses import replace

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, place, table

BARE = ("", "", "")


def _pieces(funds: str, head: tuple[str, ...] = BARE, between: int = 1) -> list[Table]:
    assets = table(("", "2031", "2030"), ("Tangible assets", "412,907", "388,140"), ("Stocks", "96,551", "80,014"))
    net = table(BARE, ("Bank loans", "(203,118)", "(190,402)"), ("Net assets", "306,340", "277,752"), index=1)
    capital = table(
        head,
        ("Share capital", "50,000", "50,000"),
        ("Reserves", "256,340", "227,752"),
        ("Shareholders funds", funds, "277,752"),
        index=2,
    )
    return [replace(one, paragraph=between * at) for at, one in enumerate((assets, net, capital))]


def test_net_assets_are_the_shareholders_funds_of_the_next_piece() -> None:
    assert findings(*_pieces("306,340")) == ()
    found = findings(*_pieces("360,340"))
    assert [place(one) for one in found] == [(2, 3, 1)]
    assert "306,340" in found[0].description


def test_a_table_with_heads_or_one_far_below_is_no_piece() -> None:
    def without_reserves(pieces: list[Table]) -> list[Table]:
        cells = tuple(cell for cell in pieces[2].cells if cell.row != 2)
        return [*pieces[:2], replace(pieces[2], cells=cells)]

    assert len(findings(*without_reserves(_pieces("360,340")))) == 1
    assert findings(*without_reserves(_pieces("360,340", ("", "2029", "2028")))) == ()
    assert findings(*without_reserves(_pieces("360,340", between=9))) == ()
