"""What was judged, as findings, ticks and what could not be decided."""

from __future__ import annotations

from collections.abc import Sequence

from service.checks.disclosures.judged import FoundByModel, FoundBySearch, Judged, NotDecidable, NotFound
from service.checks.disclosures.lists.schema import Item
from service.checks.disclosures.scope.applied import Applied
from service.checks.disclosures.search.passages import Passage
from service.checks.rules.standards import AGENT_ID, rule_id_of
from service.findings import Finding, Location, Severity, finding_id
from service.ticks import Tick, Untested


def findings(applied: Applied, judged: Sequence[Judged]) -> tuple[Finding, ...]:
    """A finding for each item that was not found; one for all of them where nothing of the standard was found."""
    missing = [one for one in judged if isinstance(one, NotFound)]
    if len(missing) > 1 and not any(
        isinstance(one, (FoundBySearch, FoundByModel)) or _is_told_in_part(one) for one in judged
    ):
        return (_nothing_found(applied, missing),)
    return tuple(_not_found(applied, one) for one in missing)


def ticks(applied: Applied, judged: Sequence[Judged]) -> tuple[Tick, ...]:
    """What was found, and where. Its words have no figures, and so make no figure of the report checked."""
    rule = rule_id_of(applied.standard.standard)
    held: list[Tick] = []
    for one in judged:
        if isinstance(one, FoundBySearch):
            held.append(Tick(rule, f"Told: {one.item.requires}", (_quoted(one.passage),)))
        elif isinstance(one, FoundByModel):
            held.append(Tick(rule, f"Told, as a model judges: {one.item.requires}", (one.place,)))
    return tuple(held)


def untested(applied: Applied, judged: Sequence[Judged]) -> tuple[Untested, ...]:
    """What only a reader can decide: also what was searched for in vain and may be there in other words."""
    return tuple(
        Untested(
            rule_id_of(applied.standard.standard),
            f"{applied.standard.reference(one.item)}, {one.item.requires}: {_left(one)}",
            _place(applied.shown),
        )
        for one in judged
        if isinstance(one, NotDecidable) or (isinstance(one, NotFound) and not one.item.plain)
    )


def failed(judged: Sequence[Judged]) -> int:
    """How many items are findings."""
    return sum(isinstance(one, NotFound) and one.item.plain for one in judged)


def _left(one: NotDecidable | NotFound) -> str:
    return one.reason if isinstance(one, NotDecidable) else "it was not found, and a note says what was searched for"


def _not_found(applied: Applied, one: NotFound) -> Finding:
    standard, item = applied.standard, one.item
    reference = standard.reference(item)
    place = _place(one.shown)
    return Finding(
        id=finding_id(AGENT_ID, rule_id_of(standard.standard), place, item.id),
        agent_id=AGENT_ID,
        check=rule_id_of(standard.standard),
        severity="low" if one.looked_for else _severity(item),
        title=f"Not found: {item.requires} ({reference})",
        description=(
            f"{_shown(applied, one.shown)}{_required(item)}, and nothing says {' or '.join(item.evidence)}."
            f"{_judged(one)}"
        ),
        locations=(place,) if one.shown else (),
        reference=reference,
        source="model" if _judged(one) else "computed",
        confidence=_CONFIDENCE[_severity(item)],
    )


def _nothing_found(applied: Applied, missing: Sequence[NotFound]) -> Finding:
    standard = applied.standard
    place = _place(applied.shown)
    looked_for = all(one.looked_for for one in missing)
    severity = "medium" if any(one.item.plain for one in missing) else "info"
    listed = "; ".join(f"{standard.reference(one.item)}, {one.item.requires}" for one in missing)
    return Finding(
        id=finding_id(AGENT_ID, rule_id_of(standard.standard), place),
        agent_id=AGENT_ID,
        check=rule_id_of(standard.standard),
        severity="low" if looked_for else severity,
        title=f"Nothing found of what {standard.standard} asks for ({standard.title})",
        description=(
            f"{_shown(applied, applied.shown)}, and not one of its disclosures was found: {listed}."
            f"{_LOOKED_FOR if looked_for else ''}"
        ),
        locations=(place,) if applied.shown else (),
        reference=standard.standard,
        source="model" if looked_for else "computed",
        confidence=_CONFIDENCE[severity],
    )


def _is_told_in_part(one: Judged) -> bool:
    return isinstance(one, NotFound) and bool(one.missing)


def _judged(one: NotFound) -> str:
    """What a model says of it; empty where it says nothing."""
    if one.looked_for:
        return _LOOKED_FOR
    return f" A model finds it told but for this part: {one.missing}. That is its judgement." if one.missing else ""


_LOOKED_FOR = (
    " A model looked for it twice, in the passages that come nearest by their words, and did not find it either: that "
    "is its judgement."
)
_CONFIDENCE: dict[Severity, float] = {"medium": 0.8, "info": 0.5}


def _severity(item: Item) -> Severity:
    """A note, unless it cannot hide: of the notes on audited reports about one in two is true (docs/disclosures.md)."""
    return "medium" if item.plain else "info"


def _shown(applied: Applied, passage: Passage | None) -> str:
    if passage is None:
        return f"{applied.standard.standard} applies to every report"
    where = passage.place.table_title or passage.place.section
    return f"{applied.standard.standard} applies by “{passage.quote}”{f' ({where})' if where else ''}"


def _required(item: Item) -> str:
    return f", this is required {item.where}" if item.where else ""


def _place(passage: Passage | None) -> Location:
    """Without a quote: what is said of a place is then not said of the figures in it."""
    return Location() if passage is None else passage.place


def _quoted(passage: Passage) -> Location:
    return passage.place if passage.kind == "row" else passage.place.model_copy(update={"quote": passage.text})
