"""Files that cannot be audited: what is wrong with each, and what to do."""

from __future__ import annotations

from service.errors.root import TickmarkError


class ReportError(TickmarkError):
    """A file cannot be audited. ``filename`` is the file's name, ``reason`` what is wrong and what to do about it."""

    def __init__(self, filename: str, reason: str) -> None:
        super().__init__(f"{filename}: {reason}")
        self.filename = filename
        self.reason = reason


class UnsupportedFormat(ReportError):
    """The bytes are of no format that is read, or not of the one the name promises."""


class EmptyReport(ReportError):
    """No bytes, or nothing in them that can be audited."""


class DamagedReport(ReportError):
    """Truncated or malformed."""


class EncryptedReport(ReportError):
    """Protected by a password."""


class ReportTooLarge(ReportError):
    """Beyond a documented limit of size, cells, time or memory."""


class NotAFinancialReport(ReportError):
    """It has ``lacks``, and ``model`` reads something else in it: ``proof`` are its words, with their places."""

    def __init__(self, filename: str, lacks: str, model: str, proof: str) -> None:
        super().__init__(
            filename,
            f"this is no financial report: it has {lacks}, and {model} reads something else in it: {proof}; retry the "
            "audit to have it checked all the same",
        )
        self.proof = proof


class NoPagesToDraw(ReportError):
    """Its format has no pages that can be drawn."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename, "only the pages of a PDF can be drawn")


class NoSuchPage(ReportError):
    """It has ``pages`` pages, and page ``number`` was asked for."""

    def __init__(self, filename: str, number: int, pages: int) -> None:
        super().__init__(filename, f"there is no page {number}; its pages are 1 to {pages}")
        self.number = number
        self.pages = pages


class PageNotDrawn(ReportError):
    """Page ``number`` cannot be drawn: it is damaged, or takes more time or memory than there is."""

    def __init__(self, filename: str, number: int, why: str) -> None:
        super().__init__(filename, f"page {number} cannot be drawn: {why}; open the file itself to see it")
        self.number = number
