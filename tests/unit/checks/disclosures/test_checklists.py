"""Checklists: those that come with Tickmark are sound, and one of the user's own that is not is refused by name."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from service.bootstrap import running_processor
from service.checks.disclosures.lists.loading import BUNDLED, bundled, own, together
from service.checks.disclosures.lists.schema import Item
from service.checks.rules.standards import OWN, of_standards, rule_id_of
from service.errors import BadChecklist
from service.settings import load_settings
from tools.disclosures_page import PAGE, page

HEAD = 'framework = "UK GAAP"\nstandard = "House 1"\ntitle = "What we ask"\nalways = true\n'
ITEM = '[[items]]\nid = "H1.1"\nparagraph = "1"\nrequires = "the tea"\nevidence = ["tea"]\n'


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "house.toml").write_text(text)
    return tmp_path


def test_there_are_forty_standards_and_six_hundred_items() -> None:
    assert len(bundled()) >= 40
    assert {standard.framework for standard in bundled()} == {BUNDLED}
    assert sum(len(standard.items) for standard in bundled()) >= 600


@pytest.mark.parametrize("page_of_words", ["README.md", "CHANGELOG.md"])
def test_what_users_read_says_how_many_there_are(page_of_words: str) -> None:
    items = sum(len(standard.items) for standard in bundled())
    words = " ".join((PAGE.parents[1] / page_of_words).read_text(encoding="utf-8").split())

    assert f"{items} items of {len(bundled())} standards and interpretations" in words


def test_ids_are_of_one_item_each_and_begin_with_their_standard() -> None:
    ids = [item.id for standard in bundled() for item in standard.items]

    assert len(set(ids)) == len(ids)
    for standard in bundled():
        name = standard.standard.replace(" ", "")
        assert all(item.id.startswith(f"{name}.") for item in standard.items)


def test_requirements_are_told_in_a_line_of_our_own() -> None:
    for standard in bundled():
        for item in standard.items:
            assert "shall" not in item.requires
            assert len(item.requires) <= 140
            assert not item.requires.endswith(".")


def test_the_page_of_disclosures_is_made_from_the_checklists() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(bundled()), "run: python -m tools.disclosures_page"


def test_every_standard_has_a_rule_of_its_own() -> None:
    assert [rule_id_of(standard.standard) for standard in bundled()] + [OWN] == [rule.id for rule in of_standards()]
    assert rule_id_of("House 1") == OWN


def test_a_checklist_of_the_users_own_is_read(tmp_path: Path) -> None:
    (standard,) = own(folder(tmp_path, HEAD + ITEM))

    assert standard.reference(standard.items[0]) == "House 1.1"


def test_one_for_the_same_standard_takes_the_place_of_ours(tmp_path: Path) -> None:
    text = (HEAD + ITEM).replace("UK GAAP", "IFRS").replace("House 1", "IAS 2")
    theirs = own(folder(tmp_path, text))

    every = together(bundled(), theirs)

    assert [one for one in every if one.standard == "IAS 2"] == list(theirs)
    assert len(every) == len(bundled())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("framework = ", r"house\.toml cannot be used: it cannot be read as TOML"),
        (HEAD, "items: Field required"),
        (HEAD + ITEM.replace("evidence", "evidense"), "item H1.1, evidense: there is no such field"),
        (HEAD + ITEM.replace('["tea"]', "[]"), "item H1.1: give either evidence or"),
        (HEAD + ITEM.replace('["tea"]', '["t*a"]'), "item H1.1, evidence, 0: the term 't\\*a' has a star"),
        (HEAD + ITEM.replace('["tea"]', '["table: tea"]'), "it may begin with text:, heading: or row:"),
        (HEAD + ITEM.replace('["tea"]', '["tea +"]'), "has a part that searches for nothing"),
        (HEAD + ITEM + 'shown_by = ["cup"]\n', "item H1.1: shown_by needs where"),
        (HEAD + ITEM + "applies_from = 2027-01-01\napplies_until = 2026-01-01\n", "is before applies_from"),
        (HEAD + ITEM + ITEM, "two items have the id H1.1"),
        (HEAD.replace("always = true", "") + ITEM, "give either triggers or always = true"),
        (HEAD.replace("UK GAAP", "HGB") + ITEM, "framework: Input should be 'IFRS', 'US GAAP' or 'UK GAAP'"),
    ],
)
def test_one_that_cannot_be_used_is_refused_with_file_item_and_field(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadChecklist, match=said):
        own(folder(tmp_path, text))


def test_a_folder_that_is_not_there_or_is_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadChecklist, match="there is no such folder"):
        own(tmp_path / "nowhere")
    with pytest.raises(BadChecklist, match=r"no file of this folder ends in \.toml"):
        own(tmp_path)


def test_a_folder_or_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadChecklist, match="the folder cannot be read: "):
        own(tmp_path / ("x" * 300))
    with pytest.raises(BadChecklist, match=r"house\.toml cannot be used: it cannot be read as TOML"):
        own(folder(tmp_path, f"items = {'[' * 5000}"))


def test_what_is_no_file_is_refused_and_nobody_waits_for_what_comes_out_of_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")

    with pytest.raises(BadChecklist, match=r"pipe\.toml cannot be used: it is no file"):
        own(tmp_path)


def test_a_file_that_an_editor_under_windows_has_saved_is_read(tmp_path: Path) -> None:
    assert own(folder(tmp_path, "\ufeff" + HEAD + ITEM))[0].standard == "House 1"


def test_two_files_for_one_standard_are_refused(tmp_path: Path) -> None:
    (tmp_path / "again.toml").write_text(HEAD + ITEM)
    with pytest.raises(BadChecklist, match=r"House 1 is in again\.toml already"):
        own(folder(tmp_path, HEAD + ITEM))


async def test_a_bad_checklist_is_refused_when_the_service_starts(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path / "data", disclosures=folder(tmp_path, HEAD))

    with pytest.raises(BadChecklist, match=r"house\.toml cannot be used"):
        async with running_processor(settings):
            pass


def test_an_item_applies_to_periods_that_begin_within_its_dates() -> None:
    item = Item(id="a", paragraph="1", requires="b", evidence=("c",), applies_from=date(2024, 1, 1))

    assert item.applies_to(date(2024, 1, 1))
    assert not item.applies_to(date(2023, 12, 31))
