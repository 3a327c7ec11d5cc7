"""Disclosures that were not found: a model quotes them, or does not find them twice, and either is told as its word."""

from __future__ import annotations

import re

import pytest
from pydantic import BaseModel

from service.agents.judging.disclosed import AGAIN, INSTRUCTION, Answered, Disclosed, Disclosures
from service.agents.models.question import Question
from service.checks.claims.claim import Quote
from service.errors import ModelFailed
from service.events import AgentCompleted
from service.findings import Finding
from service.reports.model import Report
from service.reports.reading import read
from tests.unit.agents.given.scripted_asking import Script, ScriptedAsking
from tests.unit.agents.judging.conftest import Judged
from tests.unit.checks.disclosures.given.sets import COMPLETE

pytestmark = pytest.mark.asyncio(loop_scope="module")
AGENT = "disclosure_compliance"
GONE = ("Payments to pensioners", "| Basic earnings per share")
REFERENCE = "IAS 19.147(c)"
LINE = re.compile(r"^\[(P\d+)\] ((?:\S+ ){4}\S+)", re.MULTILINE)
NUMBER = re.compile(r"^Item (\d+):", re.MULTILINE)


def gap() -> Report:
    """A set in which one disclosure was not found that may be told in other words, and one that cannot hide."""
    kept = [line for line in COMPLETE.splitlines() if not line.startswith(GONE)]
    assert len(kept) == len(COMPLETE.splitlines()) - len(GONE)
    return read("set.md", "\n".join(kept).encode())


def answering(*, told: bool, quote: Quote | None = None, second: bool | None = None) -> Script:
    """A model that says the same of each item; at the second look ``second``, where that is given."""

    def script(question: Question) -> BaseModel:
        said = second if second is not None and question.tier == "strong" else told
        place, words = LINE.findall(question.data)[0]
        shown = quote or Quote(place=place, text=words)
        numbers = NUMBER.findall(question.data)
        return Disclosures(
            items=tuple(
                Disclosed(item=int(number), told="yes" if said else "no", quote=shown if said else None)
                for number in numbers
            )
        )

    return script


def of(result: AgentCompleted, reference: str) -> Finding | None:
    return next((one for one in result.findings if one.reference == reference), None)


async def test_what_may_be_told_in_other_words_is_asked_with_the_lines_that_come_nearest(judged: Judged) -> None:
    asking = ScriptedAsking(answering(told=False))

    await judged(gap(), asking, agent_id=AGENT)

    [first, second] = [one for one in asking.asked if REFERENCE in one.data]
    assert (first.tier, first.instruction) == ("fast", INSTRUCTION)
    assert (second.tier, second.instruction) == ("strong", AGAIN)
    assert first.purpose.startswith("IAS 19: ")
    assert "pension" in first.data.partition("Lines of the report:")[2].lower()
    assert not any("IAS 33.66" in one.data for one in asking.asked), "what cannot hide in other words is not asked"


async def test_what_a_model_quotes_is_ticked_and_no_note_any_more(judged: Judged) -> None:
    computed = await judged(gap(), None, agent_id=AGENT)
    asking = ScriptedAsking(answering(told=True))

    result = await judged(gap(), asking, agent_id=AGENT)

    assert of(computed, REFERENCE) is not None
    assert of(result, REFERENCE) is None
    assert {one.tier for one in asking.asked} == {"fast"}
    assert result.judgement is not None
    gone = computed.findings_total - result.findings_total
    assert gone == result.judgement.refuted == result.judgement.claims
    assert result.checks.passed == computed.checks.passed + gone
    assert result.checks.failed == computed.checks.failed
    assert any("are told in other words, which it has quoted" in said for said in result.basis)


async def test_what_it_does_not_find_twice_is_a_small_finding_that_says_whose_word_it_is(judged: Judged) -> None:
    result = await judged(gap(), ScriptedAsking(answering(told=False)), agent_id=AGENT)

    finding = of(result, REFERENCE)
    assert finding is not None
    assert (finding.severity, finding.source) == ("low", "model")
    assert "that is its judgement" in finding.description
    assert "compli" not in finding.title + finding.description
    assert result.judgement is not None
    assert (result.judgement.confirmed, result.judgement.refuted) == (result.judgement.claims, 0)


async def test_what_is_found_at_the_second_look_is_told(judged: Judged) -> None:
    result = await judged(gap(), ScriptedAsking(answering(told=False, second=True)), agent_id=AGENT)

    assert of(result, REFERENCE) is None


async def test_what_one_look_says_is_told_without_proving_it_and_the_other_denies_stays_a_note(judged: Judged) -> None:
    computed = await judged(gap(), None, agent_id=AGENT)
    made_up = Quote(place="P3", text="The group expects to pay nothing at all into its pension funds")

    for first, second in ((True, False), (False, True)):
        script = answering(told=first, second=second, quote=made_up)
        result = await judged(gap(), ScriptedAsking(script), agent_id=AGENT)

        assert result.findings == computed.findings


