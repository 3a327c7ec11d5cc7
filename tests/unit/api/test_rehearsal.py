"""The watcher who comes before all others."""

from __future__ import annotations

from typing import Any, cast

from service.api.app import create_app
from service.api.parts import Parts
from service.api.watching.broadcasting import Broadcasts
from service.api.watching.closing import CloseCode
from service.api.watching.connection_manager import ConnectionManager
from service.api.watching.rehearsal import rehearse
from service.settings import Settings
from service.tail.feed import Feed
from tests.unit.api.given.log_behind import GrowingLog


async def test_it_comes_as_far_as_its_cursor_and_leaves_no_trace() -> None:
    log, connections, settings = GrowingLog(), ConnectionManager(), Settings(host="reports.example")
    feed = Feed(cast("Any", log), poll_s=3600)
    broadcasts = Broadcasts(feed, heartbeat_s=60, slow_client_s=60)
    nothing = cast("Any", None)
    app = create_app(settings, nothing)
    app.state.parts = Parts(settings, cast("Any", log), nothing, nothing, feed, broadcasts, connections, nothing)

    code = await rehearse(app)

    assert code == CloseCode.BAD_CURSOR
    assert log.asked == 0
    assert connections.count() == 0
