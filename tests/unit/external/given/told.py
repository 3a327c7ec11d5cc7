"""Reports and answers of an invented company, in the shapes that the sources have."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from service.checks.external.source import Request, SourceAnswer
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


def answer(source: str, path: str, body: bytes | object, status: int = 200, about: str = "it") -> SourceAnswer:
    """An answer as it comes from the network."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    digest = hashlib.sha256(data).hexdigest()
    request = Request(source, path, about=about)
    return SourceAnswer(request, f"https://source.example{path}", "2032-03-02T09:30:00Z", status, digest, data)


def reference_rates(until: date = date(2031, 12, 31)) -> bytes:
    """The European Central Bank's answer for two years of working days: each currency moves by the same step a day."""
    lines = ["KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE"]
    for code, start, step in (("GBP", "0.80", "0.0002"), ("USD", "1.00", "0.0005"), ("JPY", "150", "0.05")):
        value, day = Decimal(start), date(2030, 1, 1)
        while day <= until:
            if day.weekday() < 5:
                value += Decimal(step)
                lines.append(f"EXR.D.{code}.EUR.SP00.A,D,{code},EUR,SP00,A,{day},{value}")
            day += timedelta(days=1)
    return "\r\n".join((*lines, "")).encode()
