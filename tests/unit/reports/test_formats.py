"""One table of the types of files that are read: whatever names them says the same."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path

from service.reports.door.formats import FILE_TYPES, TEXT, by_suffix, spoken

ROOT = Path(__file__).parents[3]


def test_the_page_names_the_types_that_are_read() -> None:
    script = (ROOT / "service" / "web" / "formats.js").read_text(encoding="utf-8")
    found = re.search(r"FORMATS = (\[.*?\n\]);", script, re.DOTALL)
    assert found

    # JavaScript's formatter quotes no names, and ends every line with a comma.
    as_json = re.sub(r",(?=\s*[\]}])", "", re.sub(r"\b(name|suffixes|mediaType):", r'"\1":', found[1]))
    assert json.loads(as_json) == [
        {"name": kind.name, "suffixes": list(kind.suffixes), "mediaType": kind.media_type} for kind in FILE_TYPES
    ]


def test_every_suffix_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    usual = {suffix for kind in FILE_TYPES for suffix in kind.suffixes} - {".xht", ".mdown"}

    assert {suffix for suffix in usual if suffix not in readme} == set()


def test_every_type_has_suffixes_and_a_media_type_of_its_own_and_a_reader() -> None:
    assert all(by_suffix(suffix) is kind for kind in FILE_TYPES for suffix in kind.suffixes)
    assert len({kind.media_type for kind in FILE_TYPES}) == len(FILE_TYPES)
    for kind in FILE_TYPES:
        module, function = kind.reader.split(":")
        assert callable(getattr(import_module(module), function))


def test_a_text_file_is_not_called_markdown() -> None:
    assert (TEXT.one, TEXT.media_type) == ("a text file", "text/plain")
    assert spoken(last="or").endswith("Markdown (.md) or plain text (.txt)")
