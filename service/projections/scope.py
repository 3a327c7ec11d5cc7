"""What a sign-off is about: the figures in each state, and what was not checked, as the log has it."""

from __future__ import annotations

from service.events import FigureCounts, NotChecked, Scope
from service.projections.audit_state import AuditState
from service.projections.figures.tally import FigureTally
from service.projections.review import ReviewState

MOST_REASONS = 5
"""Reasons that are named: the largest. The others are counted."""


def scope_of(audit: AuditState, tally: FigureTally, review: ReviewState) -> Scope:
    """What a sign-off of ``review`` is about, which is of an audit with these figures."""
    dismissed = tally.dismissed(lambda finding_id: review.of(finding_id).state == "dismissed")
    largest = sorted(tally.reasons.items(), key=lambda one: (-one[1], one[0]))
    named = tuple(NotChecked(reason=reason, figures=figures) for reason, figures in largest[:MOST_REASONS])
    agents = audit.agents.values()
    return Scope(
        figures=tally.figures,
        counts=FigureCounts(
            holds=tally.holds,
            finding=sum(tally.found.values()) - dismissed,
            dismissed=dismissed,
            untested=tally.untested,
            unrelated=tally.unrelated,
        ),
        reasons=named,
        other_reasons=tally.untested - sum(one.figures for one in named),
        tests_not_made=tuple(test.test for agent in agents for test in agent.tests if test.state == "not_found"),
        agents_failed=tuple(agent.agent_id for agent in agents if agent.status == "error"),
        agents_not_run=tuple(agent.agent_id for agent in agents if agent.status == "skipped"),
    )
