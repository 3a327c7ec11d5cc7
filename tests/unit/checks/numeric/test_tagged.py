"""Tags of inline XBRL as evidence: they say which figures are one, over their captions, and which are not."""

from __future__ import annotations

from service.checks.numeric.check import check
from service.checks.outcome import Outcome
from service.findings import Finding
from service.reports.html.reader import read_html
from tests.unit.reports.given.tagged_page import Rows, Tagged, page

HEAD = ("", "2025", "2024", "2023")
YEARS = ("y25", "y24", "y23")


def line(label: str, concept: str, *printed: str, **tag: object) -> list[str | Tagged]:
    tags = (Tagged(one, concept, year, **tag) for one, year in zip(printed, YEARS, strict=False))  # type: ignore[arg-type]
    return [label, *tags]


def outcome(*tables: tuple[str, Rows]) -> Outcome:
    return check(read_html("a.html", page(*tables)), lambda _: None)


def findings(*tables: tuple[str, Rows]) -> list[Finding]:
    return [finding for finding in outcome(*tables).findings if finding.severity != "info"]


def place(finding: Finding) -> tuple[int | None, int | None, int | None]:
    first = finding.locations[0]
    return first.table, first.row, first.column


INCOME = ("Income statement", [HEAD, line("Turnover", "t:Revenue", "8,120", "7,940", "7,310")])


def segments(one: str = "8,120") -> tuple[str, Rows]:
    row = [Tagged("5,012", "t:Revenue", "water25"), Tagged("3,108", "t:Other", "y25"), Tagged(one, "t:Revenue", "y25")]
    return "Segments", [("", "Water", "Process", "Group"), ["Sales to customers", *row]]


def test_figures_with_one_tag_are_one_whatever_they_are_called() -> None:
    relations = [tick.relation for tick in outcome(INCOME, segments()).ticks]
    assert "8,120 = 8,120 in “Segments”, Sales to customers, Group" in relations


def test_a_figure_that_differs_from_another_with_its_tag_is_found() -> None:
    (found,) = findings(INCOME, segments("8,210"))
    assert {(one.table, one.row, one.column) for one in found.locations} == {(0, 1, 1), (1, 1, 3)}
    assert {found.reported, found.expected} == {"8120", "8210"}
    assert any("both are tagged t:Revenue" in relation for relation in found.relations)


def test_of_three_figures_with_one_tag_two_that_agree_outvote_the_third() -> None:
    (found,) = findings(INCOME, segments("8,210"), ("Note", [HEAD, line("Sales of goods", "t:Revenue", "8,120")]))
    assert (place(found), found.expected) == ((1, 1, 3), "8120")


def test_that_each_line_of_a_statement_has_its_own_tag_does_not_hide_that_it_does_not_add_up() -> None:
    def flows(change: str) -> tuple[str, Rows]:
        own = ("Operating", "1,412", "1,377"), ("Investing", "(822)", "(790)"), ("Financing", "(301)", "(466)")
        rows = [line(f"Net cash from {name.lower()} activities", f"t:{name}", *printed) for name, *printed in own]
        return "Cash flows", [HEAD[:3], *rows, line("Net increase in cash", "t:Change", change, "121")]

    assert findings(flows("289")) == []
    (found,) = findings(flows("829"))
    assert found.expected == "289"
    assert len(findings(("Balance", [HEAD[:3], *_sides("9,810", "9,080")]))) == 2


def _sides(*claims: str) -> Rows:
    assets = line("Total assets", "t:Assets", "9,180", "8,920")
    return [assets, line("Total equity and liabilities", "t:EquityAndLiabilities", *claims)]


def test_figures_that_are_exact_to_different_places_may_differ_by_rounding() -> None:
    def rounded(text: str) -> tuple[str, Rows]:
        return "Key figures", [("", "2025"), ["Sales, rounded", Tagged(text, "t:Revenue", "y25", decimals="-8")]]

    assert findings(INCOME, rounded("8,100")) == []
    assert findings(INCOME, rounded("8,200")) != []


def test_figures_in_other_scales_are_compared_by_their_tags() -> None:
    def thousands(text: str) -> tuple[str, Rows]:
        tag = Tagged(text, "t:Revenue", "y25", scale=3, decimals="-3")
        return "Note", [("", "2025"), ["(in thousands) Sales", tag]]

    assert findings(INCOME, thousands("8,120,000")) == []
    assert len(findings(INCOME, thousands("8,210,000"))) == 1


def test_the_same_caption_with_other_tags_is_not_the_same_figure() -> None:
    def closing(concept: str) -> list[tuple[str, Rows]]:
        cash = Tagged("1,240", "t:Cash", "d25")
        restricted = Tagged("1,420", concept, "d25")
        return [
            ("Balance sheet", [("", "31 December 2025"), ["Cash and cash equivalents", cash]]),
            ("Cash flows", [("", "2025"), ["Cash and cash equivalents at end of year", restricted]]),
        ]

    assert len(findings(*closing("t:Cash"))) == 1
    assert findings(*closing("t:CashAndRestrictedCash")) == []


def test_two_things_that_agree_in_other_years_are_compared_though_their_tags_differ() -> None:
    profit = line("Profit for the year", "t:Profit", "2,481", "2,617", "2,305")
    flows = line("Profit for the year", "t:ProfitOfOwners", "2,841", "2,617", "2,305")
    (found,) = findings(("Income statement", [HEAD, profit]), ("Cash flows", [HEAD, flows]))
    assert found.check == "tie"


