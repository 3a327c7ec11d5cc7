"""One test for each principle of the search for arithmetic."""

from __future__ import annotations

from decimal import Decimal

from service.checks.numeric.check import check
from service.checks.outcome import Progress
from tests.unit.checks.given.drawn import findings, outcome, place, report, table

YEARS = ("", "2025", "2024", "2023")


def test_two_columns_that_agree_outvote_one() -> None:
    (found,) = findings(
        table(
            YEARS,
            ("Products", "2,947", "2,980", "3,161"),
            ("Services", "961", "852", "781"),
            ("Rentals", "113", "127", "94"),
            ("Revenue", "4,021", "3,859", "4,036"),
        )
    )
    assert place(found) == (0, 4, 2)
    assert (found.reported, found.expected, found.tolerance) == ("3859", "3959", "2")


def test_a_table_whose_columns_all_add_up_is_clean_and_counted() -> None:
    result = outcome(
        table(
            YEARS,
            ("Products", "2,947", "2,980", "3,161"),
            ("Services", "961", "852", "781"),
            ("Revenue", "3,908", "3,832", "3,942"),
        )
    )
    assert result.findings == ()
    assert result.counts.passed >= 3
    assert result.counts.failed == 0


def test_a_flipped_sign_is_not_explained_away_by_another_sign_pattern() -> None:
    (found,) = findings(
        table(
            YEARS,
            ("Revenue", "5,210", "4,980", "4,733"),
            ("Cost of sales", "3,104", "(2,987)", "2,862"),
            ("Gross profit", "2,106", "1,993", "1,871"),
        )
    )
    assert place(found) == (0, 2, 2)
    assert (found.reported, found.expected, found.difference) == ("-2987", "2987", "-5974")
    assert found.cause == "sign"


def test_coincidences_through_dashes_do_not_count() -> None:
    assert (
        findings(
            table(
                YEARS,
                ("Level 1", "412", "—", "—"),
                ("Level 2", "—", "365", "—"),
                ("Of which secured", "412", "365", "77"),
            )
        )
        == ()
    )


def test_subtotals_inside_totals_are_stepped_over() -> None:
    (found,) = findings(
        table(
            YEARS[:3],
            ("Cash", "310", "287"),
            ("Receivables", "1,204", "1,150"),
            ("Total current assets", "1,514", "1,437"),
            ("Plant", "2,310", "2,245"),
            ("Goodwill", "905", "905"),
            ("Total non-current assets", "3,215", "3,150"),
            ("Total assets", "4,729", "4,857"),
        )
    )
    assert place(found) == (0, 7, 2)
    assert found.expected == "4587"
    assert found.cause == "transposed digits"


def test_what_remains_of_a_total_is_still_a_part_of_the_total_below_it() -> None:
    (found,) = findings(
        table(
            YEARS,
            ("Total assets", "9,412", "8,977", "8,105"),
            ("Total liabilities", "5,208", "5,102", "4,711"),
            ("Share capital", "1,200", "1,150", "1,100"),
            ("Retained earnings", "3,004", "2,725", "2,294"),
            ("Total equity", "4,204", "3,785", "3,394"),
            ("Total equity and liabilities", "9,412", "8,977", "8,105"),
        )
    )
    assert place(found) == (0, 5, 2)
    assert found.expected == "3875"


def test_a_deduction_printed_without_a_sign_is_understood() -> None:
    assert (
        findings(
            table(
                YEARS,
                ("Gross receivables", "1,310", "1,287", "1,244"),
                ("Less: loss allowance", "52", "49", "61"),
                ("Receivables, net", "1,258", "1,238", "1,183"),
            )
        )
        == ()
    )


def test_rows_are_added_up_by_vote_of_the_rows() -> None:
    (found,) = findings(
        table(
            ("", "Europe", "Asia", "Total"),
            ("Licences", "411", "207", "618"),
            ("Maintenance", "398", "115", "513"),
            ("Training", "77", "46", "132"),
            ("Hosting", "502", "263", "765"),
        )
    )
    assert place(found) == (0, 3, 3)
    assert found.expected == "123"


def test_a_total_column_may_come_first() -> None:
    (found,) = findings(
        table(
            ("Payments due", "Total", "2026", "2027", "Thereafter"),
            ("Leases", "843", "211", "198", "434"),
            ("Loans", "2,409", "509", "700", "1,200"),
            ("Purchases", "1,907", "803", "204", "90"),
        )
    )
    assert (place(found), found.check, found.expected) == ((0, 3, 1), "row_total", "1097")


def test_a_figure_wrong_in_both_directions_is_one_finding_and_the_first_location() -> None:
    (found,) = findings(
        table(
            ("", "Land", "Buildings", "Machines", "Total"),
            ("At 1 January", "1,200", "3,410", "2,205", "6,815"),
            ("Additions", "—", "212", "417", "629"),
            ("Disposals", "(35)", "(48)", "(691)", "(202)"),
            ("At 31 December", "1,165", "3,574", "2,503", "7,242"),
        )
    )
    assert place(found) == (0, 3, 3)
    assert found.expected == "-119"


