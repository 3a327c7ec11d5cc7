"""An audit of a long report with many findings, on a server that tells what it is given."""

from __future__ import annotations

from typing import Any

from service import events as e
from service.findings import Location
from tests.browser.served.scripted_server import ScriptedServer
from tests.browser.served.story import AGENTS, Story, complete, completed, finding, reading

NUMERIC, *_ = AGENTS
PAGES, ROWS, FINDINGS = 300, 20, 2000


def long_audit(server: ScriptedServer, pages: int = PAGES, findings: int = FINDINGS) -> str:
    """The id of an audit that has ended, of a report whose first figures are each in a finding."""
    story = Story()
    server.findings = [
        finding(number, "low" if number % 4 else "high", locations=(Location(table=number // ROWS, row=number % ROWS),))
        for number in range(findings)
    ]
    story.tell(*reading(), completed(NUMERIC, tuple(server.findings[:5]), e.Checks(failed=findings), findings))
    story.tell(complete(findings))
    server.add(story)
    server.documents[story.audit_id] = _report(pages)
    server.figures[story.audit_id] = _states(pages, findings)
    return story.audit_id


def _report(pages: int) -> dict[str, Any]:
    """A page is a sentence and a table of two columns."""
    cells = [
        {"row": row, "column": column, "text": text, **kind}
        for row in range(ROWS)
        for column, text, kind in ((0, f"Line {row}", {}), (1, f"{row},100", {"kind": "number"}))
    ]
    return {
        "format": "pdf",
        "pages": pages,
        "sections": [],
        "paragraphs": [{"index": p, "text": f"Note {p} explains its lines.", "page": p + 1} for p in range(pages)],
        "tables": [
            {
                "index": p,
                "paragraph": p + 1,
                "title": f"Note {p}",
                "rows": ROWS,
                "width": 2,
                "page": p + 1,
                "cells": cells,
            }
            for p in range(pages)
        ],
    }


def _states(pages: int, findings: int) -> dict[str, Any]:
    """Each figure of the first tables is in a finding, the others in no relation."""
    at = [(table, row) for table in range(pages) for row in range(ROWS)]
    places = [
        {"place": {"table": table, "row": row, "column": 1}, "state": "unrelated", "relations": []} for table, row in at
    ]
    relations: list[dict[str, Any]] = []
    for index in range(findings):
        said = {"kind": "fails", "agent_id": NUMERIC, "check": "column_total", "words": "It is off"}
        relations.append({**said, "places": [index], "finding": f"f{index:04d}"})
        places[index] = {**places[index], "state": "finding", "relations": [index]}
    counts = {"finding": findings, "holds": 0, "untested": 0, "unrelated": len(places) - findings}
    return {"agents": [NUMERIC], "figures": len(places), "counts": counts, "places": places, "relations": relations}
