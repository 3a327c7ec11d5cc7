"""Comparatives that are headed as restated with no word about it, or said to be and nowhere headed so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.checks.consistency.notes.headings import notes_in
from service.checks.consistency.results.verdict import Verdict, fails
from service.checks.consistency.results.worded import worded
from service.checks.consistency.text.wording import Wording, cell_place
from service.findings import Finding, Location
from service.reports.model import Report

RESTATED = "restated_comparatives"
_SHOWN = re.compile(r"(?<!amended and )\brestated\b", re.IGNORECASE)
_EXPLAINED = re.compile(
    r"(?<!amended and )\brestate[ds]?\b|\brestatements?\b|(?<!be )reclassif\w*\b(?! to profit)|re-?present(?:ed|ation)"
    r"|prior[- ]period (?:adjustment|error)"
    r"|\bcorrect(?:ion|ed|s)\b|retrospectiv|change[sd]? in (?:accounting|presentation)|\b(?:initial"
    r"|first) application|\badopt(?:ed|ion)\b(?! by)",
    re.IGNORECASE,
)
"""What a report speaks of that has comparatives to restate."""
_SAID = re.compile(
    r"\b(?:comparatives?(?: (?:figures|amounts|information|balances|periods?|numbers|statements|data))?|(?:prior"
    r"|previous)[- ]year (?:figures|amounts|numbers|balances)"
    r"|(?:figures|amounts) (?:for|of) (?:the )?(?:year )?20\d\d)\b(?P<between>[^.;]{0,60}?)\b(?:have been|has been"
    r"|were|was|are) restated\b(?P<behind>[^.;]{0,80})",
    re.IGNORECASE,
)
_UNLESS = re.compile(
    r"\b(?:not|no|never|if|where|when|would|will|may|might|necessary|appropriate|required|applicable|split|per share"
    r"|earnings per)\b",
    re.IGNORECASE,
)
"""Words by which a policy is told, or something else than a column is restated."""
_MARKED = re.compile(r"restated|re-?presented|reclassified|revised|adjusted|pro ?forma", re.IGNORECASE)
_HEAD_WORDS = 14
"""Words of what can be a head, a caption or a title."""


def judge_restated(report: Report, texts: Sequence[Wording]) -> Verdict:
    """A finding for the first head that nothing explains, or for the first sentence that no head follows.

    A report without notes is an extract: what is restated is told elsewhere. One without columns shows nothing.
    """
    heads = list(_heads(report))
    if heads:
        mentioned = any(_EXPLAINED.search(text.text) for text in texts if not _is_head(text))
        explained = mentioned or not notes_in(report).headings
        return Verdict() if explained else fails(_unexplained(*heads[0]))
    if not any(len(table.columns) > 1 for table in report.tables):
        return Verdict()
    if any(_MARKED.search(text.text) and not _SAID.search(text.text) for text in texts if _may_head(text)):
        return Verdict()
    return fails(*[_unshown(text, found) for text, found in _sentences(texts)][:1])


def _heads(report: Report) -> Iterator[tuple[str, Location]]:
    for table in report.tables:
        for cell in table.cells:
            if cell.row < table.header_rows and cell.number is None and _SHOWN.search(cell.text):
                yield cell.text.strip(), cell_place(table, cell)


def _is_head(text: Wording) -> bool:
    return text.table is not None and text.cell is not None and text.cell.row < text.table.header_rows


def _may_head(text: Wording) -> bool:
    return len(text.text.split()) <= _HEAD_WORDS


def _sentences(texts: Sequence[Wording]) -> Iterator[tuple[Wording, re.Match[str]]]:
    for text in texts:
        for found in _SAID.finditer(text.text) if "restated" in text.text else ():
            if not _UNLESS.search(found["between"] + found["behind"]):
                yield text, found


def _unexplained(head: str, place: Location) -> Finding:
    return worded(
        RESTATED,
        "low",
        (
            f"“{head}” stands over a column, and nothing says what was restated",
            f"The head “{head}” says that figures were restated, but no sentence of the report speaks of a "
            f"restatement, a"
            " correction or a change of policy.",
        ),
        (place,),
    )


def _unshown(text: Wording, found: re.Match[str]) -> Finding:
    return worded(
        RESTATED,
        "low",
        (
            "Figures are said to be restated, and no head shows which",
            f"The text says “{found.group().strip()}”, but no head, caption or title of the report marks figures as "
            f"restated.",
        ),
        (text.location(*found.span()),),
    )
