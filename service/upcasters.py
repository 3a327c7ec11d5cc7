"""Upcasters: an event stored under an older schema version, brought to the shape of today when it is read.

What is stored never changes, and the wire carries what is stored. A version may only add fields to the one before it,
so an upcaster fills in what the older text does not say, and changes nothing that it says. For the same reason a text
of a version beyond today's needs none: it is read as today's, and its other fields are ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Said = dict[str, Any]
"""What an event's text says, the envelope included."""
Upcaster = Callable[[Said], Said]


def _audit_created_1(said: Said) -> Said:
    """Version 1 did not say which request the audit became of."""
    return said | {"idempotency": None}


def _audit_created_2(said: Said) -> Said:
    """Until version 2 an audit could not be told what to check, and by what to judge."""
    return said | {"options": {"materiality": None, "framework": None, "select": [], "ignore": []}}


def _agent_error_1(said: Said) -> Said:
    """Version 1 did not say how long the agent pauses before its next attempt."""
    return said | {"retry_after_ms": None}


def _agent_completed_1(said: Said) -> Said:
    """Version 1 did not say what the result rests on; its findings have neither cause nor relations."""
    return said | {"basis": []}


def _agent_completed_2(said: Said) -> Said:
    """Version 2 counted what was checked and did not list it."""
    return said | {"ticks": None}


def _agent_completed_3(said: Said) -> Said:
    """Version 3 did not name the tests that every reader expects."""
    return said | {"tests": []}


def _agent_completed_4(said: Said) -> Said:
    """Until version 4 a finding's description said its cause and relations too; the parts added since have defaults."""
    return said


def _agent_completed_5(said: Said) -> Said:
    """Until version 5 no model was asked."""
    return said | {"judgement": None}


def _document_extracted_1(said: Said) -> Said:
    """Version 1 did not say what the reader left out; the artifact that it names does."""
    return said | {"notes": []}


def _review_signed_off_1(said: Said) -> Said:
    """Version 1 did not say what was checked of what was signed."""
    return said | {"scope": None}


UPCASTERS: Mapping[tuple[str, int], Upcaster] = MappingProxyType(
    {
        ("agent_completed", 1): _agent_completed_1,
        ("agent_completed", 2): _agent_completed_2,
        ("agent_completed", 3): _agent_completed_3,
        ("agent_completed", 4): _agent_completed_4,
        ("agent_completed", 5): _agent_completed_5,
        ("agent_error", 1): _agent_error_1,
        ("document_extracted", 1): _document_extracted_1,
        ("review_signed_off", 1): _review_signed_off_1,
        ("audit_created", 1): _audit_created_1,
        ("audit_created", 2): _audit_created_2,
    }
)
"""From a type and a version to what makes the next version of it; the last one of a type has none."""


def upcast(said: Said, upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS) -> Said:
    """What the event says in the latest version of its type; ``said`` itself is left as it is.

    Raises:
        KeyError: it has no type or no version.
    """
    while (upcaster := upcasters.get((said["type"], said["schema_version"]))) is not None:
        said = upcaster(said) | {"schema_version": said["schema_version"] + 1}
    return said
