"""A file that is no financial report ends its audit early, with what it says; in doubt it is audited."""

from __future__ import annotations

import json
from typing import Any

import pytest

from service.audits.retrying import retry
from service.projections.views import Views
from tests.model_server import Asked, Does, Fails, Says
from tests.unit.audits.asking.conftest import Models, answers
from tests.unit.audits.conftest import of, types

RECIPE = b"""# Lentil soup

Rinse 250 grams of lentils and put them into a large pot with the onions.
"""
LEDGER = b"# Balance sheet\n\n| EUR | 2025 |\n|---|---|\n| Total assets | 7 |\n"


def kind(*quotes: tuple[str, str], financial: bool = False) -> str:
    said = [{"place": place, "text": text} for place, text in quotes]
    return json.dumps({"financial_report": financial, "quotes": said})


PROOF = kind(("P1", "put them into a large pot with the onions"))


def gate_says(does: Does) -> Any:
    """Agents are answered as usual, and the question of the gate so."""
    return lambda asked: does if _of_the_gate(asked) else answers(asked)


def _of_the_gate(asked: Asked) -> bool:
    return asked.said[0].startswith("[P0]")


async def test_a_file_that_both_doubt_ends_its_audit_with_what_it_says(models: Models) -> None:
    models.server.answer = gate_says(Says(PROOF, usage=(900, 40)))
    audit_id = await models.stage.accepted("asking_a", data=RECIPE)

    await models.run().process_document(audit_id)

    log = await models.stage.log(audit_id)
    assert types(log)[2:] == ["document_extracted", "model_answered", "audit_failed"]
    assert log[-1]["error_type"] == "NotAFinancialReport"
    assert log[-1]["error"] == (
        "report.md: this is no financial report: it has no statement and no caption of one, no figures in tables, no "
        "currency and no scale, and openai/small reads something else in it: “put them into a large pot with the "
        "onions” (paragraph 2); retry the audit to have it checked all the same"
    )
    assert of(log, "model_answered")[0]["agent_id"] == "gate"
    state = await Views(models.stage.store).state(audit_id)
    assert (state.usage.tokens, list(state.agents)) == (940, ["asking_a"])


@pytest.mark.parametrize(
    "does",
    [
        Says(kind(financial=True)),
        Says(kind(("P1", "this is a recipe for lentil soup"))),
        Says(kind()),
        Says("nothing that could be read"),
        Fails(500),
        Fails(401),
    ],
    ids=["it is one", "an invented quote", "no quote", "no answer of the form", "a server in trouble", "no right"],
)
async def test_in_doubt_a_file_is_audited(does: Does, models: Models) -> None:
    models.server.answer = gate_says(does)
    audit_id = await models.stage.accepted("asking_a", data=RECIPE)

    await models.run().process_document(audit_id)

    assert types(await models.stage.log(audit_id))[-1] == "audit_complete"


async def test_of_a_file_that_shows_a_statement_nobody_is_asked(models: Models) -> None:
    audit_id = await models.stage.accepted("asking_a", data=LEDGER)

    await models.run().process_document(audit_id)

    assert not any(map(_of_the_gate, models.server.asked))
    assert types(await models.stage.log(audit_id))[-1] == "audit_complete"


async def test_without_a_model_every_file_passes(models: Models) -> None:
    log = await models.stage.audited("quick", data=RECIPE)

    assert types(log)[-1] == "audit_complete"


async def test_who_has_the_audit_retried_has_it_checked_all_the_same(models: Models) -> None:
    models.server.answer = gate_says(Says(PROOF))
    audit_id = await models.stage.accepted("asking_a", data=RECIPE)
    await models.run().process_document(audit_id)

    again = await retry(models.stage.store, audit_id, await Views(models.stage.store).state(audit_id))
    await models.run().process_document(again)

    assert types(await models.stage.log(again))[-1] == "audit_complete"
    assert len(list(filter(_of_the_gate, models.server.asked))) == 1