def test_a_roll_forward_is_checked_in_its_single_additive_column() -> None:
    (found,) = findings(
        table(
            ("", "Number of units", "Weighted average price per unit"),
            ("Outstanding at 1 January 2025", "163,326", "158.73"),
            ("Granted", "66,676", "226.87"),
            ("Vested", "(73,515)", "159.29"),
            ("Forfeited", "(6,502)", "180.14"),
            ("Outstanding at 31 December 2025", "149,976", "187.82"),
            unit="shares",
            scale=3,
        )
    )
    assert place(found) == (0, 2, 1)
    assert (found.check, found.expected) == ("roll_forward", "66667")


def test_prices_beside_additive_columns_do_not_object() -> None:
    assert (
        findings(
            table(
                ("", "Units", "Average price", "Value"),
                ("Opening balance", "4,020", "139", "179,310"),
                ("Granted", "669", "163", "20,118"),
                ("Exercised", "(317)", "110", "(11,250)"),
                ("Closing balance", "4,372", "144", "188,178"),
            )
        )
        == ()
    )


def test_a_percentage_that_does_not_follow_from_its_figures_is_found() -> None:
    (found,) = findings(
        table(
            ("", "2025", "2024", "Change"),
            ("Pumps", "412", "380", "8%"),
            ("Valves", "275", "300", "(80)%"),
            ("Service", "198", "165", "20%"),
            ("Spares", "88", "97", "(9)%"),
        )
    )
    assert place(found) == (0, 2, 3)
    assert (found.check, found.expected) == ("percent_change", "-8")


def test_percentages_of_change_are_not_added_up() -> None:
    assert (
        findings(
            table(
                ("", "2025", "2024", "Change"),
                ("Pumps", "412", "400", "3%"),
                ("Valves", "312", "300", "4%"),
                ("Total", "724", "700", "3%"),
            )
        )
        == ()
    )


def test_the_columns_that_a_percentage_compares_are_discovered() -> None:
    (found,) = findings(
        table(
            ("", "2025", "2024", "2023", "% change"),
            ("Pumps", "412", "380", "352", "8%"),
            ("Valves", "275", "300", "311", "(8)%"),
            ("Service", "198", "165", "140", "12%"),
            ("Spares", "88", "97", "91", "(9)%"),
        )
    )
    assert place(found) == (0, 3, 4)
    assert found.expected == "20"


def test_rounding_is_one_note_and_no_finding() -> None:
    result = outcome(
        table(
            YEARS,
            ("A", "1,333", "2,105", "1,872"),
            ("B", "1,333", "1,096", "1,221"),
            ("C", "1,333", "1,298", "1,407"),
            ("Total", "4,000", "4,500", "4,500"),
        )
    )
    (note,) = result.findings
    assert (note.severity, note.check) == ("info", "rounding")
    assert result.counts.failed == 0


def test_both_sides_of_the_balance_sheet_agree_or_are_reported() -> None:
    (found,) = findings(
        table(
            YEARS[:3],
            ("Total assets", "36,498", "35,258"),
            ("Current liabilities", "17,639", "14,530"),
            ("Non-current liabilities", "13,163", "14,512"),
            ("Equity", "5,696", "6,216"),
            ("Total equity and liabilities", "36,498", "35,528"),
        )
    )
    assert place(found) == (0, 5, 2)
    assert found.expected == "35258"


def test_progress_is_told_after_each_table() -> None:
    told: list[Progress] = []
    first = table(YEARS, ("A", "1", "2", "3"))
    check(report(first, table(YEARS, ("B", "1", "2", "3"), index=1)), told.append)
    assert [(p.completed, p.total) for p in told] == [(1, 3), (2, 3), (3, 3)]


def test_a_location_names_the_cell_and_its_surroundings() -> None:
    (found,) = findings(
        table(
            YEARS,
            ("Products", "2,947", "2,980", "3,161"),
            ("Services", "961", "852", "781"),
            ("Total revenue", "3,908", "3,382", "3,942"),
            title="Revenue",
        )
    )
    first = found.locations[0]
    assert (first.table_title, first.row_label, first.column_label) == ("Revenue", "Total revenue", "2024")
    assert (first.section, first.quote) == ("Statements", "3,382")
    assert Decimal(found.reported or "") - Decimal(found.expected or "") == Decimal(found.difference or "")


def test_the_same_report_gives_the_same_ids() -> None:
    drawn = table(YEARS, ("A", "410", "395", "401"), ("B", "212", "230", "199"), ("Total", "622", "652", "600"))
    assert [f.id for f in findings(drawn)] == [f.id for f in findings(drawn)]


def test_percentages_and_balances_of_many_decimals_are_held_against_their_figures() -> None:
    changes = table(
        ("", "2025", "2024", "Change"),
        ("Sales", "1,100", "1,000", "10.0000000%"),
        ("Costs", "903", "860", "5.0000000%"),
        ("Rents", "330", "300", "12.3456789%"),
    )
    opening = ("Cash at beginning of year", "1,034.567", "913.204")
    closing = ("Cash at end of year", "1,150.331", "1,034.576")
    cash = table(("", "2025", "2024"), opening, ("Net change", "115.764", "121.372"), closing, index=1, scale=0)
    balances = table(("", "2025", "2024"), ("Cash", "1,150.331", "1,043.567"), index=2, scale=0)
    assert outcome(changes, cash, balances).counts.passed > 0
