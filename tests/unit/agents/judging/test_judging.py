"""Judging with a model: what it claims is held against the report, looked at again, and told beside the computed."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from service.agents.judging.examining import INSTRUCTION, Verdict
from service.agents.judging.lenses import LENSES
from service.agents.models.question import Question
from service.checks.claims.claim import Claim, Claims, Quote
from service.errors import ModelBudgetSpent, ModelFailed
from service.events import AgentCompleted, Usage
from tests.unit.agents.given.scripted_asking import Script, ScriptedAsking
from tests.unit.agents.judging.conftest import Judged
from tests.unit.checks.claims.given.ferries import claim, ferries

pytestmark = pytest.mark.asyncio(loop_scope="module")
PEOPLE = claim(
    "P4: The group employs 1,204 people", "P7: On average 1,240 people were employed", title="Two headcounts"
)
PORTS = claim("P4: in three ports", "P4: Brennholt, Oddsund and Skarvø", title="Ports")
INVENTED = claim("P4: The group employs 9,999 people", "P7: On average 1,240 people were employed")
KNOWN = claim("T0 R5: 76,555", "T0 R3: 137,457", "T0 R4: (61,902)", sums=["137,457 - 61,902 = 76,555"])
STANDS = Verdict(reason="Both are of the group.", decision="stands")
REFUTED = Verdict(reason="They are of different days.", decision="refuted")


def claiming(*claims: Claim, lens: str = "business", verdict: Verdict = STANDS) -> Script:
    """A model that claims the same in each pass through one lens, and has one verdict on all of it."""

    def script(question: Question) -> BaseModel:
        if question.answer is Verdict:
            return verdict
        return Claims(claims=claims if question.purpose.startswith(lens) else ())

    return script


def of_models(result: AgentCompleted) -> list[str]:
    return [finding.title for finding in result.findings if finding.source == "model"]


async def test_without_a_model_a_result_is_what_it_was(judged: Judged) -> None:
    result = await judged(ferries(), None)

    assert result.judgement is None
    assert not of_models(result)


async def test_a_model_that_claims_nothing_leaves_what_was_computed_as_it_is(judged: Judged) -> None:
    computed = await judged(ferries(), None)
    asking = ScriptedAsking(claiming())

    result = await judged(ferries(), asking)

    assert result.judgement is not None
    assert (result.judgement.complete, result.judgement.questions, result.judgement.claims) == (True, 12, 0)
    *basis, said = result.basis
    assert said.startswith("scripted/model was asked to read the report 3 times through each of these lenses: pres")
    plain = result.model_copy(update={"judgement": None, "basis": tuple(basis)})
    assert plain.model_dump_json() == computed.model_dump_json()


async def test_a_claim_that_stands_is_a_finding_of_a_model(judged: Judged) -> None:
    result = await judged(ferries(), ScriptedAsking(claiming(PEOPLE)))

    [finding] = [one for one in result.findings if one.source == "model"]
    assert (finding.title, finding.check, finding.severity, finding.confidence) == (
        "Two headcounts",
        "model_business",
        "medium",
        1.0,
    )
    assert finding.description == "Both cannot be right. Both are of the group."
    assert [place.paragraph for place in finding.locations] == [4, 7]
    assert result.findings_total == len(result.findings)
    assert sum(result.by_severity.values()) == result.findings_total


async def test_what_becomes_of_claims_is_counted_and_nothing_is_lost(judged: Judged) -> None:
    computed = await judged(ferries(), None)

    result = await judged(ferries(), ScriptedAsking(claiming(PEOPLE, INVENTED, KNOWN, verdict=REFUTED)))

    judgement = result.judgement
    assert judgement is not None
    assert judgement.claims == 9
    assert judgement.dropped == {"quote not in the report": 3}
    assert judgement.repeated == 2 + 3, "two of one claim, and three of what a computed check has found"
    assert (judgement.refuted, judgement.confirmed) == (1, 0)
    assert judgement.usage == Usage(input_tokens=1_300, output_tokens=130)
    assert result.findings == computed.findings


async def test_a_flood_of_claims_is_cut_and_counted(judged: Judged) -> None:
    flood = ScriptedAsking(claiming(*[INVENTED] * 60))

    result = await judged(ferries(), flood, model_passes="1")

    assert result.judgement is not None
    assert result.judgement.dropped == {"quote not in the report": 50, "beyond the most of one answer": 10}


async def test_a_verdict_that_quotes_what_is_not_there_decides_nothing(judged: Judged) -> None:
    made_up = Verdict(reason="It is explained.", decision="refuted", quotes=(Quote(place="P4", text="as explained"),))

    result = await judged(ferries(), ScriptedAsking(claiming(PEOPLE, verdict=made_up)))

    assert result.judgement is not None
    assert result.judgement.dropped == {"not decided by the second look": 1}
    assert (result.judgement.refuted, of_models(result)) == (0, [])


async def test_a_reason_with_a_figure_that_is_nowhere_is_not_shown(judged: Judged) -> None:
    verdict = Verdict(reason="It should be 7,777.", decision="stands")

    result = await judged(ferries(), ScriptedAsking(claiming(PEOPLE, verdict=verdict)))

    [finding] = [one for one in result.findings if one.source == "model"]
    assert finding.description == "Both cannot be right."


async def test_agreement_is_the_share_of_passes(judged: Judged) -> None:
    def script(question: Question) -> BaseModel:
        if question.answer is Verdict:
            return STANDS
        once = question.purpose == "logic lens, part 1 of 1, pass 2 of 3"
        return Claims(claims=(PORTS,) if once else ())

    result = await judged(ferries(), ScriptedAsking(script))

    [finding] = [one for one in result.findings if one.source == "model"]
    assert (finding.check, finding.confidence) == ("model_logic", 0.33)


async def test_one_error_that_two_lenses_see_in_their_own_words_is_looked_at_and_told_once(judged: Judged) -> None:
    of_texts = claim("P4: 1,204 people", "P7: 1,240 people", title="1,204 people in one place, 1,240 in the other")
    of_lines = claim(
        "P7: On average 1,240 people were employed", "P4: employs 1,204", title="Not 1,204 but 1,240 people"
    )
    of_ports = claim("P4: 1,204 people in three ports", "P4: Brennholt, Oddsund and Skarvø", title="Ports")

    def script(question: Question) -> BaseModel:
        if question.answer is Verdict:
            return STANDS
        said = {
            "accounting lens, part 1 of 1, pass 1 of 3": (of_texts,),
            "logic lens, part 1 of 1, pass 3 of 3": (of_lines, of_ports),
        }
        return Claims(claims=said.get(question.purpose, ()))

    asking = ScriptedAsking(script)
    result = await judged(ferries(), asking)

    told = {one.title: one.confidence for one in result.findings if one.source == "model"}
    assert told == {of_texts.title: 0.67, "Ports": 0.33}
    assert len([one for one in asking.asked if one.answer is Verdict]) == 2


async def test_the_second_look_has_the_evidence_before_it(judged: Judged) -> None:
    mixed = claim("P4: 1,204 people", "T1 R1: Passengers | 251,300", title="People and passengers")
    asking = ScriptedAsking(claiming(mixed))

    await judged(ferries(), asking)

    [question] = [one for one in asking.asked if one.answer is Verdict]
    assert (question.tier, question.instruction) == ("strong", INSTRUCTION)
    assert question.purpose == "second look: People and passengers"
    for line in (
        "Claim: People and passengers",
        "Quote: [P4] 1,204 people",
        "[P3] Revenue rose from £412.6 million",
        "== Brennholt Ferries plc > Note 3 – Revenue",
        "[T1 R0 head] In thousands of pounds | 2031 | 2030",
        "[T1 R4] Total | 438,912 | 412,604",
    ):
        assert line in question.data


async def test_a_model_that_never_answers_leaves_the_computed_result_and_a_finding_that_says_so(judged: Judged) -> None:
    def script(question: Question) -> BaseModel:
        raise ModelFailed("logic_consistency", "unreachable", "no route to the model")

    computed = await judged(ferries(), None)
    result = await judged(ferries(), ScriptedAsking(script))

    [incomplete] = [one for one in result.findings if one.check == "judgement_incomplete"]
    assert incomplete.severity == "medium"
    assert "unreachable: no route to the model, 12 times" in incomplete.description
    assert "presentation lens, part 1 of 1, pass 1 of 3" in incomplete.description
    assert [one for one in result.findings if one != incomplete] == list(computed.findings)
    assert result.judgement is not None
    assert (result.judgement.complete, result.judgement.failed, result.judgement.questions) == (False, 12, 0)


async def test_where_some_answers_came_they_count_and_the_gap_is_a_small_finding(judged: Judged) -> None:
    def script(question: Question) -> BaseModel:
        if "pass 3" in question.purpose:
            raise ModelBudgetSpent("logic_consistency", 9, 9)
        return claiming(PEOPLE)(question)

    result = await judged(ferries(), ScriptedAsking(script))

    assert of_models(result) == ["Two headcounts"]
    [incomplete] = [one for one in result.findings if one.check == "judgement_incomplete"]
    assert incomplete.severity == "low"
    assert "TICKMARK_MODEL_TOKENS_PER_AUDIT" in incomplete.description


async def test_a_claim_that_nobody_looks_at_again_does_not_stand(judged: Judged) -> None:
    def script(question: Question) -> BaseModel:
        if question.answer is Verdict:
            raise ModelFailed("logic_consistency", "time", "it is over")
        return claiming(PEOPLE)(question)

    result = await judged(ferries(), ScriptedAsking(script))

    assert of_models(result) == []
    assert result.judgement is not None
    assert result.judgement.dropped == {"not looked at again": 1}
    assert not result.judgement.complete


async def test_the_same_audit_asks_the_same_questions_again(judged: Judged) -> None:
    first, second = ScriptedAsking(claiming(PEOPLE)), ScriptedAsking(claiming(PEOPLE))

    await judged(ferries(), first)
    await judged(ferries(), second)

    assert [one.key for one in first.asked] == [one.key for one in second.asked]
    assert len({one.key for one in first.asked}) == len(first.asked)


async def test_only_the_lenses_that_are_chosen_are_asked_and_the_passes_that_are_set(judged: Judged) -> None:
    asking = ScriptedAsking(claiming(PEOPLE))

    result = await judged(ferries(), asking, ignore="model_logic,model_presentation", model_passes="1")

    assert [one.purpose for one in asking.asked][:2] == [
        "accounting lens, part 1 of 1, pass 1 of 1",
        "business lens, part 1 of 1, pass 1 of 1",
    ]
    assert result.judgement is not None
    assert result.judgement.passes == 1


async def test_where_no_lens_is_chosen_nobody_is_asked(judged: Judged) -> None:
    asking = ScriptedAsking(claiming(PEOPLE))

    result = await judged(ferries(), asking, select="note_reference")

    assert (asking.asked, result.judgement) == ([], None)


async def test_figures_are_checked_without_asking_anybody(judged: Judged) -> None:
    asking = ScriptedAsking(claiming(PEOPLE))

    result = await judged(ferries(), asking, agent_id="numeric_validation")

    assert (asking.asked, result.judgement) == ([], None)


async def test_the_model_is_told_only_what_is_constant_and_the_report_is_data(judged: Judged) -> None:
    asking = ScriptedAsking(claiming(PEOPLE))

    await judged(ferries(), asking)

    constant = {INSTRUCTION, *(lens.instruction for lens in LENSES)}
    assert {one.instruction for one in asking.asked} <= constant
    assert not [text for text in constant if "Brennholt" in text]
    assert all("Brennholt" in one.data for one in asking.asked)
