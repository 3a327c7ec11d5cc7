"""The worker's side of judging disclosures: what is asked, what answers are worth, the result; bytes in and out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from pydantic import TypeAdapter

from service.agents.judging.candidates import Candidates
from service.agents.judging.disclosed import Batch, Disclosures, SoughtItem
from service.agents.judging.looks import ItemVerdicts, Seen, seen_of
from service.agents.judging.tally import Tally
from service.agents.labelling import with_page_labels
from service.agents.result import MOST_BASES, result_of
from service.checks.claims.places import TextsByPlace
from service.checks.disclosures.check import Searched, search
from service.checks.disclosures.judged import NotFound
from service.reports import codec
from service.reports.model import Report
from service.workers.parts import joined, parted

ITEMS_AT_ONCE = 8
"""Of one standard in one question: models answer short lists with more care."""

Tell = Callable[[bytes], None]
_BATCHES: TypeAdapter[tuple[Batch, ...]] = TypeAdapter(tuple[Batch, ...])
_ANSWERS: TypeAdapter[tuple[tuple[Batch, Disclosures], ...]] = TypeAdapter(tuple[tuple[Batch, Disclosures], ...])
_SEEN: TypeAdapter[tuple[Seen, ...]] = TypeAdapter(tuple[Seen, ...])
_TALLY: TypeAdapter[Tally] = TypeAdapter(Tally)


def batches(task: bytes, _: Tell) -> bytes:
    """The items that were not found and may be disclosed in other words, with the passages that come nearest."""
    settings, report = parted(task)
    read = codec.decode(report)
    searched = _searched(read, settings)
    candidates = Candidates(TextsByPlace(read), searched.passages)
    made: list[Batch] = []
    for applied, judged in searched.results:
        missing = [one for one in judged if isinstance(one, NotFound) and not one.item.plain]
        for at in range(0, len(missing), ITEMS_AT_ONCE):
            items = [one.item for one in missing[at : at + ITEMS_AT_ONCE]]
            standard = applied.standard
            wanted = (
                SoughtItem(standard.standard, one.id, f"{standard.reference(one)}: {one.requires}") for one in items
            )
            made.append(Batch(standard.standard, tuple(wanted), candidates.lines(items)))
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
    places = TextsByPlace(codec.decode(report))
    said = _ANSWERS.validate_json(answers)
    return _SEEN.dump_json(tuple(seen for batch, answer in said for seen in seen_of(batch, answer, places)))


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
    verdict = ItemVerdicts.of(read_seen(first), read_seen(second))
    searched = _searched(read, settings)
    results = tuple(
        (applied, tuple(verdict.judged(applied.standard.standard, one) for one in judged))
        for applied, judged in searched.results
    )
    outcome = replace(searched, results=results).outcome()
    judgement = told.judgement(verdict.asked, 0, len(verdict.told), verdict.dropped, len(verdict.denied))
    said = (
        f"{told.model} {told.asked_for}: of {verdict.asked:,} items {len(verdict.told):,} are told in other words, "
        f"which it has quoted, and are ticked; {len(verdict.in_part):,} are told in part and stay notes; "
        f"{len(verdict.denied):,} were not found at a second look either. All of this is its judgement."
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


def _searched(report: Report, settings: bytes) -> Searched:
    searched = search(report, lambda _: None, **json.loads(settings))
    if isinstance(searched, str):  # nobody is asked about what does not apply
        raise ValueError(searched)
    return searched
