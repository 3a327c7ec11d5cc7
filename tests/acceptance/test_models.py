"""A server with a model: the start says how it stands, kill -9 asks nothing twice, and nobody is told the key."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.acceptance.clients.handing_in import all_events, api, ended, hand_in, until
from tests.acceptance.processes.server_process import PATIENCE_S, SAFE_LEASE_S, ServerProcess, served, tickmark
from tests.model_server import Asked, Does, Fails, ModelServer, Says

KEY = "sk-nobody-is-told-this-key"
ASKED = re.compile(r"(asking_[ab]) (\d)")
LEDGER = b"# Balance sheet\n\n| EUR | 2025 |\n|---|---|\n| Total assets | 7 |\n"


def answers(asked: Asked) -> Does:
    match = ASKED.fullmatch(asked.said[0])
    assert match is not None
    return Says(f'{{"number": {match[2]}}}', usage=(100, 10))


def settings(model: ModelServer) -> dict[str, object]:
    return {
        "TICKMARK_MODEL": "openai/small",
        "TICKMARK_MODEL_BASE_URL": model.url,
        "TICKMARK_MODEL_API_KEY": KEY,
    }


@pytest.fixture
async def model() -> AsyncIterator[ModelServer]:
    async with ModelServer.serving() as serving:
        serving.answer = answers
        yield serving


async def test_after_kill_9_nothing_is_asked_twice_that_the_log_holds(model: ModelServer, tmp_path: Path) -> None:
    # Given a server that is killed when two of six questions are answered and four are under way,
    never = asyncio.Event()
    told = {"asking_a 1", "asking_b 2"}

    def some(asked: Asked) -> Does:
        said = answers(asked)
        assert isinstance(said, Says)
        return said if asked.said[0] in told else Says(said.text, said.usage, after=never)

    model.answer = some
    server = ServerProcess(
        tmp_path / "data", settings(model) | {"TICKMARK_MODEL_CALLS_AT_ONCE": 6, "TICKMARK_LEASE_S": SAFE_LEASE_S}
    )
    await asyncio.to_thread(server.start)
    try:
        audit_id = await hand_in(server.url, "asking_a", "asking_b", data=LEDGER)
        await until(server.url, audit_id, "model_answered", count=2)
        await asyncio.to_thread(server.kill)
        model.answer = answers
        model.asked.clear()

        # when it is started again,
        await asyncio.to_thread(server.start)
        log = await ended(server.url, audit_id)

        # then only what had no answer is asked again, and each answer counts once.
        assert {asked.said[0] for asked in model.asked} == {f"asking_{a} {n}" for a in "ab" for n in (1, 2, 3)} - told
        assert len(model.asked) == 4
        assert sum(event["type"] == "model_answered" for event in log) == 6
        assert log[-1]["type"] == "audit_complete"
        async with api(server.url) as http:
            audit = (await http.get(f"/audits/{audit_id}")).json()
        assert audit["usage"] == {"questions": 6, "input_tokens": 600, "output_tokens": 60, "estimated": False}
        assert [agent["usage"]["questions"] for agent in audit["agents"]] == [3, 3]
    finally:
        await asyncio.to_thread(server.kill)
    verified = await asyncio.to_thread(tickmark, tmp_path / "data", "verify", "--all")
    assert (verified.returncode, verified.stderr) == (0, "")


async def test_the_start_and_readyz_name_the_model_and_nobody_is_told_its_key(
    model: ModelServer, tmp_path: Path
) -> None:
    model.answer = lambda _: Fails(403, message=f"the key {KEY} may not do this")
    with_model = settings(model)
    server = ServerProcess(tmp_path / "data", with_model)
    await asyncio.to_thread(server.start)
    try:
        assert f"  Model: openai/small at {model.url} answers (strong: the same)\n" in server.said
        audit_id = await hand_in(server.url, "asking_a", data=LEDGER)
        log = await ended(server.url, audit_id)
        async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE_S, trust_env=False) as http:
            answers = [await http.get(path) for path in ("/readyz", f"/api/v1/audits/{audit_id}", "/openapi.json")]
        assert answers[0].json()["model"] == "openai/small"
        assert [event["error_type"] for event in log if event["type"] == "model_failed"] == ["not allowed"] * 3
        assert "the key [key] may not do this" in json.dumps(log)
        assert model.asked[0].key == f"Bearer {KEY}"
        for told in (*(answer.text for answer in answers), json.dumps(log), *server.said):
            assert KEY not in told
    finally:
        await asyncio.to_thread(server.kill)


async def test_a_key_that_is_refused_ends_the_start_before_any_report_is_taken(
    model: ModelServer, tmp_path: Path
) -> None:
    model.listed = Fails(401, message="no such key")
    report = tmp_path / "report.md"
    report.write_bytes(LEDGER)

    for command in (("serve", "--port", "0"), ("audit", str(report))):
        ran = await asyncio.to_thread(tickmark, tmp_path / "data", *command, **settings(model))

        assert ran.returncode == 2
        assert ran.stdout == ""
        assert "refuses the key" in ran.stderr
        assert "set TICKMARK_MODEL_API_KEY" in ran.stderr
        assert len(ran.stderr.splitlines()) == 1


async def test_an_audit_from_the_command_line_says_which_model_answers_and_what_it_cost(
    model: ModelServer, tmp_path: Path
) -> None:
    report = tmp_path / "report.md"
    report.write_bytes(LEDGER)
    ran = [
        await asyncio.to_thread(
            tickmark, tmp_path / "data", "audit", "--agent", "asking_a", *more, str(report), **settings(model)
        )
        for more in ((), ("--json",))
    ]

    assert [each.stderr for each in ran] == [f"Model: openai/small at {model.url} answers (strong: the same)\n"] * 2
    assert "3 questions to a model, 330 tokens" in ran[0].stdout
    (said,) = map(json.loads, ran[1].stdout.splitlines())
    assert said["status"] == "complete", said
    assert said["usage"] == {"questions": 3, "input_tokens": 300, "output_tokens": 30, "estimated": False}


async def test_a_model_server_that_is_away_is_a_warning_and_its_agents_say_what_they_could_not_do(
    tmp_path: Path,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    away = {
        "TICKMARK_MODEL": "openai/small",
        "TICKMARK_MODEL_BASE_URL": f"http://127.0.0.1:{port}/v1",
        "TICKMARK_MODEL_TRIES": 1,
    }
    with served(tmp_path / "data", **away) as server:
        assert any("does not answer (" in line and "each audit tries again" in line for line in server.said)
        log = await ended(server.url, await hand_in(server.url, "asking_a", data=LEDGER))

    assert [event["error_type"] for event in log if event["type"] == "model_failed"] == ["unreachable"] * 3
    assert log[-1]["type"] == "audit_complete"


async def test_keys_of_the_environment_alone_switch_nothing_on(model: ModelServer, tmp_path: Path) -> None:
    keys = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": model.url, "GOOGLE_API_KEY": KEY, "GEMINI_API_KEY": KEY}
    with served(tmp_path / "data", **keys) as server:
        audit_id = await hand_in(server.url, "asking_a", "quick", data=LEDGER)
        await ended(server.url, audit_id)
        log = await all_events(server.url, audit_id)

    assert [event["reason"] for event in log if event["type"] == "agent_skipped"] == ["no model is set"]
    assert any("No model is set (TICKMARK_MODEL)" in line for line in server.said)
    assert model.asked == []
