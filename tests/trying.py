"""What property tests try: in the gate the same examples in every run, in `make soak` many more and always others."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

CHOSEN = os.environ.get("TICKMARK_TESTS", "gate")
"""The name of the profile."""
UNMEASURED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
"""What depends on how busy the machine is, or on what was drawn by chance, fails nothing."""
PROFILES = {
    "gate": settings(max_examples=200, derandomize=True, deadline=None, suppress_health_check=UNMEASURED),
    "soak": settings(max_examples=2000, print_blob=True, deadline=None, suppress_health_check=UNMEASURED),
}
"""Of tests that name no count of their own; a failure of the soak prints what repeats it."""
TIMES = PROFILES[CHOSEN].max_examples // PROFILES["gate"].max_examples


def examples(count: int, *unwatched: HealthCheck) -> settings:
    """For a test whose examples take their time: ``count`` of them in the gate, so many times more in the soak."""
    return settings(PROFILES[CHOSEN], max_examples=count * TIMES, suppress_health_check=[*UNMEASURED, *unwatched])
