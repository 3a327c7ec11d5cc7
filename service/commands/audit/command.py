"""tickmark audit: whole audits from the command line, in this process or on a server."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import tempfile
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import typer

from service.agents.models.starting import startup_line
from service.commands.audit.audited import Audited, refused, shown
from service.commands.audit.local_audit import LocalAuditor
from service.commands.audit.progress import Board, LiveBoard, PlainBoard, SilentBoard
from service.commands.audit.remote_audit import RemoteAuditor
from service.commands.printable import printable_json
from service.commands.running import LAST_TASKS_S, run_to_end
from service.options import Options
from service.settings import Settings, load_settings

Auditor = Callable[[Path, Board], Awaitable[Audited]]


@dataclass(frozen=True, slots=True)
class AuditRequest:
    """What was asked for: where, by which agents, with ticks, whether anything is kept, and what checks are told."""

    server: str | None
    agents: tuple[str, ...]
    ephemeral: bool
    ticks: bool
    options: Options = field(default_factory=Options)


def audit(files: Sequence[Path], request: AuditRequest, *, as_json: bool) -> int:
    """Audit every file; the exit code is the gravest of all."""
    if request.server is not None and request.ephemeral:
        raise typer.BadParameter("--ephemeral runs audits in this process; it does not go with --server")
    try:
        results = run_to_end(_audit_all(files, request, as_json=as_json))
    except (KeyboardInterrupt, asyncio.CancelledError):
        typer.echo("tickmark: stopped; what had begun is resumed by the next process that runs audits", err=True)
        return 130
    return max((result.exit_code for result in results), default=0)


async def _audit_all(files: Sequence[Path], request: AuditRequest, *, as_json: bool) -> list[Audited]:
    main = asyncio.current_task()
    assert main is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, main.cancel)
    settings = load_settings()
    with _board(as_json=as_json) as board:
        if request.server is None:
            await _say_which_model(settings)
        async with _auditor(settings, request) as auditor:
            return await _in_order(files, auditor, board, settings.concurrent_audits, as_json=as_json)


async def _say_which_model(settings: Settings) -> None:
    """Which model answers; that none is set only to somebody who watches, since it is as usual.

    Raises:
        ConfigurationError: the model that is set cannot be asked.
    """
    model = await startup_line(settings)
    if model.is_set or (sys.stderr.isatty() and sys.stdout.isatty()):
        typer.echo(model.line, err=True)


async def _in_order(
    files: Sequence[Path], auditor: Auditor, board: Board, concurrent: int, *, as_json: bool
) -> list[Audited]:
    """A few audits at a time; results are printed in the order of the files, each as soon as those before it are."""
    room = asyncio.Semaphore(concurrent)

    async def one(path: Path) -> Audited:
        async with room:
            return await auditor(path, board)

    tasks = [asyncio.create_task(one(path)) for path in files]
    results: list[Audited] = []
    try:
        for task in tasks:
            result = await task
            results.append(result)
            if as_json:
                print(printable_json(json.dumps(result.as_json(), ensure_ascii=False)), flush=True)
            else:
                board.result(result)
    finally:
        # Not a task group: it would wrap what ends the command (a reader that hung up, a database that failed).
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=LAST_TASKS_S)
    return results


@asynccontextmanager
async def _auditor(settings: Settings, request: AuditRequest) -> AsyncGenerator[Auditor, None]:
    if request.server is not None:
        async with RemoteAuditor.connected(
            request.server, request.agents, options=request.options, ticks=request.ticks
        ) as remote:
            yield _reading(remote.audit, None)
        return
    with tempfile.TemporaryDirectory(prefix="tickmark-") if request.ephemeral else nullcontext() as folder:
        if folder is not None:
            settings = settings.model_copy(update={"data_dir": Path(folder), "database_url": None})
        async with LocalAuditor.opened(settings, request.agents, options=request.options, ticks=request.ticks) as local:
            yield _reading(local.audit, settings.max_upload_bytes + 1)


def _reading(audit_bytes: Callable[[Path, bytes, Board], Awaitable[Audited]], max_bytes: int | None) -> Auditor:
    """Audits of files; of one beyond ``max_bytes`` no more is read, which is enough to refuse it."""

    def read(path: Path) -> bytes:
        with path.open("rb") as file:
            return file.read(-1 if max_bytes is None else max_bytes)

    async def audit_file(path: Path, board: Board) -> Audited:
        try:
            data = await asyncio.to_thread(read, path)
        except OSError as error:
            return refused(shown(path), f"{shown(path)}: cannot be read: {error.strerror}")
        return await audit_bytes(path, data, board)

    return audit_file


def _board(*, as_json: bool) -> Board:
    if as_json:
        return SilentBoard()
    return LiveBoard() if sys.stdout.isatty() else PlainBoard()
