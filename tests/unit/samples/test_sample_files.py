"""The bundled sample is what its generator writes, and every planted error is where the list says."""

from __future__ import annotations

import io
import json
import re
import zipfile

import docx
import pytest
from docx.table import Table as WordTable

from service.samples import PLANTED_ERRORS, SAMPLE_REPORT, sample_names, sample_path
from tools.sample_report import clean, company, markdown, plant, sample_files, word
from tools.sample_report.document import Table, tables
from tools.sample_report.planted import FIGURES, TEXTS

MARKDOWN_NAME = f"{company.FILE_STEM}.md"
DOCX_NAME = f"{company.FILE_STEM}.docx"
ERRORS = json.loads(sample_path(PLANTED_ERRORS).read_bytes())["errors"]
IN_TABLES = [error for error in ERRORS if "table" in error["place"]["markdown"]]
IN_TEXT = [error for error in ERRORS if "quote" in error["place"]["markdown"]]


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def markdown_grids(text: str) -> list[list[list[str]]]:
    grids: list[list[list[str]]] = []
    inside = False
    for line in text.splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        if not inside:
            grids.append([])
        inside = True
        cells = [cell.strip().strip("*") for cell in line.strip("|").split("|")]
        if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
            grids[-1].append(cells)
    return grids


def word_grid(table: WordTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return sample_files()


@pytest.fixture(scope="module")
def word_tables() -> list[WordTable]:
    return docx.Document(str(sample_path(DOCX_NAME))).tables


@pytest.mark.parametrize("name", [MARKDOWN_NAME, PLANTED_ERRORS])
def test_a_committed_text_file_is_what_the_generator_writes(name: str, written: dict[str, bytes]) -> None:
    assert sample_path(name).read_bytes() == written[name], "run: python -m tools.sample_report"


def test_the_committed_word_file_has_the_parts_that_the_generator_writes(written: dict[str, bytes]) -> None:
    # Part by part, because the compressed bytes depend on the zlib that Python was built with.
    assert parts(sample_path(DOCX_NAME).read_bytes()) == parts(written[DOCX_NAME])


def test_the_word_file_is_written_the_same_twice() -> None:
    assert word(clean()) == word(clean())


def test_the_samples_are_the_files_that_the_generator_writes_and_no_others(written: dict[str, bytes]) -> None:
    assert set(sample_names()) == set(written)
    assert SAMPLE_REPORT in written


def test_an_unknown_sample_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(FileNotFoundError, match=re.escape(DOCX_NAME)):
        sample_path("../findings.py")


def test_both_formats_hold_the_same_tables_on_the_same_grid(word_tables: list[WordTable]) -> None:
    in_markdown = markdown_grids(sample_path(MARKDOWN_NAME).read_text(encoding="utf-8"))

    assert [word_grid(table) for table in word_tables] == in_markdown


def test_both_formats_hold_the_same_text() -> None:
    text = sample_path(MARKDOWN_NAME).read_text(encoding="utf-8")
    in_markdown = [line.lstrip("#- ").strip("*") for line in text.splitlines() if line and not line.startswith("|")]
    in_word = [p.text for p in docx.Document(str(sample_path(DOCX_NAME))).paragraphs if p.text]

    assert in_word == in_markdown


@pytest.mark.parametrize("error", IN_TABLES, ids=lambda error: error["id"])
def test_a_planted_figure_stands_at_its_place_in_both_formats(error: dict, word_tables: list[WordTable]) -> None:
    place, word_place = error["place"]["markdown"], error["place"]["docx"]
    grids = markdown_grids(sample_path(MARKDOWN_NAME).read_text(encoding="utf-8"))

    row = grids[place["table"]][place["row"]]
    word_row = word_grid(word_tables[word_place["table"]])[word_place["row"]]

    assert (row[0], row[place["column"]]) == (error["row_label"], error["printed"])
    assert (word_row[0], word_row[word_place["column"]]) == (error["row_label"], error["printed"])
    assert error["printed"] != error["correct"]


@pytest.mark.parametrize("error", IN_TEXT, ids=lambda error: error["id"])
def test_a_planted_sentence_stands_once_under_its_heading_in_both_formats(error: dict) -> None:
    place = error["place"]["markdown"]
    section = sample_path(MARKDOWN_NAME).read_text(encoding="utf-8").split(f"# {place['section']}\n")[1].split("\n#")[0]
    in_word = [p.text for p in docx.Document(str(sample_path(DOCX_NAME))).paragraphs if place["quote"] in p.text]

    assert section.count(place["quote"]) == 1
    assert error["printed"] in place["quote"]
    assert len(in_word) == 1


def test_planting_changes_nothing_but_the_planted_figures() -> None:
    before, after = markdown(clean()).decode(), markdown(plant(clean())).decode()

    def words(text: str) -> list[str]:
        return [word for word in re.sub(r"-{3,}", "-", text).split() if word]

    changed = [(a, b) for a, b in zip(words(before), words(after), strict=True) if a != b]

    assert len(changed) == len(FIGURES) + len(TEXTS) == len(ERRORS)


def test_no_two_planted_errors_share_a_table_column() -> None:
    places = [(error["place"]["docx"]["table"], error["place"]["docx"]["column"]) for error in IN_TABLES]

    assert len(set(places)) == len(places)


def test_every_kind_of_error_is_planted_once() -> None:
    assert len({error["kind"] for error in ERRORS}) == len(ERRORS) == 9


def test_every_row_of_every_table_fills_the_grid() -> None:
    for table in tables(clean()):
        assert isinstance(table, Table)
        assert {sum(head.span for head in row) for row in table.header} == {table.width}
        assert {len(row.cells) for row in table.rows} == {table.width}
