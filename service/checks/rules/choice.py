"""Which rules an audit applies: those selected, without those ignored, by id or by the beginning of an id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service.checks.rules.registry import rules
from service.errors import RuleNotIgnorable, UnknownRule


@dataclass(frozen=True, slots=True)
class Choice:
    """``select`` nothing means all rules; what is both selected and ignored is ignored."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def applies(self, check: str) -> bool:
        """Whether the rule is applied. One that cannot be left out always is."""
        known = rules().get(check)
        if known is not None and known.always:
            return True
        return (not self.select or check.startswith(self.select)) and not check.startswith(self.ignore)

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not self.select and not self.ignore

    @property
    def in_words(self) -> str:
        """What is left out, in a sentence; empty where nothing is."""
        parts: list[str] = []
        if self.select:
            parts.append(f"only these rules were applied: {', '.join(self.select)}")
        if self.ignore:
            parts.append(f"these rules were left out: {', '.join(self.ignore)}")
        return f"As asked for, {', and '.join(parts)}." if parts else ""


def choice_of(select: Iterable[str], ignore: Iterable[str]) -> Choice:
    """The choice that somebody asks for; texts may hold several ids, separated by commas.

    Raises:
        UnknownRule: one of them is neither a rule nor the beginning of one.
        RuleNotIgnorable: a rule that cannot be left out is ignored by its whole id.
    """
    choice = Choice(_parted(select), _parted(ignore))
    there_are = rules()
    for requested in (*choice.select, *choice.ignore):
        if not any(check.startswith(requested) for check in there_are):
            raise UnknownRule(requested, tuple(there_are))
    for check in choice.ignore:
        if check in there_are and there_are[check].always:
            raise RuleNotIgnorable(check)
    return choice


def _parted(texts: Iterable[str]) -> tuple[str, ...]:
    parts = (part.strip() for text in texts for part in text.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
