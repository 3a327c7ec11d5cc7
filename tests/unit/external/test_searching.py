"""Having a model search the web, with a model that is scripted."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import BaseModel

from service.agents.external.searching import with_news
from service.agents.models.question import Answer, Question
from service.agents.result import Result, result_of
from service.checks.external.news import INSTRUCTION, WorldEvent, WorldEvents
from service.checks.outcome import Counts, Outcome
from service.errors import ModelBudgetSpent, ModelFailed
from service.events import AgentCompleted, Judgement, Source, Usage

ENTITY = ("Name: Ferrow Marine plc", "End of the period: 2031-12-31")
PAGE = Source(url="https://shipping.example/ferrow", title="Ferrow")
EVENT = WorldEvent(kind="litigation", what="It was sued.", when="2031", url=PAGE.url)
RUMOUR = WorldEvent(kind="other", what="It was seen.", when="2031", url="https://elsewhere.example/")


class Searching:
    """An ``Asking`` that searches: what it answers is scripted, and what it is asked is remembered."""

    model = "gemini/scripted"
    usage = Usage(input_tokens=300, output_tokens=40)

    def __init__(self, script: Callable[[], BaseModel], *, can_search: bool = True) -> None:
        self.can_search = can_search
        self.asked: list[Question] = []
        self._script = script

    async def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        return Answer(self._script(), self.model, recorded=False, sources=(PAGE,))


def computed() -> Result:
    return result_of("external_signal", Outcome((), Counts(passed=3), basis=("computed",)))


async def judged(asking: Searching | None, entity: tuple[str, ...] = ENTITY) -> tuple[AgentCompleted, Judgement]:
    event = (await with_news(asking, entity, computed())).event
    assert isinstance(event, AgentCompleted)
    assert event.judgement is not None
    assert (event.checks.passed, event.basis[0]) == (3, "computed")  # what was computed stays
    return event, event.judgement


async def test_events_with_a_page_are_told_and_the_others_counted() -> None:
    event, judgement = await judged(Searching(lambda: WorldEvents(events=[EVENT, RUMOUR])))

    assert [finding.check for finding in event.findings] == ["external_event"]
    assert (judgement.claims, judgement.confirmed, judgement.dropped) == (2, 1, {"no source": 1})
    assert (judgement.questions, judgement.failed, judgement.complete) == (1, 0, True)
    assert judgement.usage == Searching.usage
    assert "of 2 that it told, 1 were dropped" in event.basis[1]


async def test_the_question_is_grounded_and_says_of_the_report_only_who_it_is_about() -> None:
    asking = Searching(lambda: WorldEvents(events=[]))
    await judged(asking)

    (question,) = asking.asked
    assert (question.grounded, question.answer, question.instruction) == (True, WorldEvents, INSTRUCTION)
    assert question.data == "Name: Ferrow Marine plc\nEnd of the period: 2031-12-31"


async def test_a_model_that_fails_leaves_a_finding_that_says_so() -> None:
    for error in (ModelFailed("external_signal", "refused", "no"), ModelBudgetSpent("external_signal", 9, 9)):

        def failing(error: Exception = error) -> BaseModel:
            raise error

        event, judgement = await judged(Searching(failing))
        (finding,) = event.findings
        assert (finding.check, finding.severity) == ("judgement_incomplete", "low")
        assert (judgement.questions, judgement.failed, judgement.complete) == (0, 1, False)


async def test_nobody_is_asked_where_nothing_can_be_searched_for_or_by() -> None:
    asking, blind = (
        Searching(lambda: WorldEvents(events=[])),
        Searching(lambda: WorldEvents(events=[]), can_search=False),
    )

    for event, _ in (await judged(asking, ()), await judged(blind), await judged(None)):
        assert event.findings[0].check == "judgement_incomplete"
    assert asking.asked == blind.asked == []
