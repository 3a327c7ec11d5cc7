"""A web page that cannot be read in the time that there is is refused with its size, and not after that time."""

from __future__ import annotations

import pytest

from service.errors import ReportTooLarge
from service.reports import limits
from service.reports.html.reader import read_html

PAGE = b"<html><body><p>Sales: 5</p><p>Cash: 6</p></body></html>"
"""Eight tags and 15 characters."""


def test_a_page_of_too_many_tags_is_refused_before_it_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TAGS", 7)
    with pytest.raises(ReportTooLarge, match="it has 8 tags, the limit is 7; split it and audit the parts"):
        read_html("page.html", PAGE)

    monkeypatch.setattr(limits, "MAX_TAGS", 8)
    assert [one.text for one in read_html("page.html", PAGE).paragraphs] == ["Sales: 5", "Cash: 6"]


def test_a_page_that_shows_too_much_is_refused_while_it_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SOURCE_CHARACTERS", 14)
    with pytest.raises(ReportTooLarge, match="it shows more than 14 characters, blanks included"):
        read_html("page.html", PAGE)

    monkeypatch.setattr(limits, "MAX_SOURCE_CHARACTERS", 15)
    assert [one.text for one in read_html("page.html", PAGE).paragraphs] == ["Sales: 5", "Cash: 6"]


def test_pictures_and_what_is_hidden_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SOURCE_CHARACTERS", 8)
    page = b'<html><body><p>Sales: 5<img src="data:x,%s"><i hidden>%s</i></p></body></html>' % (b"x" * 99, b"y" * 99)

    assert [one.text for one in read_html("page.html", page).paragraphs] == ["Sales: 5"]
