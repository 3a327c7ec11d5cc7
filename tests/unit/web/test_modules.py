"""The page's files: imports go one way, and none is longer than a reader takes in."""

from __future__ import annotations

from tests.unit.web.given.modules import WEB, circle, imports, texts

MOST_LINES = 250


def test_no_module_of_the_page_is_imported_by_what_it_imports() -> None:
    graph = {path: imports(path, text) for path, text in texts().items()}

    assert graph["main.js"] == {"nodes.js", "router.js", "unsent.js", "views/audit.js", "views/home.js"}
    assert set().union(*graph.values()) <= graph.keys()
    assert circle(graph) == []


def test_a_circle_would_be_found() -> None:
    assert circle({"a": {"b"}, "b": {"c", "d"}, "c": set(), "d": {"b"}}) == ["b", "d"]


def test_every_module_is_reached_from_the_page() -> None:
    graph = {path: imports(path, text) for path, text in texts().items()}
    reached, new = set[str](), {"main.js"}
    while new:
        reached |= new
        new = set().union(*(graph[path] for path in new)) - reached

    assert reached == graph.keys()


def test_no_module_and_no_stylesheet_is_too_long() -> None:
    files = [path for path in WEB.rglob("*") if path.suffix in {".js", ".css", ".ts"}]
    lines = {path.relative_to(WEB).as_posix(): path.read_text(encoding="utf-8").count("\n") for path in files}

    assert len(lines) > len(texts())
    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}
