"""Findings for agents that need some."""

from __future__ import annotations

from service.findings import Finding, Location, Severity, finding_id


def finding(agent_id: str, number: int = 1, severity: Severity = "low", description: str = "") -> Finding:
    place = Location(table=0, row=number, column=1)
    return Finding(
        id=finding_id(agent_id, "planted", place),
        agent_id=agent_id,
        check="planted",
        severity=severity,
        title=f"Planted finding {number}",
        description=description or "Only there to be found.",
        locations=(place,),
    )
