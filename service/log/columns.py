"""What may stand in a column, whatever the table says: SQLite keeps any type of value in any column."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from service.log.store import MAX_SEQ

Kind = Callable[[object], bool]

SHOWN = 80
"""So many characters of a value are shown."""


def is_text(value: object) -> bool:
    return isinstance(value, str)


def is_text_or_nothing(value: object) -> bool:
    return value is None or isinstance(value, str)


def is_count(value: object) -> bool:
    """A whole number that is not negative."""
    return type(value) is int and 0 <= value <= MAX_SEQ


def is_count_or_nothing(value: object) -> bool:
    return value is None or is_count(value)


def is_place(value: object) -> bool:
    """A whole number from 1 on."""
    return type(value) is int and 1 <= value <= MAX_SEQ


def is_flag(value: object) -> bool:
    """True or false; SQLite keeps 1 or 0."""
    return type(value) in {bool, int} and value in {0, 1}


def is_hash(value: object) -> bool:
    """A SHA-256 in hex, as it is written here."""
    return isinstance(value, str) and len(value) == 64 and not value.strip("0123456789abcdef")


def is_hash_or_none_yet(value: object) -> bool:
    """A SHA-256 in hex, or no character at all."""
    return value == "" or is_hash(value)


def is_time(value: object) -> bool:
    """A time as ISO 8601 writes it."""
    try:
        datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        return False
    return True


def is_texts(value: object) -> bool:
    """A JSON list of texts."""
    try:
        found = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return False
    return isinstance(found, list) and all(isinstance(each, str) for each in found)  # pyright: ignore[reportUnknownVariableType]


WORDS: Mapping[Kind, str] = {
    is_text: "text",
    is_text_or_nothing: "text or nothing",
    is_count: "a whole number from 0 on",
    is_count_or_nothing: "a whole number from 0 on, or nothing",
    is_place: "a whole number from 1 on",
    is_flag: "0 or 1",
    is_hash: "a SHA-256 in hex",
    is_hash_or_none_yet: "a SHA-256 in hex, or empty",
    is_time: "a time",
    is_texts: "a JSON list of texts",
}

AUDIT: Mapping[str, Kind] = {
    "created_at": is_time,
    "document_sha256": is_hash,
    "filename": is_text,
    "agents": is_texts,
    "head_seq": is_place,
    "head_hash": is_hash,
    "ended": is_flag,
    "epoch": is_count,
    "lease_owner": is_text_or_nothing,
    "lease_until_ms": is_count_or_nothing,
    "review_seq": is_count,
    "review_hash": is_hash_or_none_yet,
}
EVENT: Mapping[str, Kind] = {
    "seq": is_place,
    "type": is_text,
    "agent_id": is_text_or_nothing,
    "schema_version": is_count,
    "recorded_at": is_text,
    "body": is_text,
    "hash": is_text,
}
REGISTER: Mapping[str, Kind] = {
    "position": is_place,
    "type": is_text,
    "audit_id": is_text,
    "head_seq": is_place,
    "head_hash": is_hash,
    "body": is_text,
    "hash": is_hash,
}
TOMBSTONE: Mapping[str, Kind] = {
    "erased_at": is_text,
    "erased_by": is_text,
    "head_seq": is_place,
    "last_hash": is_hash,
}


def misfits(row: Sequence[object], kinds: Mapping[str, Kind]) -> list[str]:
    """What stands in a column of ``row`` and may not, in words."""
    return [
        f"its {name} is {shown(value)}, and must be {WORDS[kind]}"
        for value, (name, kind) in zip(row, kinds.items(), strict=True)
        if not kind(value)
    ]


def one_line(value: object) -> str:
    """Text as it is, unless it would be more than one line, or move about on a screen; else as ``shown``."""
    return value if isinstance(value, str) and value.isprintable() else shown(value)


def shown(value: object) -> str:
    """A value for a person: short, and on one line."""
    if value is None:
        return "nothing"
    if isinstance(value, bytes):
        return f"{len(value)} bytes that are no text"
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."
