"""The table of docs/security.md: every attack in it is made by a test, with the limits and settings that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.api import uploads
from service.api.edge import connection_limit, limits
from service.api.middleware import body_limit, large_answer
from service.audits import drawings
from service.reports import limits as report_limits
from service.settings import Settings
from service.workers import frames, precedence, turns
from tests.acceptance.attacks.table import ATTACKS

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?!attack |---)(.+?) \| (.*?) ?\| (.*?) ?\| (.*?) ?\|$", re.MULTILINE)
SETTING = re.compile(r"TICKMARK_([A-Z_]+)")
SECTION = (ROOT / "docs" / "security.md").read_text().partition("## Attacks and limits")[2].partition("\n## ")[0]
ROWS = {attack: (limit, answer, setting) for attack, limit, answer, setting in ROW.findall(SECTION)}

MEASURED = {attack.kind for attack in ATTACKS}
ELSEWHERE = {
    "a body that does not come, or a byte at a time": (
        "tests/unit/api/edge/test_http_protocol.py",
        "test_a_body_that_does_not_come_is_given_up",
    ),
    "an answer that is taken a byte at a time": (
        "tests/unit/api/edge/test_http_protocol.py",
        "test_who_takes_an_answer_at_a_crawl_is_cut_off",
    ),
    "an upgrade that is no WebSocket handshake": (
        "tests/unit/api/edge/test_websocket_protocol.py",
        "test_a_request_that_is_no_handshake_is_answered",
    ),
    "frames before a handshake is answered": (
        "tests/unit/api/edge/test_websocket_protocol.py",
        "test_a_frame_before_the_answer_to_the_handshake_is_refused_in_words",
    ),
    "pings whose answers are not read": (
        "tests/unit/api/edge/test_websocket_protocol.py",
        "test_pongs_are_not_piled_up_for_who_does_not_read_them",
    ),
    "a watcher that reads a byte at a time": (
        "tests/acceptance/watching/test_protocol.py",
        "test_a_client_that_stops_reading_is_sent_away_and_can_go_on_from_its_cursor",
    ),
    "connections without an end": (
        "tests/unit/api/edge/test_connection_limit.py",
        "test_probes_are_answered_although_nobody_else_is",
    ),
    "work that takes all processors": (
        "tests/unit/workers/test_pool.py",
        "test_what_takes_long_stands_still_for_what_is_quick_and_goes_on_then",
    ),
    "a worker process that gives back without an end": (
        "tests/unit/workers/test_pool.py",
        "test_nothing_is_taken_in_that_is_more_than_its_owner_takes",
    ),
    "a text file that would take minutes to take apart": (
        "tests/unit/reports/test_markdown.py",
        "test_a_text_that_is_too_long_is_refused_before_it_is_taken_apart",
    ),
    "a web page that would take minutes to take apart": (
        "tests/unit/reports/html/test_too_much.py",
        "test_a_page_of_too_many_tags_is_refused_before_it_is_taken_apart",
    ),
    "a Word file or workbook whose list of parts has no end": (
        "tests/unit/reports/test_intake.py",
        "test_an_archive_with_a_directory_without_an_end_is_refused_before_it_is_read",
    ),
    "a report that takes a check longer than there is time": (
        "tests/unit/agents/test_attempts.py",
        "test_a_pure_function_that_took_too_long_would_take_as_long_again",
    ),
    "a page that takes minutes to draw": (
        "tests/unit/audits/test_drawings.py",
        "test_a_page_that_takes_too_long_is_given_up_and_not_tried_again",
    ),
    "pages asked for without an end": (
        "tests/unit/audits/test_drawings.py",
        "test_one_client_waits_for_a_few_pages_only_and_another_is_not_refused",
    ),
    "an upload with several files, or hundreds of fields": (
        "tests/acceptance/hostile/test_hostile_requests.py",
        "test_what_no_client_would_send_has_its_answer",
    ),
    "another site's page, by its name or a name of its own that points here": (
        "tests/acceptance/test_uploads.py",
        "test_neither_another_site_nor_a_foreign_name_of_this_one_is_answered",
    ),
    "a forwarded address from whoever is on this machine": (
        "tests/acceptance/test_erasing.py",
        "test_who_erased_an_audit_is_not_taken_from_a_header",
    ),
    "escape sequences and marks of direction in names and texts": (
        "tests/unit/commands/test_printable.py",
        "test_what_a_terminal_would_obey_is_not_printed",
    ),
}
"""Attacks that would take minutes on a real server, or that harm nobody's memory or time, and the tests of them."""


