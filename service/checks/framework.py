"""Which accounting framework a report follows, from its own words, with the words that show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.checks.rules.rule import FRAMEWORKS, Framework
from service.reports.model import Report
from service.reports.prose.sentences import sentences


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


_NAMES: Mapping[Framework, re.Pattern[str]] = {
    "IFRS": _any(r"IFRSs?", r"International (?:Financial Reporting|Accounting) Standards?", "NIIF"),
    "US GAAP": _any(
        r"U\.?\s?S\.? (?:GAAP|generally accepted accounting principles)",
        r"generally accepted accounting principles in the (?:United States|U\.\s?S)",
        r"accounting principles generally accepted in the (?:United States|U\.\s?S)",
    ),
    "UK GAAP": _any(
        "FRS 10[1-5]", "UK GAAP", "United Kingdom (?:Generally Accepted Accounting Practice|Accounting Standards)"
    ),
}
_FOLLOWED = _any(
    "in (?:accordance|conformity|compliance|line) with",
    "compl(?:y|ies|ied|iance) with",
    "prepared (?:under|using|based on)",
    "conform(?:s|ed)? (?:to|with)",
    "en conformité avec",
    "conformément",
    "nach den",
    "in Übereinstimmung mit",
    "de acuerdo con",
    "in overeenstemming met",
)
_PREPARED = _any(
    "(?:financial )?statements",
    "accounts",
    "financial information",
    "(?:Konzern)?abschluss",
    "états financiers",
    "comptes",
    "estados financieros",
    "cuentas",
    "jaarrekening",
)
_OF_OTHERS = _any(
    "not", "differs?", r"reconcil\w+", "instead of", "unlike", "non-GAAP", "parent company", "company only"
)
"""A sentence that sets a framework apart from the one that is followed, or is of other statements than the group's."""
_TAXONOMIES: Mapping[str, Framework] = {"us-gaap": "US GAAP", "ifrs-full": "IFRS"}
LONGEST_QUOTE = 200


@dataclass(frozen=True, slots=True)
class ReportFramework:
    """The framework, the sentence that shows it, and the section in which it stands."""

    framework: Framework
    quote: str | None
    """None where somebody has set it."""
    section: str | None

    @property
    def in_words(self) -> str:
        """For people."""
        if self.quote is None:
            return f"The report is taken to follow {self.framework}, as set."
        where = f" ({self.section})" if self.section else ""
        return f"The report follows {self.framework}: “{self.quote}”{where}."


def framework(text: str) -> Framework:
    """The framework of that name, in whatever case it is written.

    Raises:
        ValueError: there is none.
    """
    for each in FRAMEWORKS:
        if each.lower() == " ".join(text.lower().split()):
            return each
    raise ValueError(f"{text!r} is no framework that is known; give one of {', '.join(FRAMEWORKS)}")


def framework_of(report: Report, wanted: str | None = None) -> ReportFramework | None:
    """What the report says its statements are prepared by; None where it says nothing, or names two alike.

    ``wanted`` is one of ``FRAMEWORKS`` and settles it.

    Raises:
        ValueError: ``wanted`` is none of them.
    """
    if wanted:
        return ReportFramework(framework(wanted), None, None)
    statements: dict[Framework, ReportFramework] = {}
    counts: dict[Framework, int] = {}
    for shown in _statements(report):
        statements.setdefault(shown.framework, shown)
        counts[shown.framework] = counts.get(shown.framework, 0) + 1
    if not counts:
        return _tagged(report)
    first, *others = sorted(counts, key=lambda each: (-counts[each], FRAMEWORKS.index(each)))
    if others and counts[others[0]] == counts[first]:
        return None
    return statements[first]


def _tagged(report: Report) -> ReportFramework | None:
    """The framework whose taxonomy the figures are tagged with, where all of them are of one."""
    counts: dict[Framework, int] = {}
    for table in report.tables:
        for cell in table.cells:
            for fact in cell.facts:
                framework = _TAXONOMIES.get(fact.concept.partition(":")[0])
                if framework:
                    counts[framework] = counts.get(framework, 0) + 1
    if len(counts) != 1:
        return None
    [(framework, count)] = counts.items()
    return ReportFramework(framework, f"{count:,} of its figures have tags of this framework's taxonomy", None)


def _statements(report: Report) -> Iterator[ReportFramework]:
    """Sentences that say by which framework statements were prepared."""
    for paragraph in report.paragraphs:
        if not _FOLLOWED.search(paragraph.text):
            continue
        for sentence in sentences(paragraph.text):
            text = sentence.text
            if not (_FOLLOWED.search(text) and _PREPARED.search(text)) or _OF_OTHERS.search(text):
                continue
            named: list[Framework] = [framework for framework, names in _NAMES.items() if names.search(text)]
            if len(named) == 1:
                section = None if paragraph.section is None else report.sections[paragraph.section].title
                yield ReportFramework(named[0], _shortened(text), section)


def _shortened(text: str) -> str:
    """Without its point, and no longer than a reader wants."""
    plain = " ".join(text.split()).rstrip(".")
    return plain if len(plain) <= LONGEST_QUOTE else f"{plain[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
