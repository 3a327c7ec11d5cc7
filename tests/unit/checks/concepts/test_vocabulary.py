"""Captions name concepts: in the words of several languages and frameworks, and only where they leave no doubt."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from service.checks.concepts.phrases import pattern, plain
from service.checks.concepts.vocabulary import LANGUAGES, concept_of, vocabulary

NAMED = (
    ("Total assets", "total_assets"),
    ("TOTAL LIABILITIES AND STOCKHOLDERS’ EQUITY (DEFICIT)", "total_equity_and_liabilities"),
    ("Total liabilities, redeemable noncontrolling interest and equity", "total_equity_and_liabilities"),
    ("Total shareholders' equity", "total_equity"),
    ("Equity attributable to owners of the parent", "equity_of_owners"),
    ("Non-controlling interests", "equity_of_others"),
    ("Net cash (used in) provided by investing activities", "investing_cash_flow"),
    ("Net increase/(decrease) in cash and cash equivalents", "change_in_cash"),
    ("Cash and cash equivalents at the end of the year (note 12)", "closing_cash"),
    ("Cash and cash equivalents and restricted cash and cash equivalents, at beginning of period", "opening_cash"),
    ("Net increase/(decrease) in cash & cash equivalents, including restricted", "change_in_cash"),
    ("Effect of exchange rate changes on cash and cash equivalents", "exchange_effect"),
    ("Profit before taxation", "profit_before_tax"),
    ("Income (loss) before provision for income taxes", "profit_before_tax"),
    ("Net income (loss)", "profit"),
    ("Net income (loss) from continuing operations", "profit_continuing"),
    ("Profit for the year from discontinued operations", "profit_discontinued"),
    ("Loss from discontinued operations, net of tax", "profit_discontinued"),
    ("Taxation credit (charge)", "tax"),
    ("Tax expense for the year", "tax"),
    ("Income (loss) from continuing operations before income tax", "profit_before_tax"),
    ("Net income attributable to Larchmont Mills, Inc.", "profit_of_owners"),
    ("Provision for (benefit from) income taxes", "tax"),
    ("Cost of goods sold 4", "cost_of_sales"),
    ("Bilanzsumme", "total_assets"),
    ("Umsatzerlöse", "revenue"),
    ("Jahresüberschuss", "profit"),
    ("Total de l’actif", "total_assets"),
    ("Chiffre d'affaires", "revenue"),
    ("Total patrimonio neto y pasivo", "total_equity_and_liabilities"),
    ("Totale attivo", "total_assets"),
    ("Totaal activa", "total_assets"),
    ("Summa tillgångar", "total_assets"),
    ("Ativo total", "total_assets"),
)
UNNAMED = (
    "Deferred income taxes",
    "Total other assets",
    "Income taxes paid",
    "Net income per share",
    "Revenue growth",
    "Reclassified to other comprehensive income",
)


@pytest.mark.parametrize(("caption", "concept"), NAMED)
def test_a_usual_caption_names_its_concept(caption: str, concept: str) -> None:
    assert concept_of(caption) == concept


@pytest.mark.parametrize("caption", UNNAMED)
def test_a_caption_that_only_looks_like_it_names_nothing(caption: str) -> None:
    assert concept_of(caption) is None


def test_no_phrase_belongs_to_two_concepts() -> None:
    known = vocabulary()
    for caption, concept in NAMED:
        assert [name for name, names in known.patterns.items() if names.fullmatch(plain(caption))] == [concept]


def test_every_language_names_the_totals_of_the_statements() -> None:
    named = tomllib.loads(files("service.checks.concepts").joinpath("concepts.toml").read_text(encoding="utf-8"))
    for language in LANGUAGES:
        for concept in ("total_assets", "total_equity_and_liabilities", "revenue", "profit", "operating_cash_flow"):
            assert named["concept"][concept][language], (language, concept)


def test_words_in_square_brackets_may_be_left_out_and_alternatives_are_one_of_each() -> None:
    met = re.compile(pattern("total [net] (sales|{money})", {"money": ["income", "net proceeds"]}))

    said = ("total sales ", "total net sales ", "total income ", "total net net proceeds ")
    assert all(met.fullmatch(one) for one in said)
    assert not met.fullmatch("total net ")


def test_brackets_that_are_not_balanced_are_refused() -> None:
    with pytest.raises(ValueError, match="not balanced"):
        pattern("total [net sales", {})
    with pytest.raises(ValueError, match="not balanced"):
        pattern("total (net] sales", {})
