"""Models through ADK: one call, as its own request and response."""

from __future__ import annotations

import json
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from google.adk.models import BaseLlm
from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse
from google.genai import types

from service.agents.models.question import Question, Source
from service.agents.models.replies import Correction, Reply, Stop
from service.events import Usage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

FORM = """
Answer with one JSON object and nothing else: no words around it, no fences. It has to be of this JSON schema:
"""
AGAIN = "That answer cannot be used: {problem}. Give the whole answer again, as one JSON object of the schema."
REFUSALS = frozenset({"SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "RECITATION", "SPII", "IMAGE_SAFETY", "JAILBREAK"})
MOST_SOURCES = 50
MOST_TOKENS = 100_000_000
"""Of one call; a context of ten million is the largest there is."""


class AdkModel:
    """A ``Model`` over an ADK one. No template: what is in a report is never taken for a name in an instruction."""

    def __init__(
        self, name: str, llm: BaseLlm, output_tokens: int, close: Callable[[], Awaitable[object]] | None = None
    ) -> None:
        self.name = name
        self._llm = llm
        self._output_tokens = output_tokens
        self._close = close

    async def reply(self, question: Question, correction: Correction | None) -> Reply:
        """What the model says to the question, or to the correction of what it said before.

        Raises:
            Exception: whatever the provider's library raises.
        """
        request = LlmRequest(
            model=self._llm.model, contents=_contents(question, correction), config=self._config(question)
        )
        async with aclosing(self._llm.generate_content_async(request)) as answers:
            said = [answer async for answer in answers]
        return _read(said[-1]) if said else Reply("", None, "nothing")

    async def close(self) -> None:
        """Give connections back."""
        if self._close is not None:
            await self._close()

    def _config(self, question: Question) -> types.GenerateContentConfig:
        schema = json.dumps(question.answer.model_json_schema(), ensure_ascii=False)
        config = types.GenerateContentConfig(
            system_instruction=f"{question.instruction}\n{FORM}{schema}", max_output_tokens=self._output_tokens
        )
        if question.grounded:  # Google does not search and hold to a schema in one call
            config.tools = [types.Tool(google_search=types.GoogleSearch())]
        else:
            config.response_mime_type = "application/json"
            config.response_schema = question.answer
        return config


def _contents(question: Question, correction: Correction | None) -> list[types.Content]:
    said = [_said("user", question.data)]
    if correction is not None:
        said += [_said("model", correction.text), _said("user", AGAIN.format(problem=correction.problem))]
    return said


def _said(role: str, text: str) -> types.Content:
    return types.Content(role=role, parts=[types.Part(text=text)])


def _read(response: LlmResponse) -> Reply:
    text = "".join(part.text or "" for part in _parts(response) if not part.thought)
    return Reply(
        text=text.encode(errors="replace").decode(),
        usage=_usage(response.usage_metadata),
        stop=_stop(response),
        said=response.error_message or str(response.error_code or ""),
        sources=_sources(response.grounding_metadata),
    )


def _parts(response: LlmResponse) -> list[types.Part]:
    return (response.content.parts if response.content else None) or []


def _stop(response: LlmResponse) -> Stop:
    reasons = {_plain(response.finish_reason), _plain(response.error_code)}
    if "MAX_TOKENS" in reasons:
        return "cut off"
    if reasons & REFUSALS:
        return "refused"
    return "nothing" if response.error_code else "done"


def _plain(reason: Any) -> str:
    """The name of a reason, which libraries give as a member of an enumeration or as its name."""
    return str(getattr(reason, "value", reason) or "").upper()


def _usage(counted: types.GenerateContentResponseUsageMetadata | None) -> Usage | None:
    """Tokens as they are paid: what was thought before the answer counts as written. What nobody can have used for one
    call is no count.
    """
    if counted is None or counted.prompt_token_count is None:
        return None
    numbers = (counted.prompt_token_count, counted.total_token_count or 0, counted.candidates_token_count or 0)
    if not all(0 <= number <= MOST_TOKENS for number in numbers):
        return None
    read = counted.prompt_token_count
    if counted.total_token_count is not None and counted.total_token_count >= read:
        return Usage(input_tokens=read, output_tokens=counted.total_token_count - read)
    return Usage(input_tokens=read, output_tokens=counted.candidates_token_count or 0)


def _sources(grounding: types.GroundingMetadata | None) -> tuple[Source, ...]:
    chunks = (grounding.grounding_chunks if grounding else None) or []
    pages = [chunk.web for chunk in chunks if chunk.web and chunk.web.uri]
    return tuple(Source(url=page.uri or "", title=page.title or "") for page in pages[:MOST_SOURCES])
