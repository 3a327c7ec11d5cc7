"""What a sign-off is about, in lines for a person: which figures were checked, and what was not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service.counting import counted

Said = dict[str, Any]
MOST_SINCE = 10
"""Events after a sign-off that are named; the others are counted."""
SINCE = {
    "finding_accepted": "accepted",
    "finding_dismissed": "dismissed",
    "finding_noted": "noted something about",
    "finding_reopened": "opened",
    "finding_added": "added",
    "finding_withdrawn": "withdrew",
}


def scope_lines(scope: Said) -> Iterator[str]:
    """The figures in each state, then what was not checked and why; nothing where an older version did not say."""
    if not scope:
        return
    counts = scope["counts"]
    states = [
        f"{counts['holds']:,} hold",
        f"{counts['finding']:,} in findings",
        *([f"{counts['dismissed']:,} in dismissed findings"] if counts["dismissed"] else []),
        f"{counts['untested']:,} could not be checked",
        f"{counts['unrelated']:,} in no relation",
    ]
    yield f"{counted(scope['figures'], 'figure')}: {', '.join(states)}"
    if scope["reasons"]:
        reasons = [f"{one['figures']:,}: {one['reason']}" for one in scope["reasons"]]
        others = [f"{scope['other_reasons']:,}: for other reasons"] if scope["other_reasons"] else []
        yield f"could not be checked: {'; '.join([*reasons, *others])}"
    for what, named in (
        ("tests not made", [name.replace("_", " ") for name in scope["tests_not_made"]]),
        ("agents that failed", scope["agents_failed"]),
        ("agents that were not run", scope["agents_not_run"]),
    ):
        if named:
            yield f"{what}: {', '.join(named)}"


def covers_line(signed_off: Said) -> str:
    """As far as which events a sign-off goes."""
    audit, review = (signed_off["covers"][stream]["head"] for stream in ("audit", "review"))
    decided = f"the review up to event {review:,}" if review else "no decision"
    return f"it covers the audit up to event {audit:,}, and {decided}"


def since_lines(since: list[Said], titles: dict[str, str]) -> Iterator[str]:
    """What came after a sign-off, and whose it is."""
    for one in since[:MOST_SINCE]:
        what = SINCE.get(one["type"], one["type"].replace("_", " "))
        about = titles.get(one["finding_id"], one["finding_id"]) or ""
        when = f", {moment(one['at'])}" if one["at"] else ""
        yield f"{one['by'] or 'somebody'} {what} {about}".rstrip() + when
    if len(since) > MOST_SINCE:
        yield f"and {counted(len(since) - MOST_SINCE, 'event')} more"


def moment(at: str) -> str:
    """A time of the log, to the minute."""
    return f"{at[:10]} {at[11:16]} UTC"
