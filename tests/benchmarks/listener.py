"""A process that hears news of a PostgreSQL log and does nothing: ``python -m tests.benchmarks.listener ADDRESS``."""

from __future__ import annotations

import asyncio
import sys

from service.log.place import PostgresServer
from service.log.postgres.store import open_store


async def main(address: str) -> None:
    """Listen until standard input ends."""
    store = await open_store(PostgresServer(address))
    await store.ping()
    print("listening", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
