"""Nothing in an HTML file is dropped in silence: it is read, or a note says what was left out."""

from __future__ import annotations

import pytest

from service.errors import DamagedReport
from service.reports.model import Report
from service.reports.reading import read

TOTAL = "7,351"
SENTENCE = f"<p>Costs were {TOTAL} in all.</p>"
TABLE = f"<table><tr><td>Item</td><td>2024</td></tr><tr><td>Costs</td><td>{TOTAL}</td></tr></table>"
IX = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"'


def html(body: str, before: str = "") -> Report:
    page = (
        f"{before}<html><head></head><body><p>Sales were 9,120 in the year.</p>{body}<p>That was 5.</p></body></html>"
    )
    return read("a.html", page.encode())


def prints(report: Report, text: str = TOTAL) -> bool:
    said = [one.text for one in report.paragraphs] + [cell.text for table in report.tables for cell in table.cells]
    return any(text in one for one in (*said, *(table.title or "" for table in report.tables)))


def notes(report: Report) -> list[str]:
    return [note for note in report.notes if "marks no tables" not in note]


ROW = "<tr><td>A</td><td>5</td></tr>"
READ = {
    "after the end of the page": f"</body></html>{SENTENCE}",
    "in a second page of the file": f"</body></html>\n<html><head><title>B</title></head><body>{TABLE}",
    "between body and html": f"</body>{TABLE}</html>",
    "in a closed part": f"<details><summary>More</summary>{SENTENCE}</details>",
    "shown again inside what is invisible": f"<p style='visibility:hidden'><b style='visibility:visible'>{TOTAL}</b>",
    "sized again inside what has no size": f"<div style='font-size:0'><b style='font-size:9pt'>{TOTAL}</b></div>",
    "typed into a field": f"<input value='{TOTAL}'>",
    "in a field of many lines": f"<textarea>{TOTAL}</textarea>",
    "in a foot before its body": f"<table><tfoot><tr><td>Sum</td><td>{TOTAL}</td></tr></tfoot>{ROW}</table>",
    "in a second caption": f"<table><caption>A</caption>{ROW}<caption>{TOTAL}</caption></table>",
    "in a row without cells": f"<table>{ROW}<tr>{TOTAL}</tr></table>",
    "in a table in a row": f"<table>{ROW}<tr>{TABLE}</tr></table>",
    "below a span beyond the end": f"<table><tr><td rowspan=99>A</td><td>5</td></tr></table>{SENTENCE}",
    "under two spans at once": f"<table><tr><td>A<td rowspan=2>5<tr><td colspan=2>{TOTAL}</table>",
    "in cells outside a table": f"<td>Costs</td><td>{TOTAL}</td>",
    "in tables that are never closed": f"<table><tr><td>A<td>5<table><tr><td>B<td>{TOTAL}</table></table>",
    "deep": "<div>" * 400 + SENTENCE + "</div>" * 400,
    "after breaks in a cell": f"<table><tr><td>A<br>B</td><td>5<br>{TOTAL}</td></tr></table>",
    "in a tag that nobody knows": f"<x-money>{TOTAL}</x-money>",
}  # fmt: skip


@pytest.mark.parametrize("where", READ)
def test_what_a_reader_of_the_page_sees_is_read(where: str) -> None:
    report = html(READ[where])
    assert prints(report)
    assert prints(report, "That was 5.")
    assert notes(report) == []


HIDDEN = f"hidden text was left out: 1 figure, in “Costs were {TOTAL} in all.”"
SAID = {
    "by its style": (f"<div style='display:none'>{SENTENCE}</div>", HIDDEN),
    "by a rule": (f"<style>.x {{display:none}}</style><div class=x>{SENTENCE}</div>", HIDDEN),
    "by an attribute": (f"<div hidden>{SENTENCE}</div>", HIDDEN),
    "as a template": (f"<template>{SENTENCE}</template>", HIDDEN),
    "for browsers without scripts": (f"<noscript>{SENTENCE}</noscript>", HIDDEN),
    "as a row of a table": (
        f"<table><tr><td>A</td><td>5</td></tr><tr hidden><td>B</td><td>{TOTAL}</td></tr></table>",
        f"hidden text was left out: 1 figure, in “{TOTAL}”",
    ),
    "in a drawing": (
        f"<svg><text>12</text><text>{TOTAL}</text></svg>",
        "text drawn in a picture (SVG) was left out: 2 figures, the first in “12”",
    ),
    "as deleted": (f"<del>{TOTAL}</del>", f"deleted text was left out: 1 figure, in “{TOTAL}”"),
    "in a list": (
        f"<select><option>{TOTAL}</option></select>",
        f"text in lists to choose from was left out: 1 figure, in “{TOTAL}”",
    ),
    "in a frame": (f'<iframe srcdoc="{SENTENCE}"></iframe>', "1 embedded document was left out"),
    "in other files": ("<object data='a.svg'></object><embed src='b.pdf'>", "2 embedded documents were left out"),
}


@pytest.mark.parametrize("where", SAID)
def test_what_does_not_show_or_cannot_be_read_is_said_once(where: str) -> None:
    body, note = SAID[where]
    report = html(body)
    assert not prints(report)
    assert notes(report) == [note]
    assert prints(report, "That was 5.")


def test_hidden_text_on_a_page_of_placed_text_is_said_too() -> None:
    placed = "".join(
        f"<div style='position:absolute;left:50pt;top:{at * 14}pt'>It sold {at} ships.</div>" for at in range(1, 20)
    )
    assert notes(html(f"{placed}<div style='display:none'>{SENTENCE}</div>")) == [HIDDEN]


def test_hidden_parts_of_a_table_in_markdown_are_said() -> None:
    table = f"<table><tr><td>A</td><td>5</td></tr><tr hidden><td>B</td><td>{TOTAL}</td></tr></table>"
    report = read("a.md", f"# Accounts\n\n{table}\n\nThe end of 2024.\n".encode())
    assert notes(report) == [f"hidden text was left out: 1 figure, in “{TOTAL}”"]


@pytest.mark.parametrize(
    "body",
    [
        f"<div style='display:none'><ix:header><ix:hidden><b>{TOTAL}</b></ix:hidden></ix:header></div>",
        f"<script>var total = '{TOTAL}';</script><style>.a {{width: 12px}}</style>",
        f"<!-- Page 12 of 34, {TOTAL} -->",
        "<div hidden>Back to top</div><del></del><svg></svg>",
    ],
    ids=["hidden facts", "scripts and styles", "comments", "nothing with a figure"],
)
def test_what_is_written_for_programs_gets_no_note(body: str) -> None:
    report = html(body, before=f"<!DOCTYPE html><!-- {IX} -->")
    assert not prints(report)
    assert notes(report) == []


def test_a_comment_that_never_ends_is_refused_since_it_hides_the_rest() -> None:
    with pytest.raises(DamagedReport, match="a comment in it never ends"):
        html(f"<!-- once {SENTENCE}")
