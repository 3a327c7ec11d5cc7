"""Having a model search the web for events about the entity, besides what the sources say."""

from __future__ import annotations

from collections.abc import Sequence

from service.agents.models.question import Answer, Asking, Question
from service.agents.result import Result, with_judgement
from service.checks.external.news import ID, INSTRUCTION, News, WorldEvents, told
from service.checks.external.telling import AGENT_ID
from service.errors import ModelBudgetSpent, ModelFailed
from service.events import Judgement, Usage
from service.findings import Finding, Location, finding_id

PURPOSE = "events about the entity, searched on the web"
INCOMPLETE = "judgement_incomplete"


async def with_news(asking: Asking | None, entity: Sequence[str], result: Result) -> Result:
    """``result`` with the events that are found about ``entity``; with a finding that says why, where none can be."""
    if not entity:
        return _unanswered(asking, "the report gives neither a name nor an identifier to search for", result)
    if asking is None or not asking.can_search:
        why = "no model that can search is configured (TICKMARK_MODEL=gemini/NAME)"
        return _unanswered(asking, why, result)
    data = "\n".join(entity)
    question = Question(PURPOSE, INSTRUCTION, data, WorldEvents, tier="strong", grounded=True)
    try:
        answer = await asking.ask(question)
    except (ModelFailed, ModelBudgetSpent) as error:
        return _unanswered(asking, error.public, result)
    return _answered(answer, asking.usage, result)


def _answered(answer: Answer, usage: Usage, result: Result) -> Result:
    value = answer.value
    news = told(value.events if isinstance(value, WorldEvents) else (), answer.sources, answer.model)
    said = (
        f"{answer.model} searched the web for events about the entity: of {news.claims} that it told, {news.unsourced} "
        f"were dropped, since no page that was read stands behind them, and {len(news.findings)} are told. They are a "
        "model's word, each with its source."
    )
    return with_judgement(result, news.findings, _judgement(answer.model, news, usage), said)


def _judgement(model: str, news: News, usage: Usage, *, answered: bool = True) -> Judgement:
    return Judgement(
        model=model,
        passes=1,
        questions=int(answered),
        failed=int(not answered),
        claims=news.claims,
        repeated=news.repeated,
        refuted=0,
        dropped={"no source": news.unsourced} if news.unsourced else {},
        confirmed=len(news.findings),
        complete=answered,
        usage=usage,
    )


def _unanswered(asking: Asking | None, why: str, result: Result) -> Result:
    model, usage = ("", Usage()) if asking is None else (asking.model, asking.usage)
    found = Finding(
        id=finding_id(AGENT_ID, INCOMPLETE, Location(), ID),
        agent_id=AGENT_ID,
        check=INCOMPLETE,
        severity="low",
        title="The web was not searched for events about the entity",
        description=f"Whether anything happened that bears on the report was not looked for: {why}.",
    )
    said = f"The web was not searched for events about the entity: {why}."
    return with_judgement(result, (found,), _judgement(model, News(), usage, answered=False), said)
