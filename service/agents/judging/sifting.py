"""The worker's side of judging: a report in parts, claims sifted, the result composed; bytes in and out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter

from service.agents.judging.blocks import units_of
from service.agents.judging.examining import Decision, Verdict, case_of, settled
from service.agents.judging.parts import parts_of, shuffled
from service.agents.judging.statements import statements_of
from service.agents.judging.tally import Tally
from service.agents.labelling import with_page_labels
from service.agents.result import decoded, findings_in, with_judgement
from service.checks.claims.alike import Agreed, Made, agreed
from service.checks.claims.claim import Claim
from service.checks.claims.guard import Guard, ProvenClaim
from service.checks.claims.known import is_known
from service.checks.claims.places import TextsByPlace
from service.checks.claims.telling import Examined, findings
from service.checks.numeric.check import check as check_figures
from service.checks.outcome import Counts, Outcome
from service.reports import codec
from service.workers.parts import joined, parted

NOT_DECIDED = "not decided by the second look"
NOT_EXAMINED = "not looked at again"
TOO_MANY = "beyond the most of one answer"
MOST_CLAIMS = 50
"""Of one answer; a model is told to give 20 at most, and each that the guard lets through costs a second look."""

Told = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class LensAnswer:
    """What one lens said of one part in one pass."""

    lens: str
    number: int
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Sifted:
    """The distinct proven claims, each with what a second look at it is given; and what became of the others."""

    distinct: tuple[Agreed, ...]
    cases: tuple[str, ...]
    claims: int
    repeated: int
    dropped: Mapping[str, int]


_PARTS: TypeAdapter[tuple[str, ...]] = TypeAdapter(tuple[str, ...])
_SAID: TypeAdapter[tuple[LensAnswer, ...]] = TypeAdapter(tuple[LensAnswer, ...])
_SIFTED: TypeAdapter[Sifted] = TypeAdapter(Sifted)
_VERDICTS: TypeAdapter[tuple[Verdict | None, ...]] = TypeAdapter(tuple[Verdict | None, ...])
_TALLY: TypeAdapter[Tally] = TypeAdapter(Tally)


def split(task: bytes, _: Told) -> bytes:
    """The parts of the report as one pass reads them."""
    audit_id, number, report = parted(task)
    read = codec.decode(report)
    places = TextsByPlace(read)
    units = shuffled(units_of(read, places), audit_id.decode(), int(number))
    return _PARTS.dump_json(parts_of(units, beside=statements_of(read, places)))


def splitting(audit_id: str, number: int, report: bytes) -> bytes:
    """What ``split`` takes."""
    return joined(audit_id.encode(), str(number).encode(), report)


def read_parts(data: bytes) -> tuple[str, ...]:
    """What ``split`` gave."""
    return _PARTS.validate_json(data)


def sift(task: bytes, _: Told) -> bytes:
    """Claims held against the report and the computed findings, and counted."""
    agent_id, result, said, report = parted(task)
    read = codec.decode(report)
    guard = Guard(read)
    dropped: Counter[str] = Counter()
    made: list[Made] = []
    every = _SAID.validate_json(said)
    for one in every:
        dropped.update([TOO_MANY] * len(one.claims[MOST_CLAIMS:]))
        for claim in one.claims[:MOST_CLAIMS]:
            judged = guard.judge(claim)
            if isinstance(judged, ProvenClaim):
                made.append(Made(judged, one.lens, one.number))
            else:
                dropped[judged] += 1
    known = (
        (*findings_in(decoded(agent_id.decode(), result)), *check_figures(read, lambda _: None).findings)
        if made
        else ()
    )
    new = [one for one in made if not is_known(one.claim, known)]
    distinct = agreed(new)
    cases = tuple(case_of(guard, one.claim) for one in distinct)
    claims = sum(len(one.claims) for one in every)
    return _SIFTED.dump_json(Sifted(distinct, cases, claims, len(made) - len(distinct), dropped))


def sifting(agent_id: str, result: bytes, said: tuple[LensAnswer, ...], report: bytes) -> bytes:
    """What ``sift`` takes."""
    return joined(agent_id.encode(), result, _SAID.dump_json(said), report)


def read_sifted(data: bytes) -> Sifted:
    """What ``sift`` gave."""
    return _SIFTED.validate_json(data)


def compose(task: bytes, _: Told) -> bytes:
    """The computed result with what is left after the second look, and the numbers of it all."""
    agent_id, result, sifted, verdicts, tally, report = parted(task)
    read, said = codec.decode(report), read_sifted(sifted)
    guard, told = Guard(read), _TALLY.validate_json(tally)
    examined: list[Examined] = []
    counts: Counter[Decision | None] = Counter()
    for one, verdict in zip(said.distinct, _VERDICTS.validate_json(verdicts), strict=True):
        decision, reason = (None, "") if verdict is None else settled(guard, one.claim, verdict)
        counts[decision] += 1
        if decision == "stands":
            examined.append(Examined(one, reason))
    dropped = dict(said.dropped)
    dropped |= {
        reason: count for reason, count in ((NOT_DECIDED, counts["cannot say"]), (NOT_EXAMINED, counts[None])) if count
    }
    agent = agent_id.decode()
    found = (*findings(agent, examined, told.passes), *told.incomplete(agent))
    outcome = with_page_labels(Outcome(found, Counts()), read)
    judgement = told.judgement(said.claims, said.repeated, counts["refuted"], dropped, len(examined))
    return with_judgement(decoded(agent, result), outcome.findings, judgement, told.in_words(judgement)).encoded()


def composing(
    agent_id: str, result: bytes, sifted: bytes, verdicts: tuple[Verdict | None, ...], tally: Tally, *, report: bytes
) -> bytes:
    """What ``compose`` takes."""
    return joined(agent_id.encode(), result, sifted, _VERDICTS.dump_json(verdicts), _TALLY.dump_json(tally), report)
