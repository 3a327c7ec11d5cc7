"""The long campaign: hundreds of servers killed on each database, and a table of what they died of."""

from __future__ import annotations

import argparse
import asyncio
import logging
import shutil
import tempfile
from pathlib import Path

from service.log import schema
from tests.acceptance.chaos.campaign import Campaign, seed
from tests.acceptance.chaos.places import PLACES
from tests.acceptance.chaos.tally import Tally, table


def main() -> None:
    """Run it; the table goes to standard output, and to a file if one is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.acceptance.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="how many on each database (200)")
    parser.add_argument("--seed", type=int, default=seed(), help="of what they die, and when (CHAOS_SEED, or any)")
    parser.add_argument("--database", choices=PLACES, action="append", help="only this one (repeatable)")
    parser.add_argument("--report", type=Path, help="a file for the table")
    said = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    print(f"seed {said.seed}", flush=True)
    tallies = [asyncio.run(_campaign(name, said.kills, said.seed)) for name in said.database or PLACES]
    report = table(tallies)
    print(report)
    if said.report:
        said.report.write_text(report)


async def _campaign(name: str, kills: int, seed: int) -> Tally:
    folder = Path(tempfile.mkdtemp(prefix="tickmark-chaos-"))
    logging.info("what the servers say, and their SQLite database, is in %s; it stays if anything is wrong", folder)
    template = folder / "template.db"
    await asyncio.to_thread(schema.upgrade, template)
    tally = await Campaign(PLACES[name](template, folder), folder, kills, seed).run()
    shutil.rmtree(folder)
    return tally


if __name__ == "__main__":
    main()
