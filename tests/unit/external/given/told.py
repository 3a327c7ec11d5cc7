"""Reports and answers of an invented company, in the shapes that the sources have."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from service.checks.external.source import Answer, Request
from service.reports.model import Report
from service.reports.reading import read

FOLDER = Path(__file__).parent / "answers"
LEI = "213800FERROWMARINE52"
NUMBER = "09876543"
GLEIF = f"/api/v1/lei-records/{LEI}"
COMPANIES_HOUSE = f"/company/{NUMBER}"
COVER = f"""
# Ferrow Marine plc

Annual report and accounts for the year ended 31 December 2031

LEI: {LEI}

Registered in England and Wales No. {NUMBER}

Registered office: 12 Quay Street, Bristol BS1 4QA
"""


def report(text: str = COVER) -> Report:
    """A report in Markdown, as it is read."""
    return read("report.md", text.encode())


def recorded(name: str) -> bytes:
    """The recorded answer of that name."""
    return (FOLDER / name).read_bytes()


def said(name: str) -> Any:
    """What the recorded answer of that name says, for changing."""
    return json.loads(recorded(name))


def answer(source: str, path: str, body: bytes | object, status: int = 200, about: str = "it") -> Answer:
    """An answer as it comes from the network."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    digest = hashlib.sha256(data).hexdigest()
    request = Request(source, path, about=about)
    return Answer(request, f"https://source.example{path}", "2032-03-02T09:30:00Z", status, digest, data)
