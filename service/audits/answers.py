"""The answers of models that an audit's log holds: what was answered before is not asked again."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping

from service.agents.models.asking import Recorded
from service.errors import ArtifactDamaged, ArtifactNotFound
from service.events import ModelAnswered, parse
from service.log.store import EventStore

logger = logging.getLogger(__name__)


async def recorded_answers(store: EventStore, audit_id: str, head: int) -> Mapping[str, Mapping[str, Recorded]]:
    """Every answer up to ``head``, by agent and by the key of its question.

    One whose text is no longer what was stored counts as none: its question is asked again.
    """
    found: defaultdict[str, dict[str, Recorded]] = defaultdict(dict)
    cursor = 0
    while cursor < head and (page := await store.read(audit_id, cursor)):
        cursor = page[-1].seq
        for stored in page:
            if stored.type != "model_answered":
                continue
            event = parse(stored.body)
            if isinstance(event, ModelAnswered) and (text := await _text(store, event)) is not None:
                found[event.agent_id][event.key] = Recorded(text, event.model, event.sources, event.usage)
    return found


async def _text(store: EventStore, event: ModelAnswered) -> str | None:
    try:
        return (await store.artifact(event.artifact)).decode()
    except (ArtifactDamaged, ArtifactNotFound, UnicodeDecodeError) as error:
        logger.warning("an answer of %s is asked for again: %s", event.model, error)
        return None
