"""Each standard that is cited with a subject: the number is that of the subject, or it is a finding."""

from __future__ import annotations

from collections.abc import Iterable

from service.checks.consistency.results.verdict import Verdict, fails, holds
from service.checks.consistency.results.worded import worded
from service.checks.consistency.standards.catalogue import CataloguedStandard
from service.checks.consistency.standards.citations import Citation, citations
from service.checks.consistency.text.wording import Wording
from service.findings import Finding, Location
from service.ticks import Tick

CHECK = "standard_reference"


def judge_standards(texts: Iterable[Wording]) -> Verdict:
    """A tick for each number that is beside its own subject, a finding for each beside that of another."""
    cited = [(text, citation) for text in texts for citation in citations(text.text)]
    rightly: dict[CataloguedStandard, Location] = {}
    for text, citation in cited:
        if citation.meant is None:
            rightly.setdefault(citation.standard, _place(text, citation))
    verdict = Verdict()
    for text, citation in cited:
        verdict = verdict.plus(
            holds(_tick(text, citation)) if citation.meant is None else fails(_finding(text, citation, rightly))
        )
    return verdict


def _tick(text: Wording, citation: Citation) -> Tick:
    return Tick(CHECK, f"{citation.standard.name} is “{citation.subject}”", (_place(text, citation),))


def _finding(text: Wording, citation: Citation, rightly: dict[CataloguedStandard, Location]) -> Finding:
    cited, meant = citation.standard, citation.meant
    assert meant is not None
    elsewhere = tuple(rightly[one] for one in (meant, cited) if one in rightly)
    also = "; the report cites it with its own subject elsewhere" if elsewhere else ""
    return worded(
        CHECK,
        "medium",
        (
            f"{cited.name} stands beside “{citation.subject}”, the subject of {meant.name}",
            f"The text names “{citation.subject}” beside {cited.name}, but that is the subject of {meant.name},"
            f" and {cited.name} is “{cited.title}”{also}.",
        ),
        (_place(text, citation), *elsewhere),
        f"{cited.name} at {citation.number[0]}",
    )


def _place(text: Wording, citation: Citation) -> Location:
    return text.location(*citation.span)
