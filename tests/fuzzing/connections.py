"""Damaged conversations without end: requests, handshakes and frames, spoiled and cut, said to a real server.

After each hundred of them the server must answer a probe, show a watcher of another address what is in the log, have
said nothing of a defect, and take no more memory than an attacker may make it take. The conversations of a hundred that
it did not stand are kept.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

import httpx
from websockets.asyncio.client import connect

from tests.acceptance.attacks.attack import HOST, MOST_BYTES, SETTINGS, Target, connected
from tests.acceptance.attacks.frames import CONTINUED, PING, PONG, TEXT, handshake
from tests.acceptance.attacks.memory import memory_of_tree
from tests.acceptance.clients.handing_in import REPORT, hand_in, until
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess, served
from tests.unit.api.given.serving import framed
from tests.unit.reports.given.damage import Damage

WATCHING = 0.4
"""So many of the conversations say frames on an open WebSocket."""
TOGETHER = 100
"""Conversations between two looks at the server."""
SAID_EVERY = 5_000
LISTEN_S = 0.2
"""How long more is waited for, once the server has said something or nothing."""
DEFECT = re.compile(r"defect|Traceback|Exception in callback|was never awaited")
STATUS = re.compile(rb"HTTP/1\.1 (\d\d\d)")
JSON = b'{"action":"accepted","finding_id":"f","expected_seq":0,"reviewer":"Ada"}'
FORM = (
    b'--x\r\nContent-Disposition: form-data; name="agents"\r\n\r\nquick\r\n'
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="report.md"\r\n\r\n' + REPORT + b"\r\n--x--\r\n"
)
CLOSE = 8
WATCHED, REVIEWED = handshake(b"AUDIT"), handshake(b"AUDIT/review")
FRAMES = (
    framed(TEXT, b"hello") + framed(PING, b"x") + framed(PONG) + framed(CLOSE, b"\x03\xe8"),
    framed(TEXT, b"a", fin=False) + framed(CONTINUED, b"b") + framed(TEXT, b"\xff\xfe") + framed(PING, bytes(125)),
    framed(TEXT) * 40,
)
"""What is said once a handshake is answered."""
CONVERSATIONS = (
    WATCHED + FRAMES[0],
    REVIEWED,
    b"GET /api/v1/audits/AUDIT/events?after=0&limit=3 HTTP/1.1\r\n" + HOST + b"\r\n",
    b"GET /api/v1/audits?limit=20&q=report&status=running HTTP/1.1\r\n" + HOST + b"\r\n" * 2,
    b"GET /events/audit/AUDIT HTTP/1.1\r\n" + HOST + b"Accept: text/event-stream\r\nLast-Event-ID: 1\r\n\r\n",
    b"POST /api/v1/audits/AUDIT/review HTTP/1.1\r\n"
    + HOST
    + b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(JSON)
    + JSON,
    b"POST /api/v1/audits HTTP/1.1\r\n"
    + HOST
    + b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: %d\r\n\r\n" % len(FORM)
    + FORM,
    b"POST /api/v1/audits HTTP/1.1\r\n"
    + HOST
    + b"Content-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(FORM)
    + FORM
    + b"\r\n0\r\nA: b\r\n\r\n",
)


def fuzz_connections(minutes: float, seed: int, keep: Path) -> bool:
    """Whether the server stood everything in so many minutes."""
    keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tickmark-fuzzing-") as folder:
        gate = {"TROUBLESOME_GATE": Path(folder) / "never", "TICKMARK_AGENT_TIMEOUT_S": 86_400}
        with served(Path(folder) / "data", **SETTINGS | gate) as server:
            return asyncio.run(_fuzzed(server, minutes, Random(seed), keep))


async def _fuzzed(server: ServerProcess, minutes: float, dice: Random, keep: Path) -> bool:
    audit_id = await hand_in(server.url, "slow_a")
    await until(server.url, audit_id, "agent_started")
    target, answers, trouble = Target(server.port, audit_id), Counter[str](), ""
    begun = time.monotonic()
    idle_bytes = await _memory(server)
    while not trouble and time.monotonic() < begun + 60 * minutes:
        said = [_conversation(dice, audit_id) for _ in range(TOGETHER)]
        for opening, pieces in said:
            answers[await _answer(target, opening, pieces)] += 1
        trouble = await _trouble(server, audit_id, idle_bytes)
        if trouble:
            kept = keep / f"connections-{answers.total()}.json"
            told = [[opening.hex(), *(piece.hex() for piece in pieces)] for opening, pieces in said]
            kept.write_text(json.dumps(told))
            print(f"{trouble}; the last {TOGETHER} conversations: {kept}")
        if answers.total() % SAID_EVERY == 0:
            print(_told(answers, begun), flush=True)
    print(_told(answers, begun))
    return not trouble


def _told(answers: Counter[str], begun: float) -> str:
    took = (time.monotonic() - begun) / 60
    return f"{answers.total():,} conversations in {took:.1f} minutes; answers: {dict(answers.most_common())}"


def _conversation(dice: Random, audit_id: str) -> tuple[bytes, list[bytes]]:
    """What is said without a fault until it is answered, and what with faults after that, in pieces."""
    named = audit_id.encode()
    if dice.random() < WATCHING:
        return dice.choice((WATCHED, REVIEWED)).replace(b"AUDIT", named), _spoiled(dice, dice.choice(FRAMES))
    return b"", _spoiled(dice, dice.choice(CONVERSATIONS).replace(b"AUDIT", named))


def _spoiled(dice: Random, whole: bytes) -> list[bytes]:
    said = Damage(Random(dice.getrandbits(64))).spoil("said.bin", whole)
    cuts = sorted(dice.randrange(len(said) + 1) for _ in range(dice.randrange(4)))
    return [said[start:end] for start, end in zip([0, *cuts], [*cuts, len(said)], strict=True)]


async def _answer(target: Target, opening: bytes, pieces: list[bytes]) -> str:
    """The first status that the server answered with; "nothing yet" where it waits, "cut" where it hung up.

    Of a WebSocket whether it is "open" or "closed".
    """
    heard = bytearray()
    async with connected(target) as (reader, writer):
        if opening:
            writer.write(opening)
            await reader.readuntil(b"\r\n\r\n")
        with contextlib.suppress(OSError):  # it may hang up before all is said
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0)
        try:
            async with asyncio.timeout(LISTEN_S):
                while more := await reader.read(2**16):
                    heard += more
        except TimeoutError:
            return _status(heard) or ("open" if opening else "nothing yet")
        except ConnectionError:
            pass
    return _status(heard) or ("closed" if opening else "cut")


def _status(heard: bytearray) -> str:
    status = STATUS.match(heard)
    return status[1].decode() if status else ""


async def _trouble(server: ServerProcess, audit_id: str, idle_bytes: int) -> str:
    """What the server did not stand; nothing if it stood all."""
    if said := [line.strip() for line in server.heard() if DEFECT.search(line)]:
        return f"the log says {said[0]!r}"
    async with httpx.AsyncClient(timeout=PATIENCE_S, trust_env=False) as http:
        answer = await http.get(f"{server.url}/healthz")
    if not answer.is_success:
        return f"a probe is answered with {answer.status_code}"
    async with asyncio.timeout(PATIENCE_S), connect(f"{server.websockets}/{audit_id}") as watcher:
        first = json.loads(await watcher.recv())
    if first.get("type") != "audit_created":
        return f"a watcher is shown {first} first"
    taken = await _memory(server) - idle_bytes
    return f"it takes {taken / 10**6:,.0f} MB more than before" if taken > MOST_BYTES else ""


async def _memory(server: ServerProcess) -> int:
    assert server.process is not None
    return await asyncio.to_thread(memory_of_tree, server.process.pid)
