"""What a server or its machine cannot do now, or not with this request or setting."""

from __future__ import annotations

from service.errors.root import TickmarkError


class DrawingBusy(TickmarkError):
    """``waiting`` pages are to be drawn already, and no more are taken now."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} pages are to be drawn already; ask again in a moment")
        self.waiting = waiting


class RequestTooLarge(TickmarkError):
    """A request that uploads no file, such as a decision, is longer than ``limit_bytes``."""

    def __init__(self, method: str, path: str, limit_bytes: int) -> None:
        what = "a decision" if path.endswith("/review") else "a request without a file"
        super().__init__(f"{method} {path}: {what} has at most {limit_bytes // 1024} KiB; shorten what it says")
        self.limit_bytes = limit_bytes


class MachineFailed(TickmarkError):
    """The machine could not go on with an audit, for ``reason``: it lacks processes, files or rights."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the machine could not go on with the audit: {reason}; see that there are processes, files, memory and "
            "rights enough, then audit the file again"
        )
        self.reason = reason


class TooManyFiles(TickmarkError):
    """One upload held several ``filenames``; an audit is of one file."""

    def __init__(self, filenames: tuple[str, ...]) -> None:
        named = " and ".join(repr(name) for name in filenames)
        super().__init__(f"one upload holds {named}; send each file in an upload of its own")
        self.filenames = filenames


class ServerClosing(TickmarkError):
    """The server shuts down and takes no new audit; nothing was kept of the request."""

    def __init__(self) -> None:
        super().__init__("the server is shutting down and takes no new audit; nothing was kept, try again in a moment")


class ConfigurationError(TickmarkError):
    """A setting cannot work; the text names it and says what to do."""


class BadChecklist(ConfigurationError):
    """A checklist of disclosures cannot be used; the text names the file, the item and the field."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(f"the checklist {file} cannot be used: {problem}; docs/disclosures.md says how one is written")
        self.file = file
        self.problem = problem
