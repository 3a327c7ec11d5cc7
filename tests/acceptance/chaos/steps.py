"""Where a server can be killed, by name, and the plan for the death of one."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum


class Step(StrEnum):
    """What a server is doing when it dies."""

    UPLOAD = "in an upload"
    CLAIM = "in a claim"
    EXTRACTION = "in extraction"
    CHECK = "in a check"
    APPEND = "before an append"
    STATEMENTS = "between statements"
    BEFORE_COMMIT = "before a COMMIT"
    COMMIT = "inside a COMMIT"
    AFTER_COMMIT = "after a COMMIT"
    BEFORE_DELIVERY = "before a delivery"
    DELIVERY = "inside a delivery"
    AFTER_DELIVERY = "after a delivery"
    OUTSIDE = "at any moment"


REACH: Mapping[Step, int] = {
    Step.UPLOAD: 2,
    Step.CLAIM: 6,
    Step.EXTRACTION: 2,
    Step.CHECK: 4,
    Step.APPEND: 15,
    Step.STATEMENTS: 6,
    Step.BEFORE_COMMIT: 30,
    Step.COMMIT: 30,
    Step.AFTER_COMMIT: 30,
    Step.BEFORE_DELIVERY: 80,
    Step.DELIVERY: 80,
    Step.AFTER_DELIVERY: 80,
    Step.OUTSIDE: 1,
}
"""How many times a server soon comes through a step: it dies at one of these passages."""
OF_FRESH_AUDITS = frozenset({Step.UPLOAD, Step.CLAIM, Step.EXTRACTION})
"""What a server may never do unless a report is handed in to it."""


@dataclass(frozen=True)
class Plan:
    """Die the ``passage``-th time that ``step`` is reached; where that takes time, after the part ``after`` of it."""

    step: Step
    passage: int
    after: float

    @classmethod
    def drawn(cls, step: Step, random_: random.Random) -> Plan:
        return cls(step, random_.randint(1, REACH[step]), random_.random())

    @classmethod
    def decode(cls, text: str) -> Plan:
        said = json.loads(text)
        return cls(Step(said["step"]), said["passage"], said["after"])

    def encode(self) -> str:
        return json.dumps(asdict(self))
