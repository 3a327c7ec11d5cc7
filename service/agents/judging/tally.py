"""The numbers of a judgement: what a model was asked, what it did not answer, and what that means for the result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from service.counting import counted
from service.events import Judgement, Usage
from service.findings import Finding, Location, finding_id

CHECK = "judgement_incomplete"
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Tally:
    """What was asked of ``model``, and by what name the log knows what was not answered.

    ``asked_for`` says what the model was to do: "was asked to read the report 3 times through each of these lenses".
    """

    model: str
    passes: int
    answered: int
    unanswered: tuple[tuple[str, str], ...]
    """The purpose of each question that was not answered, and why."""
    first_answered: int
    """How many of the questions that came first were answered: without any nothing was looked at."""
    asked_for: str
    usage: Usage = field(default_factory=Usage)

    def judgement(
        self, claims: int, repeated: int, refuted: int, dropped: Mapping[str, int], confirmed: int
    ) -> Judgement:
        """The numbers as they go to the log."""
        return Judgement(
            model=self.model,
            passes=self.passes,
            questions=self.answered,
            failed=len(self.unanswered),
            claims=claims,
            repeated=repeated,
            refuted=refuted,
            dropped=dict(dropped),
            confirmed=confirmed,
            complete=not self.unanswered,
            usage=self.usage,
        )

    def incomplete(self, agent_id: str) -> Iterator[Finding]:
        """The finding that something was not looked at, where that is so."""
        if not self.unanswered:
            return
        nothing = self.first_answered == 0
        asked = self.answered + len(self.unanswered)
        failed = f"{len(self.unanswered):,} {'was' if len(self.unanswered) == 1 else 'were'} not answered"
        yield Finding(
            id=finding_id(agent_id, CHECK, Location()),
            agent_id=agent_id,
            check=CHECK,
            severity="medium" if nothing else "low",
            title="No model has looked at the report" if nothing else "A model has looked at a part of the report only",
            description=(
                f"Of {counted(asked, 'question')} to {self.model} {failed} ({self._why}), so that what only a model "
                f"can see was not looked for {'at all' if nothing else 'everywhere'}: "
                f"{self._purposes}. What is computed is complete."
            ),
        )

    def in_words(self, judgement: Judgement) -> str:
        """What the judged part of a result rests on, in a sentence or two."""
        dropped = sum(judgement.dropped.values())
        return (
            f"{self.model} {self.asked_for}; of {judgement.claims:,} claims {dropped:,} were dropped, since the "
            f"report does not bear them out, {judgement.repeated:,} had been made before, {judgement.refuted:,} were "
            f"refuted, and {judgement.confirmed:,} stand. They are marked as a model's."
        )

    @property
    def _why(self) -> str:
        counts: dict[str, int] = {}
        for _, reason in self.unanswered:
            counts[reason] = counts.get(reason, 0) + 1
        most = sorted(counts, key=lambda reason: (-counts[reason], reason))
        others = f"; {len(most) - MOST_REASONS} other reasons" if len(most) > MOST_REASONS else ""
        told = (f"{reason[:200]}, {counted(counts[reason], 'time')}" for reason in most[:MOST_REASONS])
        return "; ".join(told) + others

    @property
    def _purposes(self) -> str:
        named = [purpose for purpose, _ in self.unanswered]
        others = f" and {len(named) - MOST_REASONS:,} others" if len(named) > MOST_REASONS else ""
        return "; ".join(named[:MOST_REASONS]) + others
