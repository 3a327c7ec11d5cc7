"""Forks of a worker process that do its work side by side: they begin with all that it has read, and end before it."""

from __future__ import annotations

import os
import resource
import selectors
import signal
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from service.workers.kernel import end_with_parent

AHEAD = 2
"""Numbers that a fork has at most: it begins the next one while we take its last answer."""
LEAST_BYTES = 192 * 2**20
"""Address space of a fork, at least: a worker that has read 400 pages of a PDF takes 100 MiB."""
_NUMBER = struct.Struct("=I")
"""A number to a fork; back comes the length of an answer, and the answer."""
_CHUNK = 256 * 1024
_STANDARD_ERROR = 2


def spread(work: Callable[[int], bytes], count: int, forks: int) -> Generator[bytes]:
    """``work(0)``, ``work(1)`` ... ``work(count - 1)``, each done by one of so many forks of this process.

    The answers come in this order, and end early where a fork raises, dies or finds no memory, or where none can be
    made: the caller does the rest itself, and meets what there is to meet. All forks together have half of the memory
    of this process, which has the other half until they are gone. None is left when this ends or is closed.
    """
    if threading.active_count() > 1:  # a fork has one thread, and would wait for locks that the others hold
        return
    crew: list[_Fork] = []
    with _memory_shared(min(forks, count)) as (fit, memory_bytes):
        try:
            while 1 < fit != len(crew):
                crew.append(_Fork.started(work, memory_bytes))
            if crew:
                yield from _in_order(crew, count)
        except OSError:  # no more processes may be started, or one has ended
            return
        finally:
            for fork in crew:
                fork.end()


@contextmanager
def _memory_shared(forks: int) -> Generator[tuple[int, int | None]]:
    """How many forks there is memory for, and how much for each; None where there is no limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY:
        yield forks, None
        return
    forks = min(forks, soft // 2 // LEAST_BYTES)
    resource.setrlimit(resource.RLIMIT_AS, (soft if forks < 2 else soft // 2, hard))
    try:
        yield forks, soft // 2 // max(forks, 1)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@dataclass(slots=True)
class _Fork:
    """A fork, seen from the process that it was made of."""

    pid: int
    link: socket.socket
    given: deque[int] = field(default_factory=deque[int])
    """The numbers that it has and has not answered yet."""
    heard: bytearray = field(default_factory=bytearray)

    @classmethod
    def started(cls, work: Callable[[int], bytes], memory_bytes: int | None) -> _Fork:
        ours, theirs = socket.socketpair()
        owner = os.getpid()
        try:
            pid = os.fork()
        except OSError:
            ours.close()
            theirs.close()
            raise
        if pid == 0:
            try:
                _serve(work, theirs, owner, memory_bytes)
            finally:
                os._exit(0)  # nothing of ours is to be closed or flushed a second time
        theirs.close()
        return cls(pid, ours)

    def give(self, number: int) -> None:
        self.given.append(number)
        self.link.sendall(_NUMBER.pack(number))

    def answers(self) -> Iterator[tuple[int, bytes]]:
        """What has come of it, number by number.

        Raises:
            ConnectionError: it has ended.
        """
        chunk = self.link.recv(_CHUNK)
        if not chunk:
            raise ConnectionResetError
        self.heard += chunk
        while len(self.heard) >= _NUMBER.size:
            end = _NUMBER.size + _NUMBER.unpack_from(self.heard)[0]
            if len(self.heard) < end:
                return
            answer = bytes(self.heard[_NUMBER.size : end])
            del self.heard[:end]
            yield self.given.popleft(), answer

    def end(self) -> None:
        self.link.close()
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def _in_order(crew: list[_Fork], count: int) -> Iterator[bytes]:
    """The answers in the order of their numbers; each fork gets a number as it has answered one."""
    left = iter(range(count))
    done: dict[int, bytes] = {}
    with selectors.DefaultSelector() as ready:
        for fork in crew:
            ready.register(fork.link, selectors.EVENT_READ, fork)
        for fork, number in zip(crew * AHEAD, left, strict=False):
            fork.give(number)
        for wanted in range(count):
            while wanted not in done:
                for key, _ in ready.select():
                    fork: _Fork = key.data
                    for number, answer in fork.answers():
                        done[number] = answer
                        if (following := next(left, None)) is not None:
                            fork.give(following)
            yield done.pop(wanted)


def _serve(work: Callable[[int], bytes], link: socket.socket, owner: int, memory_bytes: int | None) -> None:
    """The fork's side: answer numbers until the owner hangs up."""
    end_with_parent()
    if os.getppid() != owner:
        return
    # What it has open is its owner's: were it kept, whoever waits for the end of that would wait for ours.
    os.closerange(_STANDARD_ERROR + 1, link.fileno())
    os.closerange(link.fileno() + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    if memory_bytes is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    while number := link.recv(_NUMBER.size, socket.MSG_WAITALL):
        answer = work(_NUMBER.unpack(number)[0])
        link.sendall(_NUMBER.pack(len(answer)))
        link.sendall(answer)
