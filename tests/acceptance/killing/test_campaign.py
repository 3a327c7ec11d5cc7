"""The promise again, with servers killed at every step of their work: `make chaos` does this for longer.

Each run draws the same deaths and habits of clients; CHAOS_SEED in the environment those of a run that has failed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.acceptance.chaos.campaign import Campaign
from tests.acceptance.chaos.places import PLACES
from tests.acceptance.chaos.steps import Step
from tests.acceptance.chaos.tally import table

KILLS = 20
SEED = 20_251_123


@pytest.mark.parametrize("database", PLACES)
async def test_nothing_is_lost_or_done_twice_however_often_and_wherever_servers_are_killed(
    database: str, migrated_database: Path, tmp_path: Path
) -> None:
    # Given audits with slow agents, each with clients that stay, break off and come late,
    campaign = Campaign(
        PLACES[database](migrated_database, tmp_path), tmp_path, KILLS, int(os.environ.get("CHAOS_SEED", SEED))
    )
    print(f"CHAOS_SEED={campaign.seed}")

    # when servers are killed at every step, then the campaign proves that every audit ran to its one end, that nothing
    # was done twice, and that every client has read exactly what is stored.
    tally = await campaign.run()

    print(table([tally]))
    assert tally.kills.total() >= KILLS
    assert set(tally.kills) == set(Step)
