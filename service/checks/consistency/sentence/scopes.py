"""Whose figures a part of a report speaks of: those of the group, or of a segment, a subsidiary, the parent alone."""

from __future__ import annotations

import re

from service.checks.consistency.sentence.words import content
from service.reports.model import Report

_PARTIAL = re.compile(
    r"\b(?:segments?|divisions?|regions?|business (?:units?|areas?|lines?)|subsidiar(?:y|ies)|parent(?: company)?"
    r"|company[\s-]only|holding company|branch(?:es)?|joint ventures?|associates?|geograph\w+|discontinued)\b",
    re.IGNORECASE,
)


class Scopes:
    """The scope of every section, by its own title and those above it."""

    def __init__(self, report: Report) -> None:
        self._own = {section.index: scope_of(section.title) for section in report.sections}
        self._title = {section.index: content(section.title) for section in report.sections}
        self._parent = {section.index: section.parent for section in report.sections}

    def of(self, section: int | None) -> frozenset[str]:
        """The words of the titles around it that name a part of the group; none where it speaks of the whole."""
        words: frozenset[str] = frozenset()
        while section is not None:
            words |= self._own[section]
            section = self._parent[section]
        return words

    def titles(self, section: int | None) -> frozenset[str]:
        """The words of its title and of those around it."""
        words: frozenset[str] = frozenset()
        while section is not None:
            words |= self._title[section]
            section = self._parent[section]
        return words


def scope_of(title: str) -> frozenset[str]:
    """The words of a title that names a part of the group."""
    return content(title) if _PARTIAL.search(title) else frozenset()
