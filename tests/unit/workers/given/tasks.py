"""What the worker processes of these tests run: each function is well or badly behaved in one way."""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from service import errors
from service.workers.confinement.machines import call, this_machine
from service.workers.forks import spread
from service.workers.frames import HEADER, MISSING_LIMITS

Tell = Callable[[bytes], None]
FOREVER_S = 600


def echo(argument: bytes, _tell: Tell) -> bytes:
    return argument


def echo_both(argument: bytes, _tell: Tell, large: bytes) -> bytes:
    return argument + large


def measure(_argument: bytes, _tell: Tell, large: bytes) -> bytes:
    return str(len(large)).encode()


def process_id(_argument: bytes, _tell: Tell) -> bytes:
    return str(os.getpid()).encode()


def count(argument: bytes, tell: Tell) -> bytes:
    for n in range(int(argument)):
        tell(str(n).encode())
    return b"done"


def damaged(argument: bytes, _tell: Tell) -> bytes:
    raise errors.DamagedReport("bericht – 2025.docx", argument.decode())


def raise_by_name(argument: bytes, _tell: Tell) -> bytes:
    raise EXAMPLES[argument.decode()]


def foreign(_argument: bytes, _tell: Tell) -> bytes:
    return {}["missing"]


class OurOwnError(errors.TickmarkError):
    """One that the service does not know."""


class AgentTimeout(Exception):
    """Only called like the service's."""


def unknown_to_the_service(_argument: bytes, _tell: Tell) -> bytes:
    raise OurOwnError("made elsewhere")


def namesake(_argument: bytes, _tell: Tell) -> bytes:
    raise AgentTimeout("not ours")


def leave(argument: bytes, _tell: Tell) -> bytes:
    os._exit(int(argument))


def leave_politely(argument: bytes, _tell: Tell) -> bytes:
    sys.exit(int(argument))


def be_killed(_argument: bytes, _tell: Tell) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def leave_in_the_middle_of_a_frame(_argument: bytes, tell: Tell) -> bytes:
    tell(b"whole")
    pipe = max(int(name) for name in os.listdir("/proc/self/fd") if _is_pipe(int(name)))
    os.write(pipe, b"P\0\0")
    os._exit(0)


def _is_pipe(descriptor: int) -> bool:
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}").startswith("pipe:") and descriptor > 2
    except OSError:
        return False


def hang(argument: bytes, tell: Tell) -> bytes:
    """Says who it is and never ends."""
    if argument:
        Path(argument.decode()).write_text(str(os.getpid()))
    tell(str(os.getpid()).encode())
    time.sleep(FOREVER_S)
    return b""


def see_stopped(argument: bytes, _tell: Tell) -> bytes:
    """Returns once one of the processes named stands still, with its number."""
    while True:
        for pid in argument.split():
            if Path(f"/proc/{pid.decode()}/stat").read_text().rpartition(")")[2].split()[0] == "T":
                return pid


def spin(_argument: bytes, tell: Tell) -> bytes:
    """As ``hang``, without ever leaving the interpreter."""
    tell(str(os.getpid()).encode())
    while True:
        pass


def grow(_argument: bytes, _tell: Tell) -> bytes:
    kept: list[bytearray] = []
    while True:
        kept.append(bytearray(16 * 2**20))


def answer_with(argument: bytes, _tell: Tell) -> bytes:
    """So many bytes."""
    return bytes(int(argument))


def chatter(argument: bytes, tell: Tell) -> bytes:
    """Prints in every way there is, while it tells and answers."""
    print("a line", argument, flush=True)
    sys.stdout.write("x" * 100_000)
    tell(b"told")
    os.write(1, b"R\0\0\0\5wrong")
    os.write(2, b"past everything\n")
    sys.stdout.flush()
    return argument


def tell_it_back(argument: bytes, tell: Tell) -> bytes:
    """Tells what it was given before it gives it back."""
    tell(argument)
    return argument


def what_it_knows(_argument: bytes, _tell: Tell) -> bytes:
    """The names in its environment, and whether it can gain rights."""
    status = Path("/proc/self/status").read_text()
    return json.dumps([sorted(os.environ), "NoNewPrivs:\t1" in status]).encode()


def try_all(argument: bytes, _tell: Tell) -> bytes:
    """What comes of each attempt of a program that a file has taken over; ``argument`` is a folder of somebody's."""
    return json.dumps({name: _tried(attempt) for name, attempt in attempts(Path(argument.decode())).items()}).encode()


