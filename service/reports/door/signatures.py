"""What a file is by its first bytes: the formats that get uploaded by mistake, and what to do with each."""

from __future__ import annotations

from dataclasses import dataclass

from service.reports.door.formats import spoken

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound files: Word and Excel before 2007, and any Office file protected by a password."""
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is not read, and how its report can be."""

    name: str
    advice: str


_CONVERT = f"save the report as one of these and upload that: {spoken(last='or')}"
_SOURCE = f"upload the document that it was made from: {spoken(last='or')}"
_RICH_TEXT = Kind("a rich text (RTF) file", _CONVERT)
_OPEN_DOCUMENT = Kind("an OpenDocument file", _CONVERT)
_PRESENTATION = Kind("a PowerPoint presentation", _CONVERT)
OLD_OFFICE = Kind("a Word or Excel file from before 2007", _CONVERT)

_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"%!PS", Kind("a PostScript file", _SOURCE)),
    (b"{\\rtf", _RICH_TEXT),
    (b"\x89PNG", Kind("a picture (PNG)", _SOURCE)),
    (b"\xff\xd8\xff", Kind("a picture (JPEG)", _SOURCE)),
    (b"GIF8", Kind("a picture (GIF)", _SOURCE)),
    (b"BM", Kind("a picture (BMP)", _SOURCE)),
    (b"II*\0", Kind("a picture (TIFF)", _SOURCE)),
    (b"MM\0*", Kind("a picture (TIFF)", _SOURCE)),
    (b"RIFF", Kind("a picture or recording (RIFF)", _SOURCE)),
    (b"\x7fELF", Kind("a program", _CONVERT)),
    (b"MZ", Kind("a program", _CONVERT)),
    (b"\x1f\x8b", Kind("a gzip archive", "unpack it and upload the report inside")),
    (b"7z\xbc\xaf\x27\x1c", Kind("a 7-Zip archive", "unpack it and upload the report inside")),
    (b"Rar!", Kind("a RAR archive", "unpack it and upload the report inside")),
    (b"BZh", Kind("a bzip2 archive", "unpack it and upload the report inside")),
    (b"\xfd7zXZ\0", Kind("an xz archive", "unpack it and upload the report inside")),
    (b"SQLite format 3\0", Kind("a database", _CONVERT)),
)
_SHORTEST_CERTAIN = 4
"""Bytes. Shorter signatures also begin texts ("BM", "MZ"); those count only where the rest is not plain."""

_ZIP_PARTS: tuple[tuple[str, Kind], ...] = (
    ("xl/workbook.bin", Kind("a binary Excel workbook (.xlsb)", "save it as .xlsx and upload that")),
    ("ppt/", _PRESENTATION),
    ("content.xml", _OPEN_DOCUMENT),
    ("META-INF/container.xml", Kind("an e-book", _CONVERT)),
    ("Index/Document.iwa", Kind("a Pages document", _CONVERT)),
    ("META-INF/reportPackage.json", Kind("an XBRL report package", "unpack it and upload the .xhtml report inside")),
    ("META-INF/taxonomyPackage.xml", Kind("an XBRL report package", "unpack it and upload the .xhtml report inside")),
)
PLAIN_ZIP = Kind("a zip archive", "unpack it and upload the report inside")

_BY_SUFFIX = {
    ".xls": OLD_OFFICE,
    ".doc": OLD_OFFICE,
    ".rtf": _RICH_TEXT,
    ".odt": _OPEN_DOCUMENT,
    ".ods": _OPEN_DOCUMENT,
    ".pptx": _PRESENTATION,
    ".csv": Kind("a list of comma-separated values", "upload the workbook or the report that it was made from"),
}


def kind_of(data: bytes) -> Kind | None:
    """The kind of file that these bytes begin, if it is one of those that are not read."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            certain = len(signature) >= _SHORTEST_CERTAIN or not _is_plain(signature)
            return kind if certain or not _is_plain(data[:512]) else None
    return None


def kind_of_suffix(suffix: str) -> Kind | None:
    """The kind of file that is usually called so, if it is one of those that are not read."""
    return _BY_SUFFIX.get(suffix)


def kind_of_zip(names: list[str]) -> Kind | None:
    """The kind of a zip archive that is no Word file, by the parts in it."""
    for part, kind in _ZIP_PARTS:
        if any(name.startswith(part) or name.endswith(f"/{part}") for name in names):
            return kind
    return None


def _is_plain(head: bytes) -> bool:
    return all(0x20 <= byte < 0x7F or byte in b"\t\r\n\f" for byte in head)
