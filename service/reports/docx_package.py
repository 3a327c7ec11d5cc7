"""The parts of a Word file: unpacked within bounds, parsed without entities."""

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

_MAIN: Final = "word/document.xml"
"""Where programs put the document if the relationships of the package do not say otherwise."""
_UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, NotImplementedError, ValueError, OverflowError,
)  # fmt: skip
"""What zipfile raises for archives that are cut, overwritten or made by hand."""
_ENCRYPTED_FLAG: Final = 0x1
_DAMAGED: Final = "it is a damaged Word file ({what}); open it in a word processor, save it again and upload that"


@dataclass(slots=True)
class Package:
    """An open Word file. What is unpacked is counted over all parts."""

    filename: str
    archive: zipfile.ZipFile
    _unpacked: int = field(default=0, init=False)

    @classmethod
    def open(cls, filename: str, data: bytes) -> Package:
        """The package in these bytes.

        Raises:
            DamagedReport: they are no zip archive.
        """
        try:
            return cls(filename, zipfile.ZipFile(BytesIO(data)))
        except _UNREADABLE as error:
            raise damaged(filename, "its archive can not be opened") from error

    def main(self) -> tuple[str, Element]:
        """The name and root of the main document.

        Raises:
            DamagedReport: it is missing or malformed.
            EncryptedReport: it is protected by a password.
            ReportTooLarge: it unpacks beyond the limits.
        """
        name = next((target for kind, target in self.related("") if kind == "officeDocument"), _MAIN)
        root = self.part(name) if name in self.archive.NameToInfo else self.part(_MAIN)
        if root is None:
            raise damaged(self.filename, "its text, word/document.xml, is missing")
        return name, root

    def related(self, part: str) -> list[tuple[str, str]]:
        """The (kind, name) of every part that a part (the package itself for "") points to inside the file."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: list[tuple[str, str]] = []
        for relation in root if root is not None else ():
            target = relation.get("Target")
            if target and relation.get("TargetMode") != "External":
                path = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
                found.append(((relation.get("Type") or "").rpartition("/")[2], path))
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
            raise damaged(self.filename, f"its part {name} holds what no word processor writes: {error}") from error
        if root is None:
            raise damaged(self.filename, f"its part {name} is cut off or malformed")
        if declares_entities(root):
            raise damaged(self.filename, f"its part {name} declares a document type, which Word files never do")
        return root

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
            raise damaged(self.filename, f"its part {info.filename} can not be unpacked") from error
        if len(data) > allowed:
            raise ReportTooLarge(
                self.filename, f"its part {info.filename} unpacks to more than {allowed:,} bytes, the limit"
            )
        self._unpacked += len(data)
        return data


def damaged(filename: str, what: str) -> DamagedReport:
    """The error for a Word file in which ``what`` is wrong."""
    return DamagedReport(filename, _DAMAGED.format(what=what))
