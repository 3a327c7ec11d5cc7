"""Whether what a person wants to decide has all that its decision takes, and nothing that it would not keep."""

from __future__ import annotations

from unicodedata import category

from service.audits.reviewing.requested import OF_A_FINDING, TEXTS, NewFinding, RequestedDecision
from service.errors import BadDecision
from service.log.storable import storable

JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""They belong to names in Persian and in scripts of India."""
MOST_NAME = 100
"""Characters of a person's name."""
MOST_TEXT = 2000
"""Characters of a reason, a note or a description."""
MOST_TITLE = 200
"""Characters of the name that an audit is given, and of the title of a finding."""
MOST_PLACES = 20
"""Of one finding; an agent names no more than a few dozen."""


def refuse_unfit(audit_id: str, requested: RequestedDecision) -> None:
    """Do nothing if ``requested`` has what its decision takes.

    Raises:
        BadDecision: it does not, or has what cannot be kept.
    """
    _name(audit_id, "by", requested.by, MOST_NAME)
    match requested.decision:
        case "dismiss":
            _text(audit_id, "reason", requested.reason, MOST_TEXT)
        case "note":
            _text(audit_id, "note", requested.note, MOST_TEXT)
        case "rename":
            _name(audit_id, "name", requested.name, MOST_TITLE)
        case "add":
            _finding(audit_id, requested.finding)
        case "accept" if requested.note is not None:
            _text(audit_id, "note", requested.note, MOST_TEXT)
        case _:
            pass
    if requested.decision in OF_A_FINDING and not requested.finding_id:
        raise BadDecision(audit_id, "finding_id", f"is missing: name the finding to {requested.decision}")
    _refuse_what_would_be_lost(audit_id, requested)


def _finding(audit_id: str, finding: NewFinding | None) -> None:
    if finding is None:
        raise BadDecision(audit_id, "finding", "is missing: say what is wrong, and where")
    _name(audit_id, "finding.title", finding.title, MOST_TITLE)
    if finding.description:
        _text(audit_id, "finding.description", finding.description, MOST_TEXT)
    if not 0 < len(finding.places) <= MOST_PLACES:
        raise BadDecision(audit_id, "finding.places", f"has {len(finding.places)} places; give 1 to {MOST_PLACES}")


def _refuse_what_would_be_lost(audit_id: str, requested: RequestedDecision) -> None:
    """Who gives a reason, and is told that the decision was made, takes it that the reason was kept."""
    kept = {*TEXTS.get(requested.decision, ()), *(("finding_id",) if requested.decision in OF_A_FINDING else ())}
    for field in ("finding_id", "reason", "note", "name", "finding"):
        if getattr(requested, field) is not None and field not in kept:
            to_do = requested.decision.replace("_", " ")
            raise BadDecision(audit_id, field, f"is not kept with a decision to {to_do}; leave it out")


def _name(audit_id: str, field: str, text: str | None, most: int) -> None:
    _text(audit_id, field, text, most)
    if text is not None and not all(map(_in_a_name, text)):
        raise BadDecision(audit_id, field, "has characters that cannot be printed; give one line of text")


def _in_a_name(character: str) -> bool:
    """Whether it can be printed on one line: any blank is one, such as the wide one between names in Japanese."""
    return character.isprintable() or character in JOINERS or category(character) == "Zs"


def _text(audit_id: str, field: str, text: str | None, most: int) -> None:
    if text is None or not text.strip():
        raise BadDecision(audit_id, field, "is missing or empty")
    if not storable(text):
        raise BadDecision(audit_id, field, "holds a NUL character, or bytes that are no text in UTF-8")
    if len(text) > most:
        raise BadDecision(audit_id, field, f"has {len(text):,} characters, and may have {most:,}")
