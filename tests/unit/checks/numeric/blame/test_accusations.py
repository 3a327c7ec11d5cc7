"""Who is accused and who is not, and in what words: what other relations bear out, what is open, what speaks for it."""

from __future__ import annotations

from dataclasses import replace

from service.checks.numeric.check import check
from service.checks.numeric.words.wording import MOST_ALTERNATIVES
from service.findings import Finding
from service.reports.model import Paragraph, Table
from tests.unit.checks.given.drawn import findings, place, report, table

YEARS = ("", "2031", "2030", "2029")


def ferries(*, vehicles: str = "6,214", total: str = "18,402", whole: str = "41,877") -> Table:
    """Fares and charters with their totals; the total of fares is a part of the whole as well."""
    return table(
        YEARS,
        ("Passengers", "9,350", "8,711", "8,064"),
        ("Vehicles", vehicles, "5,902", "5,577"),
        ("Freight", "2,838", "2,645", "2,719"),
        ("Total fares", total, "17,258", "16,360"),
        ("Charters", "23,475", "22,016", "21,834"),
        ("Total revenue", whole, "39,274", "38,194"),
        title="Revenue by service",
    )


def said(text: str, drawn: Table) -> tuple[Finding, ...]:
    """The findings about a table in a report that says ``text`` besides."""
    spoken = replace(report(drawn), paragraphs=(Paragraph(0, 0, text, page=3),))
    return tuple(one for one in check(spoken, lambda _: None).findings if one.severity != "info")


def test_a_total_that_another_sum_bears_out_is_not_accused() -> None:
    (found,) = findings(ferries(vehicles="6,814"))

    assert found.title == "Total fares, 2031 does not equal the sum of its parts"
    assert found.description == (
        "Total fares, 2031 is printed as 18,402, which 1 other relation bears out, but its parts come to 19,002; "
        "probably one of them is wrong."
    )
    assert found.cause is None
    assert found.cause_text is None


def test_the_parts_that_may_be_wrong_are_named_and_no_figure_is_that_others_bear_out() -> None:
    (found,) = findings(ferries(vehicles="6,814"))

    named = [(other.location.row_label, other.expected) for other in found.alternatives]
    assert sorted(named) == [("Freight", "2238"), ("Passengers", "8750"), ("Vehicles", "6214")]
    assert found.alternatives_total is None


def test_where_more_may_be_wrong_than_are_named_they_are_counted() -> None:
    (found,) = findings(
        table(
            YEARS,
            ("North", "11,112", "10,871", "9,964"),
            ("East", "22,223", "20,345", "21,118"),
            ("South", "13,334", "12,906", "13,571"),
            ("West", "24,445", "25,032", "22,687"),
            ("Islands", "15,556", "14,218", "14,903"),
            ("Abroad", "26,667", "24,779", "23,340"),
            ("Sum of lines", "116,337", "108,151", "105,583"),
        )
    )

    assert found.title == "Sum of lines, 2031 does not equal the sum of its parts"
    assert "it may be wrong, or one of them" in found.description
    assert len(found.alternatives) == MOST_ALTERNATIVES
    assert found.alternatives_total == 6


def test_the_cause_says_that_each_of_the_others_is_borne_out() -> None:
    summary = table(YEARS, ("Total revenue", "41,787", "39,274", "38,194"), index=1)

    (found,) = findings(ferries(), summary)

    assert place(found) == (1, 1, 1)
    assert found.cause_text == (
        "two digits have changed places; the figure that it is held against is in 1 relation that holds, it is in none"
    )


def test_the_cause_says_that_several_broken_relations_share_the_figure_alone() -> None:
    (found,) = findings(ferries(total="81,402"))

    assert place(found) == (0, 4, 1)
    assert found.cause_text == "two digits have changed places; it is the only figure that 2 broken relations share"


def test_without_a_usual_slip_the_cause_is_the_figure_for_which_most_speaks() -> None:
    (found,) = findings(ferries(total="20,977"))

    assert (place(found), found.cause) == ((0, 4, 1), None)
    assert found.cause_text == "this figure; it is the only figure that 2 broken relations share"


def test_without_any_slip_the_only_figure_that_would_change_by_little_is_named_and_why() -> None:
    (found,) = findings(
        table(
            YEARS,
            ("Passengers", "9,350", "8,711", "8,064"),
            ("Bicycles", "214", "202", "177"),
            ("Freight", "338", "345", "319"),
            ("Total fares", "9,115", "9,258", "8,560"),
            ("Charters", "23,475", "22,016", "21,834"),
            ("Total revenue", "32,590", "31,274", "30,394"),
        )
    )

    assert (place(found), found.expected, found.cause) == ((0, 1, 1), "8563", None)
    assert found.cause_text == (
        "this figure; 1 other relation of the total holds, and of 3 figures that may be wrong only this one would "
        "change by no more than a quarter"
    )


