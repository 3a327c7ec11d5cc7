"""How long to wait before something is tried again: twice as long each time, up to a bound."""

from __future__ import annotations

MOST_DOUBLINGS = 30
"""More would not fit a float, and any bound is reached long before."""


def pause_s(times: int, first_s: float, longest_s: float) -> float:
    """Seconds to wait after the failure that ``times`` others came before: ``first_s`` after the first one."""
    return min(first_s * 2 ** min(times, MOST_DOUBLINGS), longest_s)
