"""The parts of a Word file or a workbook: unpacked within bounds, parsed without entities."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from service.errors import DamagedReport, EncryptedReport, ReportTooLarge
from service.reports.limits import MAX_COMPRESSION_RATIO, MAX_UNCOMPRESSED_BYTES, RATIO_FREE_BYTES
from service.reports.markup import Element, TooDeepError, declares_entities, parse_xml

WORD: Final = "Word file"
WORKBOOK: Final = "Excel workbook"
_MAIN: Final = {WORD: "word/document.xml", WORKBOOK: "xl/workbook.xml"}
"""Where programs put the document if the relationships of the package do not say otherwise."""
_UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, NotImplementedError, ValueError, OverflowError,
)  # fmt: skip
"""What zipfile raises for archives that are cut, overwritten or made by hand."""
_ENCRYPTED_FLAG: Final = 0x1
_DAMAGED: Final = "it is a damaged {kind} ({what}); open it in a {program}, save it again and upload that"
_PROGRAMS: Final = {WORD: "word processor", WORKBOOK: "spreadsheet program"}


@dataclass(slots=True)
class Package:
    """An open Word file or workbook. What is unpacked is counted over all parts."""

    filename: str
    archive: zipfile.ZipFile
    kind: str = WORD
    _unpacked: int = field(default=0, init=False)

    @classmethod
    def open(cls, filename: str, data: bytes, kind: str = WORD) -> Package:
        """The package in these bytes.

        Raises:
            DamagedReport: they are no zip archive.
        """
        try:
            return cls(filename, zipfile.ZipFile(BytesIO(data)), kind)
        except _UNREADABLE as error:
            raise damaged(filename, "its archive cannot be opened", kind) from error

    def main(self) -> tuple[str, Element]:
        """The name and root of the main document.

        Raises:
            DamagedReport: it is missing or malformed.
            EncryptedReport: it is protected by a password.
            ReportTooLarge: it unpacks beyond the limits.
        """
        name = next((target for kind, target in self.related("") if kind == "officeDocument"), "")
        name = name if name in self.archive.NameToInfo else _MAIN[self.kind]
        root = self.part(name)
        if root is None:
            raise self.damaged(f"its main part, {_MAIN[self.kind]}, is missing")
        return name, root

    def related(self, part: str) -> list[tuple[str, str]]:
        """The (kind, name) of every part that a part (the package itself for "") points to inside the file."""
        return list(self.targets(part).values())

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """The (kind, name) of every part that a part points to inside the file, by the id it uses for it."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in root if root is not None else ():
            target = relation.get("Target")
            if target and relation.get("TargetMode") != "External":
                path = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
                found[relation.get("Id") or path] = ((relation.get("Type") or "").rpartition("/")[2], path)
        return found

    def part(self, name: str) -> Element | None:
        """The root of an XML part; None where the file has no such part.

        Raises:
            DamagedReport: it is cut, or not well-formed XML, or declares entities.
            EncryptedReport: it is protected by a password.
            ReportTooLarge: it unpacks beyond the limits.
        """
        info = self.archive.NameToInfo.get(name)
        if info is None:
            return None
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise EncryptedReport(
                self.filename, "it is protected by a password; save it without one and upload it again"
            )
        try:
            root = parse_xml(self._unpack(info), huge=False)
        except TooDeepError as error:
            raise self.damaged(f"its part {name} holds what no program writes: {error}") from error
        if root is None:
            raise self.damaged(f"its part {name} is cut off or malformed")
        if declares_entities(root):
            raise self.damaged(f"its part {name} declares a document type, which such files never do")
        return root

    def damaged(self, what: str) -> DamagedReport:
        """The error for this file, in which ``what`` is wrong."""
        return damaged(self.filename, what, self.kind)

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of a part. The sizes that the archive states are not trusted: reading stops at the limit."""
        allowed = min(
            MAX_UNCOMPRESSED_BYTES - self._unpacked,
            max(RATIO_FREE_BYTES, MAX_COMPRESSION_RATIO * info.compress_size),
        )
        try:
            with self.archive.open(info) as stream:
                data = stream.read(allowed + 1)
        except (*_UNREADABLE, RuntimeError) as error:
            raise self.damaged(f"its part {info.filename} cannot be unpacked") from error
        if len(data) > allowed:
            raise ReportTooLarge(
                self.filename, f"its part {info.filename} unpacks to more than {allowed:,} bytes, the limit"
            )
        self._unpacked += len(data)
        return data


def damaged(filename: str, what: str, kind: str = WORD) -> DamagedReport:
    """The error for a Word file or a workbook in which ``what`` is wrong."""
    return DamagedReport(filename, _DAMAGED.format(kind=kind, what=what, program=_PROGRAMS[kind]))
