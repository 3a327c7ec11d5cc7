"""A report's comparatives against the figures of the report before."""

from __future__ import annotations

import pytest

from service.checks.external.previous.source import Previous, latest
from service.checks.external.reporting_entity import reporting_entity
from service.checks.external.source import Compared
from service.findings import Finding
from service.reports import codec
from service.reports.model import Report
from tests.unit.external.given.told import COVER, answer, report

ROWS = {
    "Revenue": ("5,210", "4,870", "4,655", "4,655"),
    "Cost of sales": ("(3,102)", "(2,954)", "(2,870)", "(2,870)"),
    "Gross profit": ("2,108", "1,916", "1,785", "1,785"),
    "Administrative expenses": ("(611)", "(588)", "(570)", "(570)"),
    "Profit before tax": ("1,497", "1,328", "1,215", "1,215"),
    "Tax": ("(374)", "(332)", "(304)", "(304)"),
    "Profit for the year": ("1,123", "996", "911", "911"),
    "Dividends": ("400", "350", "320", "320"),
    "Shares issued": ("12", "11", "10", "10"),
}
"""Captions with the figures of 2031, 2030, 2029 and 2028."""


def made(year: int, *, unit: str = "in thousands of GBP", notes: str = "", **other: str) -> Report:
    """The report for ``year``; ``other`` is what its comparatives have instead, by caption."""
    at = 2031 - year
    lines = "\n".join(
        f"| {caption} | {figures[at]} | {other.get(caption.replace(' ', '_'), figures[at + 1])} |"
        for caption, figures in ROWS.items()
    )
    cover = COVER.replace("2031", str(year))
    head = f"| | {year} | {year - 1} |\n|---|---|---|"
    return report(
        f"{cover}\n\n## Consolidated income statement\n\n({unit})\n\n{head}\n{lines}\n\n## Notes\n\n{notes}\n"
    )


BEFORE = made(2030)


def compared(now: Report, before: Report = BEFORE) -> Compared:
    return Previous().compare(now, reporting_entity(now), (answer("previous", "", codec.encode(before)),))


def only(result: Compared) -> Finding:
    (finding,) = result.findings
    return finding


def test_comparatives_that_are_the_figures_of_the_report_before_are_ticked() -> None:
    result = compared(made(2031))

    assert (result.findings, result.untested, len(result.ticks)) == ((), (), len(ROWS))
    assert result.ticks[0].relation == "Revenue: 4,870 as in the report for the period to 2030-12-31"


def test_another_figure_is_told_with_both_places() -> None:
    found = only(compared(made(2031, Revenue="4,780")))

    assert (found.check, found.severity) == ("external_previous", "medium")
    assert (found.reported, found.expected, found.difference, found.unit) == ("4780", "4870", "-90", "GBP thousand")
    assert (found.locations[0].row_label, found.locations[0].column_label) == ("Revenue", "2030")
    assert "that period's own report has 4,870 at “Revenue” of “Consolidated income statement”" in found.description


def test_a_comparative_of_the_year_before_that_is_not_held_against_this_one() -> None:
    assert len(compared(made(2031), made(2029)).ticks) == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "Comparative figures have been restated for the sale of the ferries.",
        "Certain prior year amounts have been reclassified to conform to the presentation of this year.",
        "The income statement for 2030 has been re-presented.",
    ],
)
def test_a_difference_that_the_report_speaks_of_is_left_to_a_reader(sentence: str) -> None:
    result = compared(made(2031, Revenue="4,780", notes=sentence))

    assert (result.findings, len(result.untested)) == ((), 1)
    assert sentence in result.untested[0].reason


@pytest.mark.parametrize(
    "sentence",
    ["Comparative figures have not been restated.", "Debt was reclassified as current.", "The prior year was quiet."],
)
def test_a_sentence_that_says_nothing_of_the_kind_excuses_nothing(sentence: str) -> None:
    assert only(compared(made(2031, Revenue="4,780", notes=sentence))).check == "external_previous"


def test_a_head_that_says_restated_is_enough() -> None:
    read = report(codec_text().replace("| | 2031 | 2030 |", "| | 2031 | 2030 (restated) |"))
    assert (compared(read).findings, len(compared(read).untested)) == ((), 1)


def codec_text() -> str:
    """The report for 2031 with another revenue of 2030, as Markdown."""
    lines = "\n".join(f"| {caption} | {now} | {before} |" for caption, (now, before, *_) in ROWS.items())
    table = f"(in thousands of GBP)\n\n| | 2031 | 2030 |\n|---|---|---|\n{lines.replace('4,870', '4,780')}"
    return f"{COVER}\n\n## Consolidated income statement\n\n{table}\n"


def test_a_quarter_is_not_held_against_the_quarter_before() -> None:
    def quarter(months: str, day: str, revenue: str, was: str) -> Report:
        cover = COVER.replace("the year ended 31 December 2031", f"the quarter ended {day} 2031")
        table = (
            f"| | {months} months ended {day} 2031 | 31 December 2030 |\n|---|---|---|\n| Revenue | {revenue} | {was} |"
        )
        return report(f"{cover}\n\n## Income statement\n\n(in thousands of GBP)\n\n{table}\n")

    result = compared(quarter("Three", "30 June", "1,310", "7"), quarter("Three", "31 March", "1,290", "7"))
    assert (result.findings, [tick.relation[:11] for tick in result.ticks]) == ((), [])


def test_another_scale_is_the_same_figure() -> None:
    lines = "\n".join(f"| {caption} | 1 | {figures[1].replace(',', '.')} |" for caption, figures in ROWS.items())
    head = "## Income statement\n\n(in millions of GBP)\n\n| | 2031 | 2030 |\n|---|---|---|\n"
    result = compared(report(f"{COVER}\n\n{head}{lines.replace('| (588) |', '| (0.588) |')}\n"))

    assert "Revenue: 4.870 as in the report for the period to 2030-12-31" in {tick.relation for tick in result.ticks}


def test_another_currency_is_not_compared() -> None:
    assert compared(made(2031, unit="in thousands of USD")).ticks == ()


def test_where_most_figures_differ_one_low_finding_says_so() -> None:
    others = {caption.replace(" ", "_"): f"9,{at}99" for at, caption in enumerate(ROWS)}
    found = only(compared(made(2031, **others)))
    assert (found.severity, found.title) == ("low", "Most comparatives are not the figures of the report before")


def test_the_previous_report_is_the_latest_of_the_same_entity_before() -> None:
    another = report(COVER.replace("213800FERROWMARINE52", "254900TOLVERENPUMP67").replace("2031", "2030"))
    now, older, again = made(2031), made(2029), made(2030)

    assert latest(now, (older, another, BEFORE, again, now)) == 2
    assert latest(now, (another, now)) is None


def test_a_report_that_does_not_say_whose_or_of_when_it_is_asks_nothing() -> None:
    for text in ("# Accounts\n\nFor the year ended 31 December 2031, 7 ships.\n", "# Ferrow Marine plc\n\n7 ships.\n"):
        read = report(text)
        assert Previous().wanted(read, reporting_entity(read)).requests == ()


def test_nothing_found_is_untested() -> None:
    read = made(2031)
    result = Previous().compare(read, reporting_entity(read), (answer("previous", "", b"", 404),))
    assert (result.findings, result.untested[0].reason[:27]) == ((), "no other complete audit her")