@pytest.mark.parametrize(
    "quote",
    [
        Quote(place="P3", text="The group expects to pay nothing at all into its pension funds"),
        Quote(place="P99999", text="of the group"),
        Quote(place="T0", text="of"),
    ],
    ids=["made up", "nowhere", "a single word"],
)
async def test_a_quote_that_is_not_there_changes_nothing(quote: Quote, judged: Judged) -> None:
    computed = await judged(gap(), None, agent_id=AGENT)

    result = await judged(gap(), ScriptedAsking(answering(told=True, quote=quote)), agent_id=AGENT)

    assert result.findings == computed.findings
    assert result.checks == computed.checks
    assert result.judgement is not None
    assert result.judgement.dropped == {"quote not in the report": result.judgement.claims}


def in_part(missing: str, *, quote: Quote | None = None, second: Answered = "partly") -> Script:
    """A model that finds a part of each item; at the second look it answers ``second``."""

    def script(question: Question) -> BaseModel:
        said: Answered = second if question.tier == "strong" else "partly"
        place, words = LINE.findall(question.data)[0]
        shown = None if said == "no" else quote or Quote(place=place, text=words)
        numbers = NUMBER.findall(question.data)
        items = (Disclosed(item=int(number), told=said, quote=shown, missing=missing) for number in numbers)
        return Disclosures(items=tuple(items))

    return script


async def test_of_what_is_told_in_part_the_note_stays_and_says_what_is_missing(judged: Judged) -> None:
    computed = of(await judged(gap(), None, agent_id=AGENT), REFERENCE)

    result = await judged(gap(), ScriptedAsking(in_part("duration of the  obligation.", second="no")), agent_id=AGENT)

    note = of(result, REFERENCE)
    assert computed is not None
    assert note is not None
    assert (note.severity, note.source) == ("info", "model")
    said = " A model finds it told but for this part: duration of the obligation. That is its judgement."
    assert note.description == computed.description + said
    assert result.judgement is not None
    assert result.judgement.dropped == {"told in part": result.judgement.claims}
    assert any("are told in part and stay notes" in said for said in result.basis)


@pytest.mark.parametrize("missing", ["", "the fair value of everything", "dura", "https://example.org"])
async def test_what_is_missing_is_told_in_the_words_of_the_item_or_not_at_all(missing: str, judged: Judged) -> None:
    computed = await judged(gap(), None, agent_id=AGENT)

    result = await judged(gap(), ScriptedAsking(in_part(missing)), agent_id=AGENT)

    assert result.findings == computed.findings


async def test_a_part_that_is_quoted_from_nowhere_changes_nothing(judged: Judged) -> None:
    computed = await judged(gap(), None, agent_id=AGENT)
    nowhere = Quote(place="P3", text="The group expects to pay nothing at all")

    result = await judged(gap(), ScriptedAsking(in_part("duration", quote=nowhere, second="no")), agent_id=AGENT)

    assert result.findings == computed.findings
    assert result.judgement is not None
    assert result.judgement.dropped == {"quote not in the report": result.judgement.claims}


async def test_what_the_first_look_finds_in_part_and_the_second_whole_is_told(judged: Judged) -> None:
    result = await judged(gap(), ScriptedAsking(in_part("duration", second="yes")), agent_id=AGENT)

    assert of(result, REFERENCE) is None


async def test_items_that_an_answer_leaves_out_stay_as_they_are(judged: Judged) -> None:
    computed = await judged(gap(), None, agent_id=AGENT)

    result = await judged(gap(), ScriptedAsking(lambda _: Disclosures()), agent_id=AGENT)

    assert result.findings == computed.findings
    assert result.judgement is not None
    assert result.judgement.dropped == {"not answered": result.judgement.claims}


async def test_a_model_that_fails_leaves_what_is_computed_and_a_finding_that_says_so(judged: Judged) -> None:
    def script(question: Question) -> BaseModel:
        raise ModelFailed(AGENT, "refused", "it will not")

    computed = await judged(gap(), None, agent_id=AGENT)
    result = await judged(gap(), ScriptedAsking(script), agent_id=AGENT)

    [incomplete] = [one for one in result.findings if one.check == "judgement_incomplete"]
    assert (incomplete.agent_id, incomplete.severity) == (AGENT, "medium")
    assert [one for one in result.findings if one != incomplete] == list(computed.findings)


async def test_the_same_audit_asks_the_same_questions_again(judged: Judged) -> None:
    first, second = (ScriptedAsking(answering(told=False)) for _ in range(2))

    await judged(gap(), first, agent_id=AGENT)
    await judged(gap(), second, agent_id=AGENT)

    assert [one.key for one in first.asked] == [one.key for one in second.asked]