def test_a_sign_that_its_tag_contradicts_is_found() -> None:
    def costs(last: str) -> tuple[str, Rows]:
        return "Income statement", [HEAD, line("Other items", "t:Other", "(431)", "(520)", last, negative=True)]

    assert findings(costs("(317)")) == []
    (found,) = findings(costs("317"))
    assert (place(found), found.check, found.expected) == ((0, 1, 3), "tag", "-317")
    (relation,) = found.relations
    assert "its tag t:Other gives it another sign or scale" in relation


def test_a_line_of_gains_and_losses_contradicts_nothing() -> None:
    row = [
        "Other items",
        Tagged("(431)", "t:Other", "y25", negative=True),
        Tagged("520", "t:Other", "y24"),
        Tagged("(317)", "t:Other", "y23", negative=True),
    ]
    assert findings(("Income statement", [HEAD, row])) == []


def test_a_tag_around_a_part_of_a_figure_is_not_used() -> None:
    data = (
        page(INCOME, segments("8,210"))
        .replace(b">8,210<", b">8<")
        .replace(b"8</ix:nonFraction>", b"8</ix:nonFraction>,210")
    )
    report = read_html("a.html", data)
    assert [finding for finding in check(report, lambda _: None).findings if finding.severity != "info"] == []


def test_a_wrong_figure_found_by_a_sum_and_by_its_tag_is_one_finding() -> None:
    statement = [
        HEAD,
        line("Water", "t:Water", "5,012", "4,980", "4,610"),
        line("Process", "t:Process", "3,108", "2,960", "2,700"),
        line("Turnover", "t:Revenue", "8,210", "7,940", "7,310"),
    ]
    (found,) = findings(("Income statement", statement), segments())
    assert (place(found), found.expected) == ((0, 3, 1), "8120")
    assert len(found.relations) >= 2


def test_a_line_of_one_figure_does_not_tell_whether_its_sign_is_meant() -> None:
    statement = [
        HEAD,
        line("Water", "t:Water", "5,012", "4,980"),
        line("Process", "t:Process", "(3,108)", "2,960"),
        line("Turnover", "t:Revenue", "8,120", "7,940"),
    ]
    (found,) = findings(("Income statement", statement), ("Note", [HEAD, line("Process", "t:Process", "3,108")]))
    assert (place(found), found.expected) == ((0, 2, 1), "3108")


def test_what_is_paid_in_one_table_and_owed_in_another_is_one_figure() -> None:
    paid = [HEAD, line("Dividends paid", "t:Dividends", "(431)", "(420)", "(317)")]
    declared = [HEAD, line("Dividends", "t:Dividends", "431", "420", "317")]
    assert findings(("Cash flows", paid), ("Equity", declared)) == []
    wrong = [HEAD, line("Dividends", "t:Dividends", "413", "420", "317")]
    assert len(findings(("Cash flows", paid), ("Equity", wrong))) == 1


def by_segment(process: str, water: str = "5,012") -> tuple[str, Rows]:
    """A note that prints the parts of the turnover, and no total of them."""
    years = (("water25", "process25"), ("water24", "process24"))
    first = ["Water", *(Tagged(one, "t:Revenue", w) for one, (w, _) in zip((water, "4,980"), years, strict=True))]
    second = ["Process", *(Tagged(one, "t:Revenue", p) for one, (_, p) in zip((process, "2,960"), years, strict=True))]
    return "Segments", [("", "2025", "2024"), first, second]


def test_the_parts_of_a_figure_in_another_table_add_up_to_it() -> None:
    result = outcome(INCOME, by_segment("3,108"))
    assert result.findings == ()
    assert "5,012 + 3,108 = 8,120" in [tick.relation for tick in result.ticks]


def test_parts_that_add_up_in_one_year_and_miss_by_a_slip_in_the_other_are_found() -> None:
    (found,) = findings(INCOME, by_segment("3,180"))
    assert found.check == "tag"
    assert (1, 2, 1) in {(one.table, one.row, one.column) for one in found.locations}
    assert "by their tags they are the parts of t:Revenue along t:SegmentAxis" in found.relations[0]


def test_parts_that_are_not_all_there_are_no_finding() -> None:
    elsewhere = ("Note", [("", "2025"), ["Other", Tagged("72", "t:Revenue", "other25")]])
    assert findings(INCOME, by_segment("3,180"), elsewhere) == []
    assert findings(INCOME, by_segment("2,745")) == []


def test_a_line_in_two_currencies_may_have_another_scale_for_each() -> None:
    years = [Tagged(one, "t:Revenue", year) for one, year in zip(("8,120", "7,940", "7,310"), YEARS, strict=True)]
    translated = Tagged("8,932,000", "t:Revenue", "y25", scale=3, decimals="-3", unit="each")
    table = [(*HEAD, "2025, translated"), ["Turnover", *years, translated]]
    assert findings(("Income statement", table)) == []


def test_a_figure_that_disagrees_with_hundreds_is_one_finding_and_each_of_them_that_disagrees_too_another() -> None:
    lines = [line(f"Sale {at}", "t:Revenue", f"{8120 + 7 * at if at % 3 == 0 else 8120:,}") for at in range(1, 91)]
    found = findings(("Sales", [("", "2025"), *lines]))
    assert {place(one) for one in found} == {(0, at, 1) for at in range(1, 91) if at % 3 == 0}
    assert {one.expected for one in found} == {"8120"}


def test_columns_as_reported_and_as_restated_may_have_one_tag() -> None:
    def restated(label: str, concept: str, *printed: str) -> list[str | Tagged]:
        before, after = (Tagged(one, concept, "y24") for one in printed)
        return [label, before, after]

    before = ("Restatement", [("", "As reported", "As restated"), restated("Turnover", "t:Revenue", "8,120", "7,940")])
    lines = [*before[1], restated("Costs", "t:Costs", "5,120", "5,100")]
    assert findings(INCOME, (before[0], lines)) == []
    assert len(findings(INCOME, before)) == 1
