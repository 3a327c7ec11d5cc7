"""/api/v1/rules: what is checked, in the words of whoever reads the findings."""

from __future__ import annotations

from fastapi import APIRouter, Response

from service.api.documented import also, everywhere
from service.api.problems import problem
from service.api.routes.audit_json import PREFIX
from service.checks.rules.registry import rule_of, rules
from service.checks.rules.telling import rule_json
from service.errors import UnknownRule

router = APIRouter(prefix=PREFIX, responses=everywhere())


@router.get("/rules")
def all_rules() -> dict[str, object]:
    """Every rule, with its words, its references by framework and its examples."""
    return {"rules": [rule_json(rule) for rule in rules().values()]}


@router.get("/rules/{rule_id}", response_model=None, responses=also(404))
def one_rule(rule_id: str) -> dict[str, object] | Response:
    """One rule; 404 if there is none of that id."""
    try:
        return rule_json(rule_of(rule_id))
    except UnknownRule as error:
        return problem(404, "No such rule", str(error), "urn:tickmark:UnknownRule")
