"""The worker's side of judging disclosures: what is asked, what answers are worth, the result; bytes in and out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from pydantic import TypeAdapter

from service.agents.judging.blocks import paragraph_lines, path_of, table_block
from service.agents.judging.disclosed import Batch, Disclosures, Wanted
from service.agents.judging.tally import Tally
from service.agents.labelling import with_page_labels
from service.agents.result import MOST_BASES, result_of
from service.checks.claims.places import Places
from service.checks.claims.quoting import Quoted, located
from service.checks.disclosures.check import Searched, search
from service.checks.disclosures.judged import Judged, NotFound, Told
from service.checks.disclosures.search.nearest import Nearest
from service.checks.disclosures.search.passages import Passage
from service.findings import Location
from service.reports import codec
from service.reports.model import Report
from service.workers.parts import joined, parted

ITEMS_AT_ONCE = 8
"""Of one standard in one question: models answer short lists with more care."""
PASSAGES_EACH = 8
"""That come nearest to an item."""
LINES_CHARACTERS = 24_000
"""Of all that come nearest to the items of one question."""
FEWEST_WORDS = 3
"""Of a quote: a caption alone discloses nothing."""
QUOTE_NOT_THERE = "quote not in the report"
NOT_ANSWERED = "not answered"

Tell = Callable[[bytes], None]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was answered of an item: where it is told, that it is not, or that the quote is not in the report."""

    wanted: Wanted
    told: bool | None
    """None where the answer has nothing of it."""
    place: Location | None = None


_BATCHES: TypeAdapter[tuple[Batch, ...]] = TypeAdapter(tuple[Batch, ...])
_ANSWERS: TypeAdapter[tuple[tuple[Batch, Disclosures], ...]] = TypeAdapter(tuple[tuple[Batch, Disclosures], ...])
_SEEN: TypeAdapter[tuple[Seen, ...]] = TypeAdapter(tuple[Seen, ...])
_TALLY: TypeAdapter[Tally] = TypeAdapter(Tally)


def batches(task: bytes, _: Tell) -> bytes:
    """The items that were not found and may be told in other words, with the passages that come nearest."""
    settings, report = parted(task)
    read = codec.decode(report)
    searched = _searched(read, settings)
    places, nearest = Places(read), Nearest(searched.passages)
    made: list[Batch] = []
    for applied, judged in searched.results:
        missing = [one for one in judged if isinstance(one, NotFound) and not one.item.plain]
        for at in range(0, len(missing), ITEMS_AT_ONCE):
            items = [one.item for one in missing[at : at + ITEMS_AT_ONCE]]
            standard = applied.standard
            wanted = (Wanted(standard.standard, one.id, f"{standard.reference(one)}: {one.requires}") for one in items)
            found = [nearest.to(item, PASSAGES_EACH) for item in items]
            made.append(Batch(standard.standard, tuple(wanted), _lines(read, places, found)))
    return _BATCHES.dump_json(tuple(made))


def wanting(settings: Mapping[str, str], report: bytes) -> bytes:
    """What ``batches`` takes."""
    return joined(json.dumps(dict(settings)).encode(), report)


def read_batches(data: bytes) -> tuple[Batch, ...]:
    """What ``batches`` gave."""
    return _BATCHES.validate_json(data)


def verify(task: bytes, _: Tell) -> bytes:
    """What the answers to some batches say of each item, their quotes looked for in the report."""
    answers, report = parted(task)
    places = Places(codec.decode(report))
    said = _ANSWERS.validate_json(answers)
    return _SEEN.dump_json(tuple(seen for batch, answer in said for seen in _seen(batch, answer, places)))


def verifying(answers: tuple[tuple[Batch, Disclosures], ...], report: bytes) -> bytes:
    """What ``verify`` takes."""
    return joined(_ANSWERS.dump_json(answers), report)


def read_seen(data: bytes) -> tuple[Seen, ...]:
    """What ``verify`` gave."""
    return _SEEN.validate_json(data)


def compose(task: bytes, _: Tell) -> bytes:
    """The result of the agent, with what was judged of the items that were not found."""
    agent, settings, first, second, tally, report = parted(task)
    agent_id, read, told = agent.decode(), codec.decode(report), _TALLY.validate_json(tally)
    verdict = Verdicts.of(read_seen(first), read_seen(second))
    searched = _searched(read, settings)
    results = tuple(
        (applied, tuple(verdict.judged(applied.standard.standard, one) for one in judged))
        for applied, judged in searched.results
    )
    outcome = replace(searched, results=results).outcome()
    judgement = told.judgement(verdict.asked, 0, len(verdict.told), verdict.dropped, len(verdict.denied))
    said = (
        f"{told.model} {told.asked_for}: of {verdict.asked:,} items {len(verdict.told):,} are told in other words, "
        f"which it has quoted, and are ticked; {len(verdict.denied):,} were not found at a second look either. Both "
        "are its judgement."
    )
    judged = replace(
        outcome,
        findings=(*outcome.findings, *told.incomplete(agent_id)),
        basis=(*outcome.basis[: MOST_BASES - 1], said),
        judgement=judgement,
    )
    return result_of(agent_id, with_page_labels(judged, read)).encoded()


