"""OpenAPI says how each route refuses."""

from __future__ import annotations

from typing import Any, cast

import pytest

from service.api.app import create_app
from service.api.documented import EVERYWHERE
from service.api.edge import refusals
from service.api.edge.refusals import Refusal
from service.settings import Settings

PROBLEM = {"$ref": "#/components/schemas/Problem"}


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    return create_app(Settings(), cast("Any", None)).openapi()


def problems(operation: dict[str, Any]) -> set[int]:
    """The statuses that are documented as problem details."""
    return {
        int(status)
        for status, answer in operation["responses"].items()
        if answer.get("content", {}).get("application/problem+json", {}).get("schema") == PROBLEM
    }


def test_every_route_says_each_of_its_refusals_as_problem_details(said: dict[str, Any]) -> None:
    operations = [(path, method, each) for path, methods in said["paths"].items() for method, each in methods.items()]
    assert len(operations) > 10
    for path, method, operation in operations:
        refused = {int(status) for status in operation["responses"] if int(status) >= 400}
        assert problems(operation) == refused >= set(EVERYWHERE), (path, method)
    assert set(said["components"]["schemas"]["Problem"]["required"]) == {"type", "title", "status", "detail"}


@pytest.mark.parametrize(
    ("method", "path", "also"),
    [
        ("post", "/api/v1/audits", {413, 415}),
        ("post", "/api/v1/audits/{audit_id}/retry", {404, 409, 410}),
        ("post", "/api/v1/audits/{audit_id}/cancel", {404, 409, 410}),
        ("get", "/api/v1/audits/{audit_id}/events/stream", {404, 409, 410}),
        ("get", "/api/v1/audits/{audit_id}/document/original", {404, 410}),
        ("get", "/api/v1/rules/{rule_id}", {404}),
        ("get", "/api/v1/audits", set[int]()),
    ],
)
def test_a_route_says_what_only_it_refuses(said: dict[str, Any], method: str, path: str, also: set[int]) -> None:
    assert problems(said["paths"][path][method]) - set(EVERYWHERE) == also


def test_what_is_said_everywhere_is_what_the_edge_can_answer() -> None:
    assert set(EVERYWHERE) >= {refusal.status for refusal in vars(refusals).values() if isinstance(refusal, Refusal)}