def test_what_is_open_at_first_is_asked_again_once_another_figure_is_known() -> None:
    """One figure is wrong in both tables: they differ, and only what the sum under one of them tells settles it."""
    loans = table(
        ("", "2031", "2030"),
        ("Interest and related income", "15,856", "14,021"),
        ("Purchase discount accretion", "1,685", "1,372"),
        ("Interest and related expenses", "(7,694)", "(6,310)"),
        ("Income from loans, net", "9,347", "9,083"),
    )
    cash = table(
        ("", "2031", "2030"),
        ("Net income", "7,803", "7,144"),
        ("Purchase discount accretion", "1,815", "1,372"),
        ("Depreciation", "1,643", "1,598"),
        ("Share-based payments", "1,101", "1,032"),
        ("Operating cash flow", "11,732", "11,146"),
        index=1,
    )

    found = findings(loans, cash)

    assert {(place(one), one.expected) for one in found} == {((0, 2, 1), "1185"), ((1, 2, 1), "1185")}


def test_a_sentence_that_rounds_what_a_figure_should_be_tells_it_from_the_others() -> None:
    text = "Fares of vehicles came to €6.2 million. Charters rose."

    (found,) = said(text, table_in_thousands(ferries(vehicles="6,814")))

    assert (place(found), found.expected) == ((0, 2, 1), "6214")
    assert found.cause_text == "one digit is wrong; a sentence gives it as €6.2 million"
    spoken = found.locations[-1]
    assert (spoken.paragraph, spoken.page) == (0, 3)
    assert spoken.quote == "Fares of vehicles came to €6.2 million."


def test_one_of_many_amounts_that_sentences_give_for_a_caption_is_no_evidence() -> None:
    routes = " ".join(f"On route {at}, vehicles paid €{at}.3 million and €{at}.7 million." for at in range(11, 17))

    (found,) = said(f"Vehicles paid €6.2 million. {routes}", table_in_thousands(ferries(vehicles="6,814")))

    assert "Vehicles, 2031" not in found.title
    assert found.locations[-1].paragraph is None


def test_a_caption_of_common_words_alone_is_named_by_no_sentence() -> None:
    drawn = table_in_thousands(ferries(vehicles="6,814"))
    other = tuple(replace(cell, text="Other") if cell.text == "Vehicles" else cell for cell in drawn.cells)

    (found,) = said("Other ships cost €6.2 million.", replace(drawn, cells=other))

    assert found.title == "Total fares, 2031 does not equal the sum of its parts"


def test_a_sentence_that_rounds_the_printed_figure_vouches_for_it() -> None:
    text = "Vehicles paid fares of €6.8 million."

    (found,) = said(text, table_in_thousands(ferries(vehicles="6,814")))

    suspected = {found.locations[0].row_label, *(other.location.row_label for other in found.alternatives)}
    assert "Vehicles" not in suspected


def table_in_thousands(drawn: Table) -> Table:
    """The same in thousands."""
    cells = (
        replace(cell, number=replace(cell.number, scale=3)) if cell.number is not None else cell for cell in drawn.cells
    )
    return replace(drawn, cells=tuple(cells), scale=3)


def test_what_is_assumed_of_a_figure_with_a_finding_of_its_own_is_said() -> None:
    """Two other tables tell what the closing balance should be; one of the movements is wrong besides."""
    years = (*YEARS, "2028", "2027")
    closing = ("Property at 31 December", "73,574", "64,849", "57,365", "51,902", "46,217")
    movements = table(
        years,
        ("Property at 1 January", "64,849", "57,365", "51,902", "46,217", "41,530"),
        ("Additions", "12,746", "11,812", "9,104", "8,219", "7,335"),
        ("Disposals", "(3,521)", "(4,328)", "(3,641)", "(2,534)", "(2,648)"),
        ("Property at 31 December", "23,574", "64,849", "57,365", "51,902", "46,217"),
    )
    uses = table(
        years,
        ("Let", "51,206", "44,017", "39,558", "35,117", "31,806"),
        ("In own use", "22,368", "20,832", "17,807", "16,785", "14,411"),
        closing,
        index=1,
    )
    summary = table(years, closing, ("Cash", "11,250", "10,377", "9,862", "9,440", "8,915"), index=2)

    balance, movement = findings(movements, uses, summary)

    assert (place(balance), balance.expected) == ((0, 4, 1), "73574")
    assert (place(movement), movement.expected) == ((0, 2, 1), "12246")
    assert movement.description == (
        "Additions, 2031 is printed as 12,746; 12,246 would agree with the figures around it "
        "(with 73,574 for Property at 31 December (2031), printed as 23,574: a finding of its own)."
    )
