"""The worker's side of a check: bytes in, a pure check over the report, its result as bytes."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Mapping

from pydantic import TypeAdapter

from service.agents.labelling import with_page_labels
from service.agents.result import result_of
from service.checks.outcome import Outcome, Progress
from service.errors import AgentMisbehaved
from service.reports import codec
from service.workers.parts import joined, parted

_PROGRESS: TypeAdapter[Progress] = TypeAdapter(Progress)
FUNCTION = f"{__name__}:run_check"


def argument(agent_id: str, check: str, settings: Mapping[str, str]) -> bytes:
    """What ``run_check`` takes beside the report."""
    return joined(agent_id.encode(), check.encode(), json.dumps(settings).encode())


def run_check(task: bytes, tell: Callable[[bytes], None], report: bytes) -> bytes:
    """Import the check, run it over the report with the settings that it takes, and give back its result.

    Raises:
        AgentMisbehaved: the check returned something that is not an Outcome.
    """
    agent_id, check, settings = parted(task)
    module, _, name = check.decode().partition(":")
    function = getattr(importlib.import_module(module), name)

    def told(progress: Progress) -> None:
        tell(_PROGRESS.dump_json(progress))

    read = codec.decode(report)
    outcome = function(read, told, **json.loads(settings))
    if not isinstance(outcome, Outcome):
        raise AgentMisbehaved(agent_id.decode(), f"returned {type(outcome).__name__}, where an Outcome was expected")
    return result_of(agent_id.decode(), with_page_labels(outcome, read)).encoded()


def progress(data: bytes) -> Progress:
    """The progress that ``run_check`` reported."""
    return _PROGRESS.validate_json(data)
