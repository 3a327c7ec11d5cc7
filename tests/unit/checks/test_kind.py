"""Only a file that shows next to nothing of a financial report is doubted."""

from __future__ import annotations

import pytest

from service.checks.claims.claim import Quote
from service.checks.kind import FEW_FIGURES, SHOWN_CHARACTERS, beginning, doubt_of, proven
from service.reports.model import Report
from service.reports.reading import read
from service.samples import sample_path

RECIPE = """# Lentil soup

Rinse the lentils and put them into a large pot with the onions.

| Ingredient | Amount |
|---|---|
| Lentils | 250 |
| Onions | 2 |

Let it simmer for forty minutes, then add salt and a little vinegar.
"""


def report(text: str) -> Report:
    return read("file.md", text.encode())


def test_a_recipe_is_doubted_for_what_it_lacks() -> None:
    doubt = doubt_of(report(RECIPE))

    assert doubt is not None
    assert doubt.why == "no statement and no caption of one, 2 figures in tables, no currency and no scale"


def test_a_letter_without_a_table_is_doubted() -> None:
    doubt = doubt_of(report("# Dear Anna\n\nThank you for the lovely evening in April. It was 23 degrees outside."))

    assert doubt is not None
    assert "no figures in tables" in doubt.why


@pytest.mark.parametrize(
    "line",
    [
        "Consolidated balance sheet",
        "Konzernbilanz zum 31. Dezember 2025",
        "Compte de résultat consolidé",
        "Estados financieros consolidados",
        "Conto economico",
        "De jaarrekening 2025",
        "Resultaträkning",
        "Demonstrações financeiras",
        "連結貸借対照表",
        "资产负债表",
        "재무상태표",
        "For the quarter ended 30 June 2025 the company did well.",
    ],
)
def test_a_file_that_names_a_statement_in_any_language_that_is_read_is_not_doubted(line: str) -> None:
    assert doubt_of(report(f"{RECIPE}\n{line}\n")) is None


@pytest.mark.parametrize("caption", ["Total assets", "Bilanzsumme", "Chiffre d’affaires", "Summa tillgångar"])
def test_a_file_with_one_caption_of_a_statement_is_not_doubted(caption: str) -> None:
    assert doubt_of(report(f"{RECIPE}\n| | |\n|---|---|\n| {caption} | 812 |\n")) is None


def test_many_figures_of_money_are_enough_whatever_they_are_called() -> None:
    rows = "".join(f"| Site {n} | {n * 311:,} |\n" for n in range(1, FEW_FIGURES + 1))

    assert doubt_of(report(f"# Sites\n\n| in EUR thousand | 2025 |\n|---|---|\n{rows}")) is None
    assert doubt_of(report(f"# Sites\n\n| Place | Trees |\n|---|---|\n{rows}")) is not None


def test_the_sample_is_not_doubted() -> None:
    assert doubt_of(read(sample_path().name, sample_path().read_bytes())) is None


def test_the_beginning_has_every_line_with_its_place_in_order_and_no_more_than_a_reader_needs() -> None:
    shown = beginning(report(RECIPE)).split("\n")

    assert shown[0] == "[P0] Lentil soup"
    assert "[T0 R1] Lentils | 250" in shown
    assert shown.index("[T0 R1] Lentils | 250") < len(shown) - 1
    assert len(beginning(report("a word and 7 more\n\n" * 5_000))) <= SHOWN_CHARACTERS


def test_a_quote_is_proof_only_if_the_file_says_it_and_it_says_something() -> None:
    said = Quote(place="P1", text="put them into a large pot")
    invented = Quote(place="P1", text="put them into a small pan")
    too_short = Quote(place="P1", text="lentils")

    proof = proven(report(RECIPE), (invented, too_short, said))

    assert [place.quote for place in proof] == ["put them into a large pot"]
