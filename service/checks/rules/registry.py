"""All rules there are: ours, each a module of a room beside this one or of a standard, and those of other packages."""

from __future__ import annotations

import importlib
import logging
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType, ModuleType

from service.checks.rules import facts, figures, judged, sentences, words
from service.checks.rules.outside import of_sources
from service.checks.rules.rule import Rule
from service.checks.rules.standards import of_standards
from service.errors import UnknownRule

logger = logging.getLogger(__name__)

GROUP = "tickmark.rules"
ROOMS: tuple[ModuleType, ...] = (figures, sentences, words, facts, judged)


def rules() -> Mapping[str, Rule]:
    """Every rule by its id: ours by rooms, those of sources outside and of standards, and those of other packages.

    An entry point of ``tickmark.rules`` names a Rule, or several in a tuple. One that cannot be imported, names
    something else or an id that is taken is left out, and the log says why: it must not stop everybody's audits.
    """
    return _rules_on(tuple(sys.path))


@cache
def _rules_on(_: tuple[str, ...]) -> Mapping[str, Rule]:
    """Collected once, since that imports packages; what is installed later is for the next start."""
    found = {rule.id: rule for rule in (*ours(), *of_sources(), *of_standards())}
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            brought = {rule.id: rule for rule in _brought_by(point)}
            if taken := brought.keys() & found.keys():
                raise ValueError(f"there is another rule called {min(taken)}")
        except (Exception, SystemExit) as error:  # noqa: BLE001  foreign code: it may raise anything, or leave
            logger.warning("rules of the entry point %s (%s) are left out: %s", point.name, point.value, error)
        else:
            found |= brought
    return MappingProxyType(found)


def ours() -> tuple[Rule, ...]:
    """The rules of this package that are modules of their own."""
    return tuple(module.RULE for module in modules_of_rules())


@cache
def modules_of_rules() -> tuple[ModuleType, ...]:
    """The module of each of our rules, room by room."""
    return tuple(
        _module_of_rule(f"{room.__name__}.{name}")
        for room in ROOMS
        for name in sorted(module.name for module in pkgutil.iter_modules(room.__path__))
    )


def rule_of(check: str) -> Rule:
    """The rule that findings and ticks name as ``check``.

    Raises:
        UnknownRule: there is none.
    """
    there_are = rules()
    if check not in there_are:
        raise UnknownRule(check, tuple(there_are))
    return there_are[check]


def _module_of_rule(name: str) -> ModuleType:
    module = importlib.import_module(name)
    rule = module.RULE
    if not isinstance(rule, Rule) or rule.id != name.rpartition(".")[2]:
        raise ValueError(f"{name}.RULE must be a Rule, and its id the name of its module")
    return module


def _brought_by(point: EntryPoint) -> Iterator[Rule]:
    named: object = point.load()
    each: tuple[object, ...] = named if isinstance(named, tuple) else (named,)  # pyright: ignore[reportUnknownVariableType]
    for rule in each:
        if not isinstance(rule, Rule):
            raise TypeError(f"it names {type(rule).__name__}, which is no Rule")
        yield rule
