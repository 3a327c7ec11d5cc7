"""TICKMARK_MATERIALITY: what it understands, and what it refuses by name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service.errors import ConfigurationError
from service.materiality import RequestedMateriality, wanted
from service.settings import load_settings


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1500000", RequestedMateriality(amount=Decimal(1500000))),
        (" 0.5 ", RequestedMateriality(amount=Decimal("0.5"))),
        ("3%", RequestedMateriality(percent=Decimal(3))),
        ("0.5 % of Revenue", RequestedMateriality(percent=Decimal("0.5"), of="revenue")),
        ("5% of profit", RequestedMateriality(percent=Decimal(5), of="profit")),
        ("1% of assets", RequestedMateriality(percent=Decimal(1), of="assets")),
    ],
)
def test_amounts_and_percentages_are_understood(text: str, meant: RequestedMateriality) -> None:
    assert wanted(text) == meant


@pytest.mark.parametrize("text", ["", "0", "-5", "much", "0%", "101%", "1,500,000", "5% of equity", "1e9", "٣%", "NaN"])
def test_anything_else_is_refused_with_what_to_give(text: str) -> None:
    with pytest.raises(ValueError, match="give an amount in whole currency units"):
        wanted(text)


def test_a_setting_that_can_not_work_is_refused_at_the_start_by_name() -> None:
    with pytest.raises(ConfigurationError, match="TICKMARK_MATERIALITY is 'much': give an amount") as refused:
        load_settings(materiality="much")
    assert "0.5% of revenue" in str(refused.value)


def test_checks_are_handed_what_is_set_and_nothing_where_nothing_is() -> None:
    assert load_settings(materiality="3%").of_checks == {"materiality": "3%"}
    assert load_settings(materiality="").of_checks == {}