def test_every_attack_is_made_by_a_test() -> None:
    assert set(ROWS) == MEASURED | set(ELSEWHERE)
    assert not MEASURED & set(ELSEWHERE)


@pytest.mark.parametrize("attack", ELSEWHERE)
def test_a_test_that_is_elsewhere_is_there(attack: str) -> None:
    file, name = ELSEWHERE[attack]

    assert re.search(rf"^(async )?def {name}\(", (ROOT / file).read_text(), re.MULTILINE)


@pytest.mark.parametrize("attack", ROWS)
def test_the_settings_of_a_row_are_settings(attack: str) -> None:
    named = {name.lower() for column in ROWS[attack] for name in SETTING.findall(column)}

    assert named <= set(Settings.model_fields)


PACE = f"{limits.MIN_BYTES_PER_S:,} bytes a second, looked at every {limits.RATE_S} s"
SAID = {
    "a long address": f"{limits.MAX_URL_BYTES:,} bytes",
    "many headers, a long one, or one without an end": (
        f"{limits.MAX_HEADERS}; {limits.MAX_HEADER_BYTES:,} bytes each; {limits.MAX_HEAD_BYTES // 1024} KiB"
    ),
    "trailers, or extensions of chunks, without an end": f"{limits.MAX_HEAD_BYTES // 1024} KiB",
    "requests sent without waiting for answers": f"{limits.MAX_PIPELINED} wait",
    "a request that is begun and never said to its end": f"{limits.REQUEST_S} s",
    "a body that does not come, or a byte at a time": PACE,
    "an answer that is taken a byte at a time": PACE,
    "floods of pings, pongs, texts, fragments": (
        f"{limits.FRAMES_AT_ONCE} frames at once, then {limits.FRAMES_PER_S} a second"
    ),
    "a burst to a socket that was closed (4403, 4404, ...)": f"{limits.AFTER_CLOSE_BYTES // 1024} KiB",
    "connections without an end": f"less {limits.OWN_FILES + limits.PROBES_AT_ONCE}",
    "a small file that shows a text thousands of times": (
        f"{report_limits.MAX_TEXT_CHARACTERS:,} characters in cells and paragraphs; "
        f"{report_limits.MAX_REPORT_BYTES // 2**20} MiB"
    ),
    "work that takes all processors": (
        f"has run within {precedence.LATELY_S:g} s, what has run for {precedence.QUICK_S:g} s takes turns"
    ),
    "a worker process that gives back without an end": (
        f"{frames.MAX_REPLY_BYTES[frames.RESULT] // 2**20} MiB for a result, "
        f"{frames.MAX_REPLY_BYTES[frames.ERROR] // 1024} KiB"
    ),
    "many reports, or such as take long, so that others wait": (
        f"short work so far (under {turns.SHORT_S:g} s) where others have not, "
        f"and for what waits behind work of {turns.LONG_S:g} s"
    ),
    "a page that takes minutes to draw": f"{drawings.LIMIT_S:g} s",
    "pages asked for without an end": f"{drawings.MOST_WAITING_OF_CLIENT} waiting; {drawings.MOST_WAITING} of all",
    "many clients that take a large answer slowly": f"{large_answer.PIECE_BYTES // 1024} KiB of each",
    "many uploads at once": (
        f"{Settings.model_fields['concurrent_uploads'].default}, "
        f"{int(Settings.model_fields['concurrent_uploads'].default * connection_limit.SHARE)} of one address, "
        f"each on its way to the disk; one that has taken more than {uploads.ENOUGH_TIME_S} s"
    ),
    "a text file that would take minutes to take apart": f"{report_limits.MAX_SOURCE_CHARACTERS:,} characters",
    "a web page that would take minutes to take apart": (
        f"{report_limits.MAX_TAGS:,} tags; {report_limits.MAX_SOURCE_CHARACTERS:,} characters"
    ),
    "a Word file or workbook whose list of parts has no end": f"{report_limits.MAX_DIRECTORY_BYTES // 2**20} MiB",
    "large uploads at once": f"beyond {uploads.LARGE_BYTES // 2**20} MiB",
    "a large body that is no upload": f"{body_limit.FORM_BYTES // 1024} KiB",
    "an upload with several files, or hundreds of fields": (
        f"one file, {uploads.MAX_FIELDS} fields of {uploads.MAX_FIELD_BYTES // 1024} KiB"
    ),
}


@pytest.mark.parametrize("attack", SAID)
def test_a_row_says_the_limit_as_it_is(attack: str) -> None:
    assert SAID[attack] in ROWS[attack][0]
