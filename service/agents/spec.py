"""What an installed agent is: the object that an entry point of the group ``tickmark.agents`` names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from service.agents.models.question import Asking
from service.external.outside import Outside
from service.workers.pool import WorkerPool

if TYPE_CHECKING:
    from google.adk.agents import BaseAgent


@dataclass(frozen=True, slots=True)
class Brief:
    """What an agent is given for one audit."""

    audit_id: str
    report: bytes
    """The extracted report as stored; ``service.reports.codec.decode`` makes it a Report."""
    pool: WorkerPool
    """Worker processes for deterministic work, which would block the event loop."""
    timeout_s: float
    settings: Mapping[str, str] = field(default_factory=dict[str, str])
    """What is set of that which checks may ask for, by name."""
    sender: str = ""
    """Who handed the report in, as far as it is known: whose turn it is for a worker process."""
    asking: Asking | None = None
    """The model, for what needs one; None where none is configured."""
    outside: Outside | None = None
    """The sources outside of the report that are enabled; None where none is."""


@dataclass(frozen=True, slots=True)
class AgentSpec:
    """An agent as installed. Give either ``check`` or ``build``.

    ``version`` is the agent's own, ``rules`` that of the rules it applies: both are recorded with every result.
    """

    agent_id: str
    version: str
    rules: str
    check: str | None = None
    """ "module:function" of a pure ``(report, tell) -> Outcome``, run in a worker process."""
    takes: tuple[str, ...] = ()
    """The settings that the check takes besides, as keyword arguments: each as text, and left out where it is not set.
    There are ``materiality``, ``framework``, ``disclosures``, ``select`` and ``ignore``."""
    build: Callable[[Brief], BaseAgent] | None = None
    """Makes an ADK agent, for all that a pure function cannot do. It yields what ``service.agents.messages`` makes."""
    judge: str | None = None
    """ "module:function" of an asynchronous ``(brief, asking, result, tell) -> Result`` (service/agents/judging), for a
    ``check`` whose result a model may add to; it is called where one is configured, and runs in the event loop."""
    model: str | None = None
