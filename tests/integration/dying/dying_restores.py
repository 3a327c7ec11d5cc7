"""Where restores are born that die: a process that has imported everything, and forks one of them after another.

Importing takes seconds, and many are needed. Each line on standard input names, as JSON, a data folder, a backup and
how many changes to files the restore lives for (null: all of them); the answer is its changes, or null if it died.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path

from service.commands.backup import restore
from tests.integration.dying.mortal_files import Mortal


def main() -> None:
    """Fork a restore for each line, and answer once it has ended."""
    gc.freeze()  # else each restore that looks for garbage copies all that was imported
    while line := sys.stdin.readline():
        folder, file, last = json.loads(line)
        said, saying = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(said)
            _live(Path(folder), Path(file), last, saying)
        os.close(saying)
        with os.fdopen(said) as answer:
            print(answer.read() or "null", flush=True)
        os.waitpid(pid, 0)


def _live(folder: Path, file: Path, last: int | None, saying: int) -> None:
    """The ordinary command in this process; it does not return."""
    os.environ["TICKMARK_DATA_DIR"] = str(folder)
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    mortal = Mortal(folder, last)
    mortal.begin()
    restore(file)
    os.write(saying, json.dumps(mortal.changes).encode())
    os._exit(0)


if __name__ == "__main__":
    main()
