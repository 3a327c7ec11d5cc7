"""Events that a model tells: with a page that was read behind them, or not at all."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from service.checks.external.news import MOST, News, WorldEvent, WorldEvents, entity_of, told
from service.checks.external.reporting_entity import reporting_entity
from service.events import Source
from tests.unit.external.given.told import COVER, LEI, NUMBER, report

PAGE = Source(url="https://www.shipping.example/ferrow", title="Ferrow in trouble")
LED_ON = Source(url="https://search.example/redirect/abc", title="courts.example")


def event(what: str = "A court opened proceedings.", url: str = PAGE.url, kind: str = "litigation") -> WorldEvent:
    return WorldEvent.model_validate({"kind": kind, "what": what, "when": "May 2031", "url": url})


def only(news: News) -> str:
    (finding,) = news.findings
    return finding.reference or ""


def test_an_event_is_told_with_its_page_as_a_models_word() -> None:
    (finding,) = told([event()], [PAGE], "gemini/x").findings

    assert (finding.check, finding.severity, finding.source, finding.locations) == (
        "external_event",
        "info",
        "model",
        (),
    )
    assert finding.title == "Litigation (May 2031)"
    assert finding.reference == "Ferrow in trouble (https://www.shipping.example/ferrow)"
    assert "found on the web by gemini/x" in finding.description


@pytest.mark.parametrize("kind", ["insolvency or going concern", "restatement", "change of auditor"])
def test_what_bears_on_the_figures_is_low_and_nothing_is_more(kind: str) -> None:
    assert [finding.severity for finding in told([event(kind=kind)], [PAGE], "m").findings] == ["low"]


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/ferrow",
        "",
        "shipping.example",
        "javascript:alert(1)",
        "https://[x",
        "ftp://shipping.example",
    ],
)
def test_an_event_without_a_page_that_was_read_is_dropped_and_counted(url: str) -> None:
    assert told([event(url=url)], [PAGE, LED_ON], "m") == News((), 1, 1, 0)


def test_nothing_is_told_where_nothing_was_read() -> None:
    assert told([event()], [], "m").findings == ()


def test_another_page_of_a_host_that_was_read_will_do() -> None:
    assert PAGE.url in only(told([event(url="https://shipping.example/other")], [PAGE], "m"))


def test_a_search_that_leads_on_names_its_pages_by_their_hosts() -> None:
    assert LED_ON.url in only(told([event(url="https://www.courts.example/case/7")], [LED_ON], "m"))
    assert told([event(url="https://search.example/redirect/other")], [LED_ON], "m").findings == ()


def test_what_is_told_twice_is_told_once_and_a_flood_has_an_end() -> None:
    news = told([event(), event(), *(event(f"Event {n}.") for n in range(30))], [PAGE], "m")
    assert (len(news.findings), news.claims, news.repeated) == (MOST, 32, 1)


def test_text_from_the_web_is_shown_on_one_line_without_what_cannot_be_printed() -> None:
    news = told([event(f"A\n\x1b[31mred\u202e {'x' * 900}")], [PAGE], "m")
    description = news.findings[0].description

    assert description.startswith("A [31mred xxx")
    assert len(description) < 500
    assert description.isprintable()


def test_a_kind_that_there_is_none_of_is_no_answer() -> None:
    with pytest.raises(ValidationError):
        WorldEvents.model_validate({"events": [{"kind": "rumour", "what": "x", "when": "", "url": ""}]})


def test_a_model_is_told_names_identifiers_and_a_day_and_nothing_else() -> None:
    assert entity_of(reporting_entity(report(f"{COVER}\n\nRevenue was 4711.\n"))) == (
        "Name: Ferrow Marine plc",
        f"Legal Entity Identifier: {LEI}",
        f"Company number (United Kingdom): {NUMBER}",
        "End of the period: 2031-12-31",
    )


def test_of_a_report_without_a_name_nothing_is_told() -> None:
    assert entity_of(reporting_entity(report("# Accounts\n\nThe year ended 31 December 2031 brought 7 ships.\n"))) == ()
