"""Writes the bundled sample: the annual report of an invented company, with a few errors planted in it.

Every figure comes from one model (roll, assets, liabilities, results, position, books), so that the clean report
articulates from the income statement to the last note. ``python -m tools.sample_report`` writes service/samples.
"""

from __future__ import annotations

import json

from tools.sample_report import company
from tools.sample_report.chapters.back import back
from tools.sample_report.chapters.front import front
from tools.sample_report.chapters.management import management
from tools.sample_report.chapters.notes_assets import asset_notes
from tools.sample_report.chapters.notes_funding import funding_notes
from tools.sample_report.chapters.notes_results import result_notes
from tools.sample_report.chapters.notes_tax import tax_notes
from tools.sample_report.chapters.policies import policies
from tools.sample_report.chapters.statements import statements
from tools.sample_report.document import Blocks
from tools.sample_report.formats.markdown import markdown
from tools.sample_report.formats.word import word
from tools.sample_report.planted import listing, plant

PLANTED_FILE = "planted-errors.json"


def clean() -> Blocks:
    """The report without an error."""
    return (
        *front(),
        *management(),
        *statements(),
        *policies(),
        *result_notes(),
        *tax_notes(),
        *asset_notes(),
        *funding_notes(),
        *back(),
    )


def sample_files() -> dict[str, bytes]:
    """The files of service/samples by name: the report in both formats, and the list of what is wrong in it."""
    report = plant(clean())
    errors = {"company": company.NAME, "file_stem": company.FILE_STEM, "errors": listing(report)}
    return {
        f"{company.FILE_STEM}.md": markdown(report),
        f"{company.FILE_STEM}.docx": word(report),
        PLANTED_FILE: (json.dumps(errors, ensure_ascii=False, indent=2) + "\n").encode(),
    }


__all__ = ["clean", "markdown", "plant", "sample_files", "word"]
