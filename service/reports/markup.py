"""lxml behind types: only this file imports it, so how a hostile document is parsed is decided in one place."""

# lxml ships no types; what comes out of it is given the types below.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportAttributeAccessIssue=false

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, Protocol, Self, cast

from lxml import etree

Event = Literal["start", "end", "comment"]


class Element(Protocol):
    """What the readers use of an element."""

    tag: str
    text: str | None
    tail: str | None

    @property
    def attrib(self) -> Mapping[str, str]: ...
    def get(self, name: str, /) -> str | None: ...
    def iter(self, *tags: str) -> Iterator[Self]: ...
    def find(self, path: str, /) -> Self | None: ...
    def __iter__(self) -> Iterator[Self]: ...
    def __len__(self) -> int: ...


class TooDeepError(ValueError):
    """Elements nested deeper than the parser follows: 2048 levels, or 256 where the document is not huge."""


def parse_xml(data: bytes, *, huge: bool) -> Element | None:
    """The root of a well-formed XML document, encoded as it says; None where it is not one.

    No entity is expanded, no DTD loaded, nothing fetched. ``huge`` lifts lxml's limits on depth (256), on one text
    (10 MB) and on the growth of entities; only for documents known to declare none.

    Raises:
        TooDeepError: its elements are nested too deep.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=huge,
        remove_pis=True,
        remove_comments=not huge,
    )
    return _root(data, parser)


def parse_html_tree(text: str) -> Element | None:
    """The root of an HTML document, repaired as browsers do; None where there is no element in it.

    Raises:
        TooDeepError: its elements are nested too deep; the parser would leave out what is deeper and say nothing.
    """
    return _root(text.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True))


def declares_entities(root: Element) -> bool:
    """Whether the document of this root has a document type declaration, which is where entities come from."""
    return bool(etree.ElementTree(root).docinfo.doctype)


def walk(root: Element) -> Iterator[tuple[Event, Element]]:
    """Every element as it starts and ends, and every comment, in document order, without recursion."""
    return cast(Iterator[tuple[Event, Element]], etree.iterwalk(root, events=("start", "end", "comment")))


def _root(data: bytes, parser: object) -> Element | None:
    try:
        root = cast("Element | None", etree.fromstring(data, parser))
    except etree.XMLSyntaxError:
        root = None
    for entry in cast("Any", parser).error_log:
        if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise TooDeepError(f"line {entry.line}: {entry.message}")
    return root
