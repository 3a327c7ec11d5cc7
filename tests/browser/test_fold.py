"""The fold of the page, asked in the browser that runs it: module in, picture out, no page around it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from service import events as e
from tests.browser.served.scripted_server import ScriptedServer
from tests.browser.served.story import (
    AGENTS,
    Story,
    answered,
    complete,
    completed,
    failed_once,
    finding,
    progress,
    reading,
    skipped,
    started,
)

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NUMERIC, LOGIC, DISCLOSURE, EXTERNAL = AGENTS

FOLD = """async (texts) => {
  const { START, fold } = await import("/static/fold.js");
  return texts.map((text) => JSON.parse(text)).reduce(fold, START);
}"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def folding(browser: Browser, one_server: ScriptedServer) -> AsyncIterator[Page]:
    """One page for all of them: modules without state need no fresh one."""
    page = await browser.new_page()
    await page.goto(one_server.address)
    yield page
    await page.close()


async def folded(page: Page, texts: list[str]) -> dict[str, Any]:
    return await page.evaluate(FOLD, texts)


def agent(state: dict[str, Any], agent_id: str) -> dict[str, Any]:
    return next(each for each in state["agents"] if each["agentId"] == agent_id)


def eventful() -> Story:
    """An audit in which everything happens that can happen before an end."""
    story = Story()
    story.tell(*reading(), *(started(each) for each in AGENTS[:3]), skipped(EXTERNAL))
    story.tell(progress(NUMERIC, 3, 9), completed(NUMERIC, (finding(1), finding(2, "low"))))
    story.tell(failed_once(DISCLOSURE, will_retry=True), progress(LOGIC, 1, 2))
    story.tell(e.AuditResumed(attempt=2, reason="the process before ended", crashed=True))
    story.tell(started(LOGIC, 2), completed(LOGIC), started(DISCLOSURE, 2))
    story.tell(failed_once(DISCLOSURE, 2, will_retry=False), complete(2, (DISCLOSURE,)))
    return story


async def test_events_seen_twice_change_nothing(folding: Page) -> None:
    texts = eventful().texts
    stuttered = [text for place in range(len(texts)) for text in texts[max(0, place - 3) : place + 1]]

    assert await folded(folding, stuttered) == await folded(folding, texts)


async def test_an_event_after_a_gap_is_refused(folding: Page) -> None:
    texts = eventful().texts

    refusal = await folding.evaluate(
        """async ([first, third]) => {
          const { START, fold } = await import("/static/fold.js");
          const state = fold(START, JSON.parse(first));
          try { fold(state, JSON.parse(third)); return null; } catch (error) { return [error.name, error.message]; }
        }""",
        [texts[0], texts[2]],
    )

    assert refusal == ["RangeError", "event 3 cannot follow 1"]


async def test_folding_leaves_the_state_before_untouched(folding: Page) -> None:
    unchanged = await folding.evaluate(
        """async (texts) => {
          const { START, fold } = await import("/static/fold.js");
          const states = [START];
          const kept = [JSON.stringify(START)];
          for (const text of texts) {
            states.push(fold(states.at(-1), JSON.parse(text)));
            kept.push(JSON.stringify(states.at(-1)));
          }
          return states.every((state, index) => JSON.stringify(state) === kept[index]);
        }""",
        eventful().texts,
    )

    assert unchanged


async def test_an_agent_without_news_keeps_its_identity(folding: Page) -> None:
    same = await folding.evaluate(
        """async (texts) => {
          const { START, fold } = await import("/static/fold.js");
          const events = texts.map((text) => JSON.parse(text));
          const before = events.slice(0, -1).reduce(fold, START);
          const after = fold(before, events.at(-1));
          return before.agents.map((agent, index) => agent === after.agents[index]);
        }""",
        [*_running(NUMERIC).texts, _progress_text()],
    )

    assert same == [False, True, True, True]


def _running(agent_id: str) -> Story:
    story = Story()
    story.tell(*reading(), started(agent_id))
    return story


def _progress_text() -> str:
    story = _running(NUMERIC)
    story.tell(progress(NUMERIC, 1, 2))
    return story.texts[-1]


async def test_the_agents_stand_in_the_order_of_the_first_event(folding: Page) -> None:
    state = await folded(folding, Story(agents=(LOGIC, NUMERIC)).texts)

    assert [each["agentId"] for each in state["agents"]] == [LOGIC, NUMERIC]
    assert state["status"] == "queued"


async def test_every_agent_ends_where_its_events_left_it(folding: Page) -> None:
    state = await folded(folding, eventful().texts)

    assert {each["agentId"]: each["status"] for each in state["agents"]} == {
        NUMERIC: "complete",
        LOGIC: "complete",
        DISCLOSURE: "error",
        EXTERNAL: "skipped",
    }
    assert [each["id"] for each in agent(state, NUMERIC)["findings"]] == ["f0001", "f0002"]
    assert state["summary"]["agentsFailed"] == [DISCLOSURE]


