"""Worker processes that could not finish their tasks."""

from __future__ import annotations

from service.errors.root import TickmarkError


class WorkerError(TickmarkError):
    """A worker process could not finish its task."""


class WorkerCrashed(WorkerError):
    """The worker process ended with ``exit_code`` in the middle of ``task``."""

    def __init__(self, task: str, exit_code: int | None) -> None:
        super().__init__(f"the worker process for {task} ended unexpectedly (exit code {exit_code})")
        self.task = task
        self.exit_code = exit_code


class WorkerTimeout(WorkerError):
    """``task`` did not finish within ``limit_s`` seconds and its process was ended."""

    def __init__(self, task: str, limit_s: float) -> None:
        super().__init__(f"{task} did not finish within {limit_s:g} s and was stopped")
        self.task = task
        self.limit_s = limit_s


class WorkerOutOfMemory(WorkerError):
    """``task`` needed more than ``limit_bytes`` of memory."""

    def __init__(self, task: str, limit_bytes: int) -> None:
        super().__init__(f"{task} needed more than {limit_bytes // 2**20} MiB of memory and was stopped")
        self.task = task
        self.limit_bytes = limit_bytes


class WorkerTaskFailed(WorkerError):
    """``task`` raised an error of type ``error_type`` saying ``message``."""

    def __init__(self, task: str, error_type: str, message: str) -> None:
        super().__init__(f"{error_type} in {task}: {message}")
        self.task = task
        self.error_type = error_type
        self.message = message


class WorkerReplyRefused(WorkerError):
    """The worker process gave back more for ``task`` than its owner takes, or what is no reply at all."""

    def __init__(self, task: str, size_bytes: int, limit_bytes: int) -> None:
        super().__init__(f"{task} gave back {size_bytes:,} bytes, of which {limit_bytes:,} are taken, and was stopped")
        self.task = task
        self.size_bytes = size_bytes
        self.limit_bytes = limit_bytes