def composing(
    agent_id: str, settings: Mapping[str, str], first: bytes, second: bytes, tally: Tally, *, report: bytes
) -> bytes:
    """What ``compose`` takes; ``first`` and ``second`` are what ``verify`` gave for either look."""
    return joined(
        agent_id.encode(), json.dumps(dict(settings)).encode(), first, second, _TALLY.dump_json(tally), report
    )


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What two looks come to: where items are told, which are denied by both, and what nobody knows of the others."""

    asked: int
    told: Mapping[Key, Location]
    denied: frozenset[Key]
    dropped: Mapping[str, int]

    @staticmethod
    def of(first: Sequence[Seen], second: Sequence[Seen]) -> Verdicts:
        """The second look is at what the first has not found."""
        told = {_key(one): one.place for one in (*first, *second) if one.place is not None}
        again = {_key(one): one for one in second}
        denied: set[Key] = set()
        dropped: Counter[str] = Counter()
        for one in first:
            other = again.get(_key(one))
            if _key(one) in told:
                continue
            if one.told is None or other is None or other.told is None:
                dropped[NOT_ANSWERED] += 1
            elif one.told or other.told:
                dropped[QUOTE_NOT_THERE] += 1
            else:
                denied.add(_key(one))
        return Verdicts(len(first), told, frozenset(denied), dropped)

    def judged(self, standard: str, one: Judged) -> Judged:
        """The same, as it is known now."""
        if not isinstance(one, NotFound):
            return one
        key = (standard, one.item.id)
        if (place := self.told.get(key)) is not None:
            return Told(one.item, place)
        return replace(one, looked_for=key in self.denied)


def _key(seen: Seen) -> Key:
    return seen.wanted.standard, seen.wanted.item


def _searched(report: Report, settings: bytes) -> Searched:
    searched = search(report, lambda _: None, **json.loads(settings))
    if isinstance(searched, str):  # nobody is asked about what does not apply
        raise ValueError(searched)
    return searched


def _seen(batch: Batch, answer: Disclosures, places: Places) -> Iterator[Seen]:
    """One for each item that was asked, whatever the model has left out or added."""
    said = {one.item: one for one in reversed(answer.items)}
    for number, wanted in enumerate(batch.wanted, 1):
        one = said.get(number)
        quoted = located(one.quote, places) if one and one.told and one.quote else None
        enough = one and one.quote and len(one.quote.text.replace("|", " ").split()) >= FEWEST_WORDS
        place = _of_words(places, quoted) if quoted and enough else None
        yield Seen(wanted, one.told if one else None, place)


def _of_words(places: Places, quoted: Quoted) -> Location:
    """Where the words stand; of a row its caption: that something is told makes none of its figures checked."""
    place = quoted.location
    if place.table is None or place.row is None:
        return place
    cells = [spot.cell for spot in places.rows(place.table)[place.row].spots]
    caption = next((cell for cell in cells if cell.kind == "text"), cells[0])
    return place.model_copy(update={"column": caption.column, "column_label": None, "quote": None})


def _lines(report: Report, places: Places, found: Iterable[list[Passage]]) -> str:
    """The passages as lines, in the order of the report; those that come nearest go first where there is no room."""
    ranks = [list(rank) for rank in zip_longest(*found)]
    nearest = dict.fromkeys(_block(one) for rank in ranks for one in rank if one is not None)
    kept: dict[tuple[int, int], list[str]] = {}
    room = LINES_CHARACTERS
    rows: dict[int, set[int]] = {}
    for table, at in nearest:
        if table >= 0:
            rows.setdefault(table, set()).add(at)
    for table, at in nearest:
        if (table, -1) in kept:
            continue
        block = (table, -1) if table >= 0 else (table, at)
        lines = _of_table(report, places, table, rows[table]) if table >= 0 else _of_text(report, at)
        length = sum(len(line) + 1 for line in lines)
        if length <= room:
            kept[block] = lines
            room -= length
    return "\n".join(line for block in sorted(kept) for line in kept[block])


def _block(passage: Passage) -> tuple[int, int]:
    """The table and row of a passage, or -1 and its paragraph."""
    place = passage.place
    if place.table is not None:
        return place.table, place.row or 0
    return -1, place.paragraph or 0


def _of_table(report: Report, places: Places, table: int, rows: set[int]) -> list[str]:
    block = table_block(report.tables[table], places, rows)
    return [f"== {path_of(report, report.tables[table].section)}", *block.heads, *block.lines]


def _of_text(report: Report, at: int) -> list[str]:
    paragraph = report.paragraphs[at]
    return [f"== {path_of(report, paragraph.section)}", *paragraph_lines(paragraph)]
