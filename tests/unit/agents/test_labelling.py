"""Whatever a check says of a page says the number that is printed on it, where the report knows it."""

from __future__ import annotations

from service.agents.labelling import with_page_labels
from service.checks.outcome import Counts, Outcome
from service.findings import Alternative, Finding, Location, NamedTest
from service.reports.model import Page, Report
from service.ticks import Tick, Untested

SECOND, THIRD, NOWHERE = Location(table=0, page=2), Location(table=1, page=3), Location(paragraph=4)
OUTCOME = Outcome(
    (
        Finding(
            id="f1",
            agent_id="numeric_validation",
            check="column_total",
            severity="high",
            title="Off",
            description="It is off.",
            locations=(SECOND, THIRD, NOWHERE),
            alternatives=(Alternative(location=SECOND, expected="5"),),
        ),
    ),
    Counts(1, 1, 1),
    (Tick("column_total", "1 + 1 = 2", (SECOND, THIRD)),),
    (Untested("column_total", "no second column", SECOND),),
    tests=(NamedTest(test="balance_sheet", state="holds", reason="it balances", locations=(THIRD, SECOND)),),
)


def report(*labels: str) -> Report:
    return Report("pdf", (), (), (), pages=3, shown=tuple(Page(595, 842, label) for label in labels))


def test_every_place_has_the_number_of_its_page() -> None:
    said = with_page_labels(OUTCOME, report("", "i", "1"))

    (finding,) = said.findings
    assert [place.page_label for place in finding.locations] == ["i", "1", None]
    assert finding.alternatives[0].location.page_label == "i"
    assert [place.page_label for place in said.ticks[0].locations] == ["i", "1"]
    assert said.untested[0].location.page_label == "i"
    assert [place.page_label for place in said.tests[0].locations] == ["1", "i"]


def test_without_numbers_nothing_is_changed_and_nothing_more_is_written_down() -> None:
    assert with_page_labels(OUTCOME, report("", "", "")) == OUTCOME
    assert "page_label" not in OUTCOME.findings[0].model_dump_json()