def _tried(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return "done"


def attempts(folder: Path) -> dict[str, Callable[[], object]]:
    machine = this_machine()
    assert machine is not None

    return {
        "read a file": (folder / "report.md").read_bytes,
        "list a folder": lambda: list(folder.iterdir()),
        "read the passwords": Path("/etc/passwd").read_bytes,
        "write a file": lambda: (folder / "new").write_bytes(b""),
        "write over a module": lambda: Path(errors.__file__).open("ab").close(),
        "take a file away": (folder / "report.md").unlink,
        "ask a name server": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        "connect to another machine": lambda: socket.socket(socket.AF_INET6),
        "speak to a server on this machine": lambda: socket.socket(socket.AF_UNIX),
        "start a program": lambda: os.execv("/bin/sh", ["sh", "-c", "true"]),
        "start a program by fork": lambda: subprocess.run(["/bin/true"], check=True),
        "end its owner": lambda: os.kill(os.getppid(), signal.SIGTERM),
        "look into its owner": lambda: call(machine.calls["ptrace"], 16, os.getppid(), 0, 0),
        "become an administrator": lambda: call(machine.calls["unshare"], 0x10000000),
        "work in a ring": lambda: call(machine.calls["io_uring_setup"], 1, 0),
    }


def say_it_lacks_files(_argument: bytes, _tell: Tell) -> bytes:
    """Says to its owner that the kernel could not keep it from files."""
    pipe = max(int(name) for name in os.listdir("/proc/self/fd") if _is_pipe(int(name)))
    os.write(pipe, HEADER.pack(MISSING_LIMITS, len(b"files")) + b"files")
    return b""


def complain(argument: bytes, _tell: Tell) -> bytes:
    """Raises what it was given."""
    raise ValueError(argument.decode())


def read_input(_argument: bytes, _tell: Tell) -> bytes:
    """Takes whatever it is given on standard input."""
    return sys.stdin.buffer.read() + os.read(0, 100)


def by_forks(argument: bytes, _tell: Tell) -> bytes:
    """What so many forks answer to so many numbers, and what this process has and is when they are gone."""
    name, count, forks = json.loads(argument)
    answers = [answer.decode() for answer in spread(FORKED[name], count, forks)]
    return json.dumps([answers, os.getpid(), resource.getrlimit(resource.RLIMIT_AS)[0]]).encode()


def left_by_itself(_argument: bytes, _tell: Tell) -> bytes:
    """The forks that are still there once their answers are no longer wanted."""
    answers = spread(who, 100, 2)
    pids = {int(next(answers).split()[1]) for _ in range(4)}
    answers.close()
    return json.dumps([pid for pid in pids if Path(f"/proc/{pid}").exists()]).encode()


def beside_a_thread(_argument: bytes, _tell: Tell) -> bytes:
    """How many numbers forks answer of a process that does something else besides."""
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    answers = list(spread(who, 10, 2))
    ended.set()
    thread.join()
    return str(len(answers)).encode()


def hang_in_forks(argument: bytes, _tell: Tell) -> bytes:
    """Two forks say in a folder who they are, and never end."""

    def work(number: int) -> bytes:
        told = Path(argument.decode()) / f"{number}.pid"
        told.with_suffix(".part").write_text(str(os.getpid()))
        told.with_suffix(".part").rename(told)
        time.sleep(FOREVER_S)
        return b""

    return b"".join(spread(work, 2, 2))


def who(number: int) -> bytes:
    return f"{number} {os.getpid()}".encode()


def has(_number: int) -> bytes:
    """The address space that a fork may have, and what it has open besides the usual three."""
    opened = [_target(name) for name in os.listdir("/dev/fd") if int(name) > 2]
    kept = [target.partition(":")[0] for target in opened if target and not target.endswith("/fd")]
    return f"{resource.getrlimit(resource.RLIMIT_AS)[0]} {' '.join(kept)}".encode()


def _target(name: str) -> str | None:
    try:
        return os.readlink(f"/dev/fd/{name}")
    except OSError:  # the list itself was open as it was made
        return None


def raises_at_five(number: int) -> bytes:
    if number == 5:
        raise errors.DamagedReport("a.pdf", "five")
    return b"answered"


def dies_at_five(number: int) -> bytes:
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return b"answered"


def grows_at_five(number: int) -> bytes:
    return grow(b"", lambda _: None) if number == 5 else b"answered"


FORKED = {each.__name__: each for each in (who, has, raises_at_five, dies_at_five, grows_at_five)}
EXAMPLES: dict[str, errors.TickmarkError] = {
    "UnsupportedFormat": errors.UnsupportedFormat("a.pdf", "a PDF is not read"),
    "EmptyReport": errors.EmptyReport("a.md", "it is empty"),
    "EncryptedReport": errors.EncryptedReport("a.docx", "it is locked"),
    "ReportTooLarge": errors.ReportTooLarge("a.docx", "it is too large"),
    "AgentMisbehaved": errors.AgentMisbehaved("x", "returned int"),
    "AgentTimeout": errors.AgentTimeout("x", 1.5),
    "UnknownAgent": errors.UnknownAgent("x", ("a", "b")),
    "UnknownRule": errors.UnknownRule("x", ("a", "b")),
    "RuleNotIgnorable": errors.RuleNotIgnorable("a"),
    "BadOption": errors.BadOption("a", "b", "c"),
    "WrongExpectedSeq": errors.WrongExpectedSeq("a1", 3, 4),
    "SchemaMismatch": errors.SchemaMismatch("0001", "0002", "upgrade"),
    "ConfigurationError": errors.ConfigurationError("TICKMARK_PORT cannot work"),
    "WorkerTimeout": errors.WorkerTimeout("check", 2),
    "WorkerTaskFailed": errors.WorkerTaskFailed("check", "KeyError", "'a'"),
}
