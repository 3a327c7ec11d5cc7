"""A server that sends on, packs or never ends is not followed, unpacked or waited for, and what it is told is said."""

from __future__ import annotations

import pytest

from service.agents.models import starting
from service.agents.models.bounded import MOST_BYTES
from service.errors import ModelFailed
from service.events import ModelErrored
from tests.model_server import Does, Fails, ModelServer, Says
from tests.unit.agents.models.given.asked import GOOD, Desk, question


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_report_is_not_sent_on_to_another_address(status: int, server: ModelServer, desk: Desk) -> None:
    async with ModelServer.serving() as other:
        server.in_turn(Fails(status, {"Location": f"{other.url}/chat/completions"}))

        with pytest.raises(ModelFailed) as failed:
            await desk.asking().ask(question())

        assert other.asked == []
    assert failed.value.reason == "moved"
    assert f"(status {status})" in failed.value.said
    assert "TICKMARK_MODEL_BASE_URL" in failed.value.said
    assert len(server.asked) == 1


async def test_the_start_says_that_a_server_sends_on(server: ModelServer, desk: Desk) -> None:
    server.listed = Fails(308, {"Location": "https://127.0.0.1:9/v1/models"})

    said = await starting.startup_line(desk.settings())

    assert not said.as_wished
    assert "does not answer (it sends on to another address (status 308)" in said.line


@pytest.mark.parametrize(
    "does",
    [Says("x" * MOST_BYTES), Fails(500, message="x" * MOST_BYTES), Fails(200, {"Content-Encoding": "gzip"})],
    ids=["an answer without an end", "an error without an end", "a packed answer"],
)
async def test_what_is_no_answer_of_a_model_is_not_read_to_its_end(does: Does, server: ModelServer, desk: Desk) -> None:
    server.in_turn(does)

    with pytest.raises(ModelFailed, match=r"the server (sends more than 8,388,608 bytes|packs its answer)"):
        await desk.asking().ask(question())

    (event,) = desk.events
    assert isinstance(event, ModelErrored)
    assert (event.error_type, event.tries) == ("not valid", 1)


@pytest.mark.parametrize("usage", [(-5, -7), (10**24, 1), (5, 10**24)])
async def test_tokens_that_nobody_can_have_used_are_not_believed(
    usage: tuple[int, int], server: ModelServer, desk: Desk
) -> None:
    server.in_turn(Says(GOOD, usage=usage))

    await desk.asking().ask(question())

    (event,) = desk.events
    assert event.usage.estimated
    assert 0 < event.usage.input_tokens < 1_000
