"""The same rules over the same report give the same bytes, in whatever order a process keeps its sets."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tests.waiting import DEADLINE_S

SEEDS = ("0", "1", "20251123")
PROGRAM = """
import hashlib
from service.agents.result import result_of
from service.checks.consistency.check import check as consistency
from service.checks.disclosures.check import check as disclosures
from service.checks.numeric.check import check as numeric
from service.reports import codec
from service.reports.reading import read
from service.samples import SAMPLE_REPORT, sample_path
from tests.unit.generated.given.books import books_of
from tests.unit.generated.given.printing import FORMATS, style_of
from tests.unit.generated.given.slips import slip_in

CHECKS = {"numeric_validation": numeric, "logic_consistency": consistency, "disclosure_compliance": disclosures}
files = [(SAMPLE_REPORT, sample_path(SAMPLE_REPORT).read_bytes())]
for seed, filename in enumerate(FORMATS):
    slip = slip_in(books_of(seed), seed)
    assert slip
    files.append((filename, FORMATS[filename](slip.books, style_of(seed))))
for filename, data in files:
    report = read(filename, data)
    print(filename, hashlib.sha256(codec.encode(report)).hexdigest())
    for agent_id, check in CHECKS.items():
        print(agent_id, hashlib.sha256(result_of(agent_id, check(report, lambda _: None)).encoded()).hexdigest())
"""


def printed(seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_report_is_read_and_checked_to_the_same_bytes_whatever_seed_strings_are_hashed_with() -> None:
    with ThreadPoolExecutor() as pool:
        first, *others = pool.map(printed, SEEDS)

    assert len(first.splitlines()) == 4 * 6
    assert others == [first] * len(others)
