"""The register: one list over all audits of what was accepted, what ended and what was erased, each entry chained to
the one before it. What is taken away from the end of an audit, or as a whole, is missing from what it tells."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from service.log.codec import text_hash
from service.log.columns import REGISTER, misfits, shown
from service.log.verifying.queries import SELECT_REGISTER
from service.log.verifying.snapshot import Row, Snapshot
from service.log.verifying.verdict import Verdict, broken


@dataclass(slots=True)
class Register:
    """The list, as far as it was read: how many entries there are, and the last of them."""

    count: int = 0
    position: int = 0
    last_hash: str = ""

    def read(self, snapshot: Snapshot) -> Iterator[Verdict]:
        """Read every entry once; a verdict for each that is not as it was written, or not where it was."""
        for row in snapshot.rows(SELECT_REGISTER):
            self.count += 1
            if wrong := misfits(row, REGISTER):
                yield broken(f"register entry {shown(row[0])}", f"it was altered: {'; '.join(wrong)}")
                continue
            yield from self._follow(row)

    def _follow(self, row: Row) -> Iterator[Verdict]:
        position, _, _, _, _, body, stored_hash = row
        subject = f"register entry {position}"
        if position > self.position + 1:
            yield broken(subject, f"{_entries(self.position + 1, position - 1)} missing before it")
        if text_hash(body) != stored_hash:
            yield broken(subject, "it was altered: its text no longer has its hash")
        elif differ := _differ(row):
            yield broken(subject, f"it was altered: {'; '.join(differ)}")
        elif position == self.position + 1 and said_in(body).get("prev") != (self.last_hash or None):
            yield broken(subject, "it does not follow the entry before it: it names another text there")
        self.position, self.last_hash = position, stored_hash


def _differ(row: Row) -> list[str]:
    position, kind, audit_id, head_seq, head_hash, body, _ = row
    said = said_in(body)
    told_seq, told_hash = head_in(said)
    columns = {
        "position": (position, said.get("position")),
        "type": (kind, said.get("type")),
        "audit_id": (audit_id, said.get("audit_id")),
        "head_seq": (head_seq, told_seq),
        "head_hash": (head_hash, told_hash),
    }
    return [
        f"its column {name} says {shown(stands)}, its text {shown(says)}"
        for name, (stands, says) in columns.items()
        if stands != says
    ]


def said_in(body: object) -> dict[str, Any]:
    """What the text of an entry says; nothing if it is no JSON object."""
    try:
        said = json.loads(body) if isinstance(body, str) else None
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", said) if isinstance(said, dict) else {}


def head_in(said: Mapping[str, object]) -> tuple[object, object]:
    """The seq and the hash of the event that an entry tells of; nothing where it tells of none."""
    head = said.get("head")
    told = cast("dict[str, object]", head) if isinstance(head, dict) else {}
    return told.get("seq"), told.get("hash")


def _entries(first: int, last: int) -> str:
    return f"entry {first} is" if first == last else f"entries {first} to {last} are"
