"""Agents, their models and their sources: what could not be done, or not be asked."""

from __future__ import annotations

from service.errors.root import TickmarkError


class AgentError(TickmarkError):
    """An agent could not do its work."""


class AgentTimeout(AgentError):
    """``agent_id`` did not finish within ``budget_s`` seconds."""

    def __init__(self, agent_id: str, budget_s: float) -> None:
        super().__init__(f"{agent_id} did not finish within {budget_s:g} s and was stopped")
        self.agent_id = agent_id
        self.budget_s = budget_s


class AgentMisbehaved(AgentError):
    """``agent_id`` returned something that is not an outcome; ``what`` says what."""

    def __init__(self, agent_id: str, what: str) -> None:
        super().__init__(f"{agent_id} {what}")
        self.agent_id = agent_id
        self.what = what


class ModelFailed(AgentError):
    """The model of ``agent_id`` gave no usable answer, for ``reason`` (a word or two); ``said`` has more of it."""

    def __init__(self, agent_id: str, reason: str, said: str) -> None:
        super().__init__(f"the model of {agent_id} gave no usable answer: {reason}{': ' if said else ''}{said}")
        self.agent_id = agent_id
        self.reason = reason
        self.said = said


class ModelBudgetSpent(AgentError):
    """Models have read and written ``spent`` tokens for this audit, whose ``limit`` leaves none; nobody was asked."""

    def __init__(self, agent_id: str, spent: int, limit: int) -> None:
        super().__init__(
            f"{agent_id} may ask its model no more: the audit has used {spent:,} of its {limit:,} tokens; "
            "TICKMARK_MODEL_TOKENS_PER_AUDIT allows more"
        )
        self.agent_id = agent_id
        self.spent = spent
        self.limit = limit


class SourceFailed(TickmarkError):
    """The outside source called ``source`` gave no answer that can be used; ``reason`` says why, without any secret."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source} {reason}")
        self.source = source
        self.reason = reason


class UnknownAgent(AgentError):
    """No installed agent is called ``agent_id``."""

    def __init__(self, agent_id: str, installed: tuple[str, ...]) -> None:
        super().__init__(f"no agent {agent_id!r} is installed; there are: {', '.join(installed) or 'none'}")
        self.agent_id = agent_id
        self.installed = installed
