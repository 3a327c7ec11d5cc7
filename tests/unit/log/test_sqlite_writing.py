"""The writer on SQLite: a thread takes whatever waits, and each caller hears what became of its own."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from service.errors import AuditNotFound, CommitUnknown, DatabaseFailed
from service.log.appending.settling import AnswerLost, Committed, Tried
from service.log.codec import StoredEvent
from service.log.sqlite.writing import writer as writing
from service.log.sqlite.writing.thread import ConnectionThread
from service.log.sqlite.writing.writer import Submitted, ThreadWriter
from tests.waiting import DEADLINE_S

Answer = Callable[[str, Sequence[Tried]], Any]


class Commits:
    """Stands where the database is: remembers what was committed together, and answers as the test wants."""

    def __init__(self, answer: Answer = lambda name, _: name.upper()) -> None:
        self.batches: list[list[str]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.begun = threading.Event()
        self.rings = 0
        self.bad: DatabaseFailed | None = None
        self._answer = answer

    def trouble(self) -> DatabaseFailed | None:
        return self.bad

    def commit(self, raw: sqlite3.Connection, operations: Sequence[Submitted], tried: Sequence[Tried]) -> Committed:
        names = cast("Sequence[str]", operations)
        self.batches.append(list(names))
        self.begun.set()
        assert self.gate.wait(DEADLINE_S)
        return [self._answer(name, tried) for name in names], []

    def ring(self, stored: Sequence[StoredEvent]) -> None:
        self.rings += 1


@pytest.fixture
async def thread(database_path: Path) -> AsyncIterator[ConnectionThread]:
    thread = await ConnectionThread.open(database_path)
    yield thread
    await thread.close()


@pytest.fixture(autouse=True)
async def patience() -> AsyncIterator[None]:
    async with asyncio.timeout(3 * DEADLINE_S):
        yield


def ignore(_: Sequence[StoredEvent]) -> None:
    """Nobody listens."""


async def submitted(writer: ThreadWriter, names: str) -> list[Any]:
    """What each is answered; an error is an answer too."""
    operations = cast("list[Submitted]", list(names))
    return await asyncio.gather(*map(writer.submit, operations), return_exceptions=True)


async def test_what_comes_in_one_turn_of_the_loop_is_written_together(thread: ConnectionThread) -> None:
    commits = Commits()
    writer = ThreadWriter(thread, commits, ignore)

    assert await submitted(writer, "abcd") == ["A", "B", "C", "D"]

    assert commits.batches == [["a", "b", "c", "d"]]
    await writer.close()  # with nobody behind them, the callers hear of it before the bells are rung
    assert commits.rings == 1


async def test_what_comes_while_the_disk_is_busy_is_written_next_and_together(thread: ConnectionThread) -> None:
    commits = Commits()
    commits.gate.clear()
    writer = ThreadWriter(thread, commits, ignore)
    first = asyncio.create_task(submitted(writer, "a"))
    await asyncio.to_thread(commits.begun.wait, DEADLINE_S)
    others = [asyncio.create_task(submitted(writer, name)) for name in "bcd"]
    await asyncio.sleep(0)

    commits.gate.set()

    assert await asyncio.gather(first, *others) == [["A"], ["B"], ["C"], ["D"]]
    assert commits.batches == [["a"], ["b", "c", "d"]]


async def test_many_rounds_of_many_callers_all_come_through_in_their_order(thread: ConnectionThread) -> None:
    commits = Commits(lambda name, _: name)
    writer = ThreadWriter(thread, commits, ignore)

    async def caller(letter: str) -> None:
        for n in range(50):
            assert await writer.submit(cast("Submitted", f"{letter}{n}")) == f"{letter}{n}"

    await asyncio.gather(*map(caller, "abcdefghijklmnopqrstuvwxyz"))

    written = [name for batch in commits.batches for name in batch]
    for letter in "abcdefghijklmnopqrstuvwxyz":
        assert [name for name in written if name[0] == letter] == [f"{letter}{n}" for n in range(50)]


async def test_whoever_gives_up_before_its_turn_is_not_written(thread: ConnectionThread) -> None:
    commits = Commits()
    commits.gate.clear()
    writer = ThreadWriter(thread, commits, ignore)
    first = asyncio.create_task(submitted(writer, "a"))
    await asyncio.to_thread(commits.begun.wait, DEADLINE_S)
    given_up = asyncio.create_task(submitted(writer, "b"))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.wait([given_up])

    commits.gate.set()
    await first

    assert await submitted(writer, "c") == ["C"]
    assert commits.batches == [["a"], ["c"]]


async def test_an_error_of_one_operation_is_its_own(thread: ConnectionThread) -> None:
    writer = ThreadWriter(thread, Commits(lambda name, _: AuditNotFound(name) if name == "b" else name), ignore)

    assert [type(answer) for answer in await submitted(writer, "abc")] == [str, AuditNotFound, str]


@pytest.mark.parametrize("error", [DatabaseFailed("write", "the disk is full"), ZeroDivisionError("a defect")])
async def test_what_stops_a_batch_is_everyones_in_it_and_the_next_goes_on(
    thread: ConnectionThread, error: Exception
) -> None:
    def answer(name: str, _: Sequence[Tried]) -> str:
        if name == "x":
            raise error
        return name

    commits = Commits(answer)
    writer = ThreadWriter(thread, commits, ignore)

    answers = await submitted(writer, "ax")

    assert [type(answer) for answer in answers] == [DatabaseFailed, DatabaseFailed]
    assert str(error) in str(answers[0])
    assert commits.rings == 0
    assert await submitted(writer, "b") == ["b"]


async def test_nothing_is_written_to_a_file_in_trouble(thread: ConnectionThread) -> None:
    commits = Commits()
    commits.bad = DatabaseFailed("write", "it was replaced")
    writer = ThreadWriter(thread, commits, ignore)

    assert [str(answer) for answer in await submitted(writer, "ab")] == [str(commits.bad)] * 2
    assert commits.batches == []
    commits.bad = None
    assert await submitted(writer, "c") == ["C"]


async def test_a_listener_with_a_defect_leaves_nobody_waiting(thread: ConnectionThread) -> None:
    def listener(_: object) -> None:
        raise ZeroDivisionError

    assert await submitted(ThreadWriter(thread, Commits(), listener), "a") == ["A"]


async def test_a_lost_answer_is_asked_for_and_others_are_written_meanwhile(thread: ConnectionThread) -> None:
    """The first attempt of x is lost; in the second one the database cannot be asked, in the third it knows."""
    attempts = 0

    def answer(name: str, tried: Sequence[Tried]) -> str:
        nonlocal attempts
        if name != "x":
            return name.upper()
        attempts += 1
        if attempts == 1:
            raise AnswerLost("the disk failed", [Tried("it stands")])
        if attempts == 2:
            raise DatabaseFailed("write", "the disk still fails")
        return tried[0].result

    commits = Commits(answer)
    writer = ThreadWriter(thread, commits, ignore)
    lost = asyncio.create_task(submitted(writer, "x"))
    await asyncio.to_thread(commits.begun.wait, DEADLINE_S)

    assert await submitted(writer, "a") == ["A"]
    assert await lost == ["it stands"]


async def test_who_closes_waits_until_what_is_in_doubt_is_settled(
    thread: ConnectionThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SETTLE_S", 0.2)

    def answer(_: str, tried: Sequence[Tried]) -> str:
        if tried:
            raise DatabaseFailed("write", "the disk still fails")
        raise AnswerLost("the disk failed", [Tried("it may stand")])

    commits = Commits(answer)
    writer = ThreadWriter(thread, commits, ignore)
    lost = asyncio.create_task(submitted(writer, "x"))
    await asyncio.to_thread(commits.begun.wait, DEADLINE_S)

    await writer.close()

    assert [type(each) for each in await lost] == [CommitUnknown]


async def test_closing_writes_what_waits_and_refuses_what_comes_after(thread: ConnectionThread) -> None:
    commits = Commits()
    commits.gate.clear()
    writer = ThreadWriter(thread, commits, ignore)
    first = asyncio.create_task(submitted(writer, "a"))
    await asyncio.to_thread(commits.begun.wait, DEADLINE_S)
    second = asyncio.create_task(submitted(writer, "b"))
    await asyncio.sleep(0)
    closing = asyncio.create_task(writer.close())
    await asyncio.sleep(0)

    with pytest.raises(DatabaseFailed, match="closed"):
        await writer.submit(cast("Submitted", "c"))
    commits.gate.set()
    await closing

    assert await asyncio.gather(first, second) == [["A"], ["B"]]
    await writer.close()


async def test_a_thread_that_has_ended_does_nothing_more(database_path: Path) -> None:
    thread = await ConnectionThread.open(database_path)
    await thread.close()
    await thread.close()

    with pytest.raises(DatabaseFailed, match="closed"):
        await thread.run(lambda raw: raw.execute("SELECT 1"))


async def test_whoever_gives_up_waiting_for_the_thread_leaves_it_as_it_was(thread: ConnectionThread) -> None:
    gate = threading.Event()
    given_up = asyncio.create_task(thread.run(lambda _: gate.wait(DEADLINE_S)))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.wait([given_up])
    gate.set()

    assert await thread.run(lambda raw: raw.execute("SELECT 1").fetchone()) == (1,)


@pytest.mark.parametrize("question", ["trouble", "ring"])
async def test_a_defect_beside_the_commit_leaves_nobody_waiting(
    thread: ConnectionThread, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    def defect(*_: object) -> None:
        raise ZeroDivisionError

    commits = Commits()
    writer = ThreadWriter(thread, commits, ignore)
    with monkeypatch.context() as defective:
        defective.setattr(commits, question, defect)

        (answer,) = await submitted(writer, "a")

    assert "ZeroDivisionError" in str(answer) if question == "trouble" else answer == "A"
    assert await submitted(writer, "b") == ["B"]


async def test_a_batch_that_comes_to_nothing_leaves_nobody_else_waiting(
    thread: ConnectionThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not all of it can be answered, so its turn in the event loop ends with an error; there are other turns."""
    loop = asyncio.get_running_loop()
    defects: list[Any] = []
    loop.set_exception_handler(lambda _, context: defects.append(context["exception"]))
    commits = Commits()
    writer = ThreadWriter(thread, commits, ignore)
    with monkeypatch.context() as defective:
        defective.setattr(commits, "commit", lambda *_: ([], []))
        lost = asyncio.create_task(writer.submit(cast("Submitted", "a")))
        while not defects:
            await asyncio.sleep(0)
    lost.cancel()

    assert await submitted(writer, "b") == ["B"]


