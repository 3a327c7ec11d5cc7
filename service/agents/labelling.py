"""What a check says gets the page numbers that are printed, where they are not those of the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from service.checks.outcome import Outcome
from service.findings import Location
from service.reports.model import Report


def with_page_labels(outcome: Outcome, report: Report) -> Outcome:
    """The outcome, each of its places with the number that is printed on its page, if the report knows it."""
    labels = {number: page.label for number, page in enumerate(report.shown, start=1) if page.label}
    if not labels:
        return outcome

    def labelled(place: Location) -> Location:
        label = labels.get(place.page or 0)
        return place if label is None else place.model_copy(update={"page_label": label})

    def all_labelled(places: Iterable[Location]) -> tuple[Location, ...]:
        return tuple(map(labelled, places))

    return replace(
        outcome,
        findings=tuple(
            one.model_copy(
                update={
                    "locations": all_labelled(one.locations),
                    "alternatives": tuple(
                        other.model_copy(update={"location": labelled(other.location)}) for other in one.alternatives
                    ),
                }
            )
            for one in outcome.findings
        ),
        ticks=tuple(replace(tick, locations=all_labelled(tick.locations)) for tick in outcome.ticks),
        untested=tuple(replace(one, location=labelled(one.location)) for one in outcome.untested),
        tests=tuple(one.model_copy(update={"locations": all_labelled(one.locations)}) for one in outcome.tests),
    )
