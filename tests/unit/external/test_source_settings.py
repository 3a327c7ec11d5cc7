"""Which sources are enabled: what does not exist, or cannot be asked so, is refused at the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.bootstrap import running_processor
from service.errors import ConfigurationError
from service.settings import load_settings


def test_no_source_is_enabled_unless_it_is_named() -> None:
    assert load_settings().sources == ()


def test_names_are_separated_by_commas_and_count_once() -> None:
    assert load_settings(sources=" GLEIF, gleif,").sources == ("gleif",)


def test_a_source_that_does_not_exist_is_refused_with_those_that_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKMARK_SOURCES", "gleif,astrology")
    with pytest.raises(ConfigurationError, match=r"TICKMARK_SOURCES is .* no source 'astrology'; there are: gleif, "):
        load_settings()


def test_companies_house_is_refused_without_a_key_and_taken_with_one() -> None:
    with pytest.raises(ConfigurationError, match="set TICKMARK_COMPANIES_HOUSE_KEY"):
        load_settings(sources="companies_house")
    assert load_settings(sources="companies_house", companies_house_key="k").sources == ("companies_house",)


def test_the_sec_is_refused_without_a_contact_and_taken_with_one() -> None:
    with pytest.raises(ConfigurationError, match="set TICKMARK_SEC_CONTACT to a name and an address of mail"):
        load_settings(sources="gleif,sec")
    assert load_settings(sources="sec", sec_contact="Example LLP data@audit.example").sources == ("sec",)


def test_a_key_is_not_shown() -> None:
    assert "hush" not in repr(load_settings(companies_house_key="hush"))


@pytest.mark.parametrize(
    "address", ["gleif.example", "ftp://gleif.example", "https://me:pw@gleif.example", "https://x/?k=1"]
)
def test_an_address_that_is_none_or_holds_a_secret_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError, match="the address of a mirror"):
        load_settings(gleif_url=address)


@pytest.mark.parametrize("contact", ["nobody", "ü@example.org"])
def test_a_contact_that_cannot_be_written_to_is_refused(contact: str) -> None:
    with pytest.raises(ConfigurationError, match="a name and an address of mail"):
        load_settings(sec_contact=contact)


async def test_news_is_refused_at_the_start_without_a_model_that_searches(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="set TICKMARK_MODEL=gemini/NAME, or leave news out"):
        async with running_processor(load_settings(sources="news", data_dir=tmp_path)):
            pytest.fail("it has started")
