"""The rules that keep the log append-only: whether the database still has them, as the migrations make them."""

from __future__ import annotations

from collections.abc import Iterator

from service.log import schema
from service.log.place import Place
from service.log.verifying.verdict import Verdict, broken


def rule_verdicts(place: Place) -> Iterator[Verdict]:
    """A verdict if some are missing, altered or switched off, if the tables are not those of this version, and on
    whatever keeps either from meaning what it says.

    Raises:
        DatabaseFailed: they cannot be compared: on PostgreSQL, the role may not make a schema, say.
    """
    for obstacle in schema.in_the_way_at(place):
        yield broken("rules", f"something stands in their way: {obstacle}")
    if differ := schema.other_tables(place):
        yield broken("tables", f"they are not as the migrations make them: {differ}")
    keys, rules = schema.altered(place)
    if keys:
        yield broken("tables", f"{', '.join(keys)} missing, altered or new, and not as the migrations make them")
    if rules:
        yield broken("rules", f"{', '.join(rules)} missing or altered: the database no longer keeps itself unaltered")
