"""Lines of the register that somebody kept elsewhere: each must still be there, at its position, word for word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from service.log.columns import is_place
from service.log.verifying.queries import SELECT_ENTRY
from service.log.verifying.register import said_in
from service.log.verifying.snapshot import Snapshot
from service.log.verifying.verdict import Verdict, broken


class NoEntryError(ValueError):
    """The lines that were kept are no entries of a register."""


def kept_verdicts(snapshot: Snapshot, lines: Iterable[str], end: int) -> Iterator[Verdict]:
    """A verdict for each kept line that the register, which ends at position ``end``, does not have as it was kept.

    Lines that are missing next to each other have one verdict.

    Raises:
        NoEntryError: a line is no entry, or there is none at all.
    """
    missing: list[int] = []
    compared = 0
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\r\n")
        if not text:
            continue
        position = said_in(text).get("position")
        if not is_place(position):
            message = f"line {number} is no line that `tickmark register` prints"
            raise NoEntryError(message)
        assert isinstance(position, int)
        compared += 1
        rows = snapshot.few(SELECT_ENTRY, position)
        if not rows:
            if missing and position != missing[-1] + 1:
                yield _missing(missing, end)
                missing = []
            missing.append(position)
        elif rows[0][0] != text:
            yield broken(f"register entry {position}", "it is not what was kept elsewhere: its history was rewritten")
    if missing:
        yield _missing(missing, end)
    if not compared:
        message = "there is no line of a register in it"
        raise NoEntryError(message)


def _missing(positions: list[int], end: int) -> Verdict:
    first, last = positions[0], positions[-1]
    which = f"entry {first}" if first == last else f"entries {first} to {last}"
    said = f"kept elsewhere, and not there: the register ends at {end}; this is an older copy, or its end was cut off"
    return broken(f"register {which}", said)
