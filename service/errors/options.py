"""What an audit was asked to do, and cannot be done."""

from __future__ import annotations

from service.errors.root import TickmarkError


class OptionError(TickmarkError):
    """What an audit was asked to do cannot be done."""


class UnknownRule(OptionError):
    """No rule has the id ``asked``, and none begins with it."""

    def __init__(self, asked: str, there_are: tuple[str, ...]) -> None:
        super().__init__(f"there is no rule {asked!r}; there are: {', '.join(there_are)}")
        self.asked = asked


class RuleNotIgnorable(OptionError):
    """The rule ``check`` says what was not checked, so it always applies."""

    def __init__(self, check: str) -> None:
        super().__init__(f"the rule {check!r} cannot be left out: it says what was not checked")
        self.check = check


class BadOption(OptionError):
    """The option ``name`` does not take ``value``; ``reason`` says what it takes."""

    def __init__(self, name: str, value: str, reason: str) -> None:
        super().__init__(f"the {name} cannot be {value!r}: {reason}")
        self.name = name
        self.value = value
