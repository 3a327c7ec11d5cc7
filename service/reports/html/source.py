"""The bytes of an HTML file to its tree: the right encoding, no network, no entities, truncation noticed."""

from __future__ import annotations

import codecs
import re
from typing import Final

from service.errors import DamagedReport, EmptyReport
from service.reports.door.encoding import wide_encoding
from service.reports.limits import Limits
from service.reports.markup import Element, TooDeepError, parse_html_tree, parse_xml

_HEAD: Final = 4096
"""Bytes in which a file states its encoding."""
_XML_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]*\?>")
_STATED: Final = re.compile(
    rb"""<\?xml[^>]*encoding=["']([\w.:-]+)|<meta[^>]*charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_LATIN: Final = frozenset({"iso8859-1", "ascii"})
"""Browsers read these names as Windows-1252, and programs that write them mean it."""
_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_OPEN_TAG: Final = re.compile(r"<[a-zA-Z/!]")
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_END: Final = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


def parse_html(filename: str, data: bytes) -> Element:
    """The root element of an HTML or XHTML file.

    Well-formed XHTML, inline XBRL above all, is parsed as XML: in HTML an empty element written "<td/>" or "<div/>"
    would swallow what follows it. Everything else is parsed as browsers do. ``huge_tree`` lifts the parser's limit
    on one text or attribute (10 MB): reports hold their pictures as one attribute each, and the size of the whole
    file was bounded before. The document type is taken out first, with any entities it declares: none is expanded.

    Raises:
        EmptyReport: there is no element in it.
        DamagedReport: it breaks off in the middle.
        ReportTooLarge: it has more tags than are read in time.
    """
    text = decode_html(data)
    Limits(filename).check_tags(text.count("<"))
    _refuse_truncated(filename, text)
    try:
        root = _tree(_without_prolog(text))
    except TooDeepError as error:
        raise DamagedReport(filename, f"its elements are nested deeper than any page needs ({error})") from error
    if root is None:
        raise EmptyReport(filename, "there is nothing in it that can be audited")
    return root


def _without_prolog(text: str) -> str:
    """The text without its XML declaration, whose encoding no longer holds, and without its document type."""
    declared = _XML_DECLARATION.match(text)
    text = text[declared.end() :] if declared else text
    at = text[:_HEAD].lower().find("<!doctype")
    found = _DOCTYPE.match(text, at) if at >= 0 else None
    return text[: found.start()] + text[found.end() :] if found else text


def _tree(text: str) -> Element | None:
    is_xhtml = _XHTML in text[:_HEAD] and "<!ENTITY" not in text
    root = parse_xml(text.encode("utf-8", "replace"), huge=True) if is_xhtml else None
    return parse_html_tree(_END.sub("", text)) if root is None else root  # the parser would drop what follows an end


def decode_html(data: bytes) -> str:
    """The characters of the file: by its byte order mark, its zeros, what it states, as UTF-8, else as Windows-1252."""
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", "replace")
    if wide := wide_encoding(data):
        return data.decode(wide, "replace")
    stated = _stated_encoding(data[:_HEAD])
    for encoding in ("utf-8", stated):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8" if stated == "utf-8" else "cp1252", "replace")


def _stated_encoding(head: bytes) -> str:
    match = _STATED.search(head)
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name if match else "cp1252"
    except LookupError:
        return "cp1252"
    return "cp1252" if name in _LATIN or name.startswith("utf-16") else name


def _refuse_truncated(filename: str, text: str) -> None:
    """A file cut off in a transfer still parses; what is left would be audited as if it were all."""
    _refuse_open_comment(filename, text)
    tail = text[-200_000:]
    if "</html>" in tail.lower() or "</body>" in tail.lower():
        return
    bare = _COMMENT.sub("", text)
    opened = _OPEN_TAG.search(bare[bare.rfind(">") + 1 :])
    lower = bare.lower()
    unclosed = len(re.findall(r"<table[\s>]", lower)) - lower.count("</table")
    if _XHTML in text[:_HEAD] or opened or unclosed > 0:
        raise DamagedReport(filename, "it breaks off before its end, perhaps in a transfer; get the whole file")


def _refuse_open_comment(filename: str, text: str) -> None:
    """A comment without an end hides all that follows it; in a script it would be no comment."""
    opened = text.rfind("<!--")
    rest = text[opened:] if opened > text.rfind("-->") else ""
    if any(map(str.isdigit, rest)) and "</script" not in rest.lower():
        reason = "a comment in it never ends (<!-- without -->), and what follows is hidden; close or remove it"
        raise DamagedReport(filename, reason)