async def test_a_job_with_a_defect_does_not_end_the_thread(thread: ConnectionThread) -> None:
    def defective(raw: sqlite3.Connection) -> None:
        raw.execute("no SQL")

    thread.do(defective)

    assert await thread.run(lambda raw: raw.execute("SELECT 1").fetchone()) == (1,)


async def test_a_path_that_no_file_can_have_is_said_to_be_wrong() -> None:
    with pytest.raises(DatabaseFailed, match="null"):
        await ConnectionThread.open(Path("a\0b"))


class NeverResting:
    """Writes on as long as anybody waits."""

    def share(self, waiting: int) -> int:
        return waiting

    def wrote(self, _: float) -> None: ...

    def turned(self, _: float) -> None: ...


async def test_who_asks_the_thread_for_something_else_has_its_turn_though_writing_never_ends(
    thread: ConnectionThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each commit ends only when somebody waits for the next one."""
    monkeypatch.setattr(writing, "Pace", NeverResting)
    loop = asyncio.get_running_loop()
    callers: set[asyncio.Task[Any]] = set()
    asked, answered = threading.Event(), threading.Event()
    come = threading.Semaphore(0)

    def another() -> None:
        if not answered.is_set():
            callers.add(loop.create_task(writer.submit(cast("Submitted", "x"))))
            loop.call_soon(come.release)

    def answer(name: str, _: Sequence[Tried]) -> str:
        if not answered.is_set():
            loop.call_soon_threadsafe(another)
            come.acquire(timeout=DEADLINE_S)
        return name

    writer = ThreadWriter(thread, Commits(answer), ignore)
    another()

    async with asyncio.timeout(DEADLINE_S):
        assert await thread.run(lambda _: asked.set() or "its turn") == "its turn"
    answered.set()
    come.release()
    assert asked.is_set()
    assert set(await asyncio.gather(*callers)) == {"x"}


async def test_a_settling_that_is_given_up_says_that_the_outcome_is_unknown(thread: ConnectionThread) -> None:
    def answer(_: str, tried: Sequence[Tried]) -> str:
        if tried:
            raise DatabaseFailed("write", "the disk still fails")
        raise AnswerLost("the disk failed", [Tried("it may stand")])

    commits = Commits(answer)
    writer = ThreadWriter(thread, commits, ignore)
    before = asyncio.all_tasks()
    lost = asyncio.create_task(submitted(writer, "x"))
    while len(commits.batches) < 2:
        await asyncio.sleep(0)
    (settling,) = (task for task in asyncio.all_tasks() - before if "_settle" in repr(task.get_coro()))

    settling.cancel()

    assert [type(each) for each in await lost] == [CommitUnknown]
