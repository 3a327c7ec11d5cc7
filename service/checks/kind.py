"""Whether a file is a financial report at all, by what it prints: its statements, its captions, its figures.

Only a file that shows next to nothing of one is doubted. A doubt is no finding: somebody who can read has to share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.checks.claims.claim import Quote
from service.checks.claims.folding import folded
from service.checks.claims.places import TextsByPlace
from service.checks.claims.quoting import located
from service.checks.concepts.vocabulary import concept_of
from service.findings import Location
from service.reports.model import Report

FEW_FIGURES = 10
"""Fewer than any statement prints."""
SHOWN_CHARACTERS = 6_000
"""Of the file, from its top: by then a reader knows what it is."""
FEWEST_WORDS = 3
"""Of a quote that shows what a file is; one or two words are anywhere."""

_NAMES = (
    *(
        r"balance sheet",
        r"financial (?:statement|position|report|highlight|review)",
        r"(?:annual|interim) (?:report|accounts)",
    ),
    *(r"income statement", r"statement of (?:income|operations|comprehensive|cash|changes)", r"profit (?:and|or) loss"),
    *(r"cash ?flow", r"fiscal year", r"10-[KQ]\b", r"(?:quarter|year|months?|period) ended"),
    *(r"notes to the (?:consolidated|financial|accounts)", r"bilanz", r"gewinn- ?und", r"(?:konzern|jahres)abschluss"),
    *(r"kapitalfluss", r"geschäfts(?:bericht|jahr)", r"lagebericht", r"\bbilan\b", r"compte de résultat"),
    *(r"états? financiers?", r"comptes (?:annuels|consolidés)", r"flux de trésorerie", r"exercice clos"),
    *(r"estados? financieros?", r"balance (?:general|de situación)", r"cuenta de (?:resultados|pérdidas)"),
    *(r"cuentas anuales", r"flujos? de efectivo", r"bilancio", r"conto economico", r"stato patrimoniale"),
    *(
        r"rendiconto finanziario",
        r"jaarrekening",
        r"jaarverslag",
        r"winst-? ?en-? ?verlies",
        r"kasstroom",
        r"\bbalans\b",
    ),
    *(r"balansräkning", r"resultaträkning", r"årsredovisning", r"kassaflöde", r"koncernredovisning"),
    *(r"balanço patrimonial", r"demonstraç\w+ (?:financeira|do resultado|contábe)", r"fluxos? de caixa"),
    *(
        r"貸借対照表|損益計算書|財務諸表|決算|有価証券報告",
        r"资产负债表|資產負債表|利润表|利潤表|财务报|財務報|年度报告|年報",
    ),
    r"재무제표|재무상태표|손익계산서|사업보고서",
)
_STATEMENTS = re.compile("|".join(_NAMES), re.IGNORECASE)
"""What statements and reports of accounts are called, in the languages whose captions are known."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a file may be no financial report, in words that go on after "it has"."""

    why: str


def doubt_of(report: Report) -> Doubt | None:
    """Why it may be none; None where it prints a caption or a name of a statement, tags, or figures of money."""
    if any(cell.facts for table in report.tables for cell in table.cells) or _names_a_statement(report):
        return None
    figures = sum(cell.kind == "number" for table in report.tables for cell in table.cells)
    has_money = any(table.scale_stated or len(table.unit or "") == 3 for table in report.tables)
    if figures >= FEW_FIGURES and has_money:
        return None
    counted = f"{figures} figures in tables" if figures else "no figures in tables"
    money = "" if has_money else ", no currency and no scale"
    return Doubt(f"no statement and no caption of one, {counted}{money}")


def beginning(report: Report) -> str:
    """The file from its top, each line with its place, as a reader is shown it."""
    lines: list[str] = []
    left = SHOWN_CHARACTERS
    for line in _lines(report):
        lines.append(line[:left])
        left -= len(line) + 1
        if left <= 0:
            break
    return "\n".join(lines)


def proven(report: Report, quotes: tuple[Quote, ...]) -> tuple[Location, ...]:
    """Where those of the quotes are that are in the report, word for word, and say something."""
    places = TextsByPlace(report)
    meant = (quote for quote in quotes if len(folded(quote.text).split()) >= FEWEST_WORDS)
    return tuple(found.location for quote in meant if (found := located(quote, places)) is not None)


def _names_a_statement(report: Report) -> bool:
    texts = (
        *(section.title for section in report.sections),
        *(paragraph.text for paragraph in report.paragraphs),
        *(text for table in report.tables for text in (table.title, table.caption_text)),
    )
    if any(_STATEMENTS.search(text) for text in texts):
        return True
    captions = {cell.text for table in report.tables for cell in table.cells if cell.kind == "text" and cell.text}
    return any(_STATEMENTS.search(caption) or concept_of(caption) is not None for caption in captions)


def _lines(report: Report) -> Iterator[str]:
    """Paragraphs, each table behind the one that it follows."""
    places = TextsByPlace(report)
    tables = sorted(report.tables, key=lambda table: table.paragraph)
    for paragraph in report.paragraphs:
        while tables and tables[0].paragraph <= paragraph.index:
            yield from _rows(places, tables.pop(0).index)
        yield f"[P{paragraph.index}] {paragraph.text}"
    for table in tables:
        yield from _rows(places, table.index)


def _rows(places: TextsByPlace, table: int) -> Iterator[str]:
    for number, row in places.rows(table).items():
        yield f"[T{table} R{number}] {row.text}"
