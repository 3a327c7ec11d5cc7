"""What a client hears when the database could not write, or did not say whether it has."""

from __future__ import annotations

import httpx
import pytest

from service.errors import CommitUnknown, DatabaseFailed
from service.log.codec import StoredEvent
from tests.unit.api.given.log_behind import api_over
from tests.unit.tail.given.list_log import ListLog

REPORT = b"# R\n\n| | 1 |\n|---|---|\n| a | 2 |\n"


class Failing(ListLog):
    """A log that fails whoever writes to it."""

    def __init__(self, error: DatabaseFailed) -> None:
        super().__init__()
        self._error = error

    async def create(self, *_: object, **__: object) -> StoredEvent:
        raise self._error


async def handed_in(error: DatabaseFailed) -> httpx.Response:
    async with api_over(Failing(error)) as api:
        return await api.http.post(
            "/api/v1/audits", files={"file": ("r.md", b"# R\n\n| | 1 |\n|---|---|\n| a | 2 |\n")}
        )


@pytest.mark.parametrize(
    ("error", "title", "said", "advised"),
    [
        (
            CommitUnknown("confirm a write", "the connection to db.internal was lost"),
            "The database did not confirm what was written",
            "it may or may not be written",
            "repeat the request with the same Idempotency-Key",
        ),
        (
            DatabaseFailed("write", "postgresql://somebody@db.internal/tickmark: disk full"),
            "The database cannot be used now",
            "the log of the service says why",
            "nothing was changed; repeat the request in a moment",
        ),
    ],
)
async def test_an_upload_that_may_not_be_written_says_so_and_what_to_do(
    error: DatabaseFailed, title: str, said: str, advised: str
) -> None:
    answer = await handed_in(error)

    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert (problem["title"], problem["type"]) == (title, f"urn:tickmark:{type(error).__name__}")
    assert said in problem["detail"]
    assert advised in problem["detail"]
    assert "db.internal" not in answer.text
    assert int(answer.headers["retry-after"]) > 0
