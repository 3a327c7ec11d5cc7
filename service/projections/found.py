"""Findings as HTTP and the command line show them: what each says, who else found it, and who added it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from service.findings import Finding
from service.projections.review import Added
from service.projections.same_place import same_place


def besides(findings: Sequence[Finding], added: Mapping[str, Added]) -> dict[str, dict[str, object]]:
    """By id, what no finding says itself: ``same_place``, and ``added`` (by whom, when) of those that people added."""
    others = same_place(findings)
    said: dict[str, dict[str, object]] = {own: {"same_place": list(ids)} for own, ids in others.items()}
    for finding_id in said.keys() & added.keys():
        signed = added[finding_id].signed
        said[finding_id]["added"] = {"by": signed.by, "at": signed.at, "seq": signed.seq}
    return said


def found_json(findings: Sequence[Finding], added: Mapping[str, Added]) -> list[dict[str, Any]]:
    """The findings with what is said besides."""
    said = besides(findings, added)
    return [finding.model_dump(mode="json") | said[finding.id] for finding in findings]