async def test_a_resumed_audit_has_no_running_agents_until_they_start_again(folding: Page) -> None:
    story = _running(NUMERIC)
    story.tell(progress(NUMERIC, 5, 9), e.AuditResumed(attempt=2, reason="the process before ended"))

    interrupted = agent(await folded(folding, story.texts), NUMERIC)

    assert (interrupted["status"], interrupted["progress"], interrupted["interrupted"]) == ("waiting", None, True)


@pytest.mark.parametrize(
    "after",
    [
        *reading()[1:],
        e.AuditResumed(attempt=2, reason="the process before ended", crashed=True),
        e.AuditFailed(error="its page 13 is damaged", error_type="DamagedReport"),
    ],
    ids=lambda event: event.type,
)
async def test_pages_read_are_told_until_the_report_is_read_or_begun_again(folding: Page, after: e.AnyEvent) -> None:
    story = Story()
    story.tell(reading()[0], e.ExtractionProgress(completed=3, total=83), e.ExtractionProgress(completed=12, total=83))

    assert (await folded(folding, story.texts))["reading"] == {"completed": 12, "total": 83}
    story.tell(after)
    assert (await folded(folding, story.texts))["reading"] is None


async def test_what_a_model_is_asked_adds_up_for_its_agent_and_before_all_agents_for_none(folding: Page) -> None:
    story = Story()
    story.tell(*reading(), answered("gate", 900, 40), started(LOGIC))
    story.tell(answered(LOGIC, 16_000, 800), answered(LOGIC, 17_000, 200, estimated=True))

    state = await folded(folding, story.texts)

    assert [each["agentId"] for each in state["agents"]] == list(AGENTS)
    assert agent(state, LOGIC)["usage"] == {"questions": 2, "tokens": 34_000, "estimated": True}
    assert agent(state, NUMERIC)["usage"] == {"questions": 0, "tokens": 0, "estimated": False}


async def test_what_had_not_finished_when_the_audit_ended_is_not_called_checked(folding: Page) -> None:
    story = _running(NUMERIC)
    story.tell(e.AuditCancelled(reason="stopped by its owner"))

    state = await folded(folding, story.texts)

    assert agent(state, NUMERIC)["status"] == "stopped"
    assert agent(state, LOGIC)["status"] == "not_run"


async def test_an_event_of_an_unknown_type_takes_its_place_and_nothing_else(folding: Page) -> None:
    story = _running(NUMERIC)
    before = await folded(folding, story.texts)
    story.tell(progress(NUMERIC, 1, 2))
    stranger = json.dumps({**json.loads(story.texts[-1]), "type": "constructor"})

    after = await folded(folding, [*story.texts[:-1], stranger])

    assert after == {**before, "cursor": before["cursor"] + 1}


async def test_close_codes_mean_what_the_protocol_says(folding: Page) -> None:
    verdicts = await folding.evaluate(
        """async (cases) => {
          const { afterClose } = await import("/static/audit-stream/reconnect.js");
          return cases.map(([code, cursor, terminal]) => afterClose(code, { cursor, terminal }).then);
        }""",
        [
            [1000, 9, True],
            [1000, 9, False],
            [1006, 0, False],
            [1012, 9, False],
            [1013, 9, False],
            [4400, 9, False],
            [4403, 0, False],
            [4404, 0, False],
            [4410, 9, False],
            [4410, 9, True],
            [4409, 9, False],
            [4409, 0, False],
        ],
    )

    assert verdicts == ["ended"] + ["reconnect"] * 4 + ["refused"] * 5 + ["restart", "refused"]


async def test_waiting_times_grow_to_a_cap_and_never_undercut_what_the_server_asked(folding: Page) -> None:
    shortest, longest, asked = await folding.evaluate(
        """async () => {
          const { delayBefore } = await import("/static/audit-stream/reconnect.js");
          const attempts = [1, 2, 3, 4, 5, 6, 7, 8, 50];
          return [
            attempts.map((attempt) => delayBefore(attempt, null, () => 0)),
            attempts.map((attempt) => delayBefore(attempt, null, () => 1)),
            delayBefore(1, 3000, () => 0),
          ];
        }"""
    )

    assert longest == [400, 800, 1600, 3200, 6400, 12800, 15000, 15000, 15000]
    assert shortest == [delay / 2 for delay in longest]
    assert asked == 3000


async def test_decimal_strings_are_grouped_without_passing_through_a_float(folding: Page) -> None:
    grouped = await folding.evaluate(
        """async (values) => {
          const { grouped } = await import("/static/figures.js");
          return values.map(grouped);
        }""",
        ["1234567890123456789.10", "-1234.5", "999", "0.12345678901234567890", "(1,234)", "n/a"],
    )

    assert grouped == ["1,234,567,890,123,456,789.10", "−1,234.5", "999", "0.12345678901234567890", "(1,234)", "n/a"]


async def test_a_bound_computed_to_many_digits_is_cut_to_three_that_matter(folding: Page) -> None:
    written = await folding.evaluate(
        """async (values) => {
          const { roughly } = await import("/static/figures.js");
          return values.map(roughly);
        }""",
        ["0.05265818661441705132875045259", "2.5", "1500", "0.074", "12.3456"],
    )

    assert written == ["≈ 0.0526", "2.5", "1,500", "0.074", "≈ 12.34"]
