"""The modules of the page and what each of them imports, from their texts."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

WEB = Path(__file__).parents[4] / "service" / "web"
IMPORT = re.compile(r'^(?:import|export) (?:\{[^}]*\} from )?"([^"]+)";', re.MULTILINE)
"""A statement of its own, whose braces may run over several lines; types that comments name are no imports."""


def texts() -> dict[str, str]:
    """Every module by its path below service/web."""
    return {path.relative_to(WEB).as_posix(): path.read_text(encoding="utf-8") for path in WEB.rglob("*.js")}


def imports(path: str, text: str) -> set[str]:
    """The paths of what a module imports, or exports from."""
    return {posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) for name in IMPORT.findall(text)}


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Some modules of which each imports the next and the last the first; empty if there are none."""
    done: set[str] = set()

    def walk(name: str, way: list[str]) -> list[str]:
        if name in way:
            return way[way.index(name) :]
        if name in done:
            return []
        found = next(filter(None, (walk(other, [*way, name]) for other in sorted(graph[name]))), [])
        done.add(name)
        return found

    return next(filter(None, (walk(name, []) for name in sorted(graph))), [])
