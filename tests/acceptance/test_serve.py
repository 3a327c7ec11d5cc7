"""`tickmark serve`, as `make run` starts it: the sample once, and in words why it does not start."""

from __future__ import annotations

import socket
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from service.samples import SAMPLE_REPORT
from tests.acceptance.clients.handing_in import api, audit_ids, ended
from tests.acceptance.processes.server_process import served, tickmark

OURS = {"TICKMARK_AGENT_TIMEOUT_S": 60, "PYTHONPATH": ""}
"""Without the agents of tests/plugins: what a user has."""


async def test_the_sample_is_audited_once_and_not_again_by_the_next_start(tmp_path: Path) -> None:
    with served(tmp_path / "data", "--sample", **OURS) as server:
        # Given a first start, which audits the bundled sample and finds what was planted in it,
        async with api(server.url) as http:
            (audit_id,) = await audit_ids(http)
        log = await ended(server.url, audit_id)
        assert log[0]["document"]["filename"] == SAMPLE_REPORT
        assert (log[-1]["type"], log[-1]["agents_failed"]) == ("audit_complete", [])
        assert log[-1]["by_severity"]["high"] > 0

        # when the server is started again, then there is still that one audit, and the page to see it on.
        server.terminate()
        server.start()
        async with api(server.url) as http:
            assert await audit_ids(http) == [audit_id]
            page = await http.get(server.url)
        assert page.headers["content-type"].startswith("text/html")
        assert "default-src 'self'" in page.headers["content-security-policy"]


def test_a_taken_port_is_one_clear_line_and_exit_code_2(tmp_path: Path) -> None:
    with taken_port() as port:
        result = tickmark(tmp_path, "serve", "--port", str(port), **OURS)

    assert result.returncode == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"tickmark: port {port} on 127.0.0.1 is taken by another program")
    assert f"TICKMARK_PORT={port + 1}" in line


def test_a_checklist_of_no_use_is_one_clear_line_and_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text("items = 5")

    result = tickmark(tmp_path / "data", "serve", "--port", "0", TICKMARK_DISCLOSURES=tmp_path, **OURS)

    assert (result.returncode, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"tickmark: the checklist {tmp_path / 'house.toml'} cannot be used: ")


@contextmanager
def taken_port() -> Generator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]
