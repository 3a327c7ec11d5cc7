"""Events as server-sent events, as the framework would write them."""

from __future__ import annotations

import pytest
from fastapi.sse import format_sse_event

from service.api.routes.server_sent_events import _message
from service.log.codec import StoredEvent


@pytest.mark.parametrize("body", ["{}", '{"a":"€ \u2028 \\n"}', "{\n}", "{\r}", "{\r\n}", "", '{"seq":1}\n'])
def test_a_message_is_what_the_framework_makes_of_it(body: str) -> None:
    event = StoredEvent("a", 7, "agent_progress", body, "")

    assert _message(event).encode() == format_sse_event(data_str=body, id="7")
