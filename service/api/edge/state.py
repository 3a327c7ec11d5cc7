"""What all connections of a server share."""

from __future__ import annotations

from uvicorn.server import ServerState

from service.api.edge.connection_limit import ConnectionLimit
from service.api.edge.refusals import RefusalLog


class State(ServerState):
    """uvicorn's state, with who is connected and what was refused."""

    def __init__(self, connection_limit: ConnectionLimit) -> None:
        super().__init__()
        self.connection_limit = connection_limit
        self.refusal_log = RefusalLog()
