"""A server takes as many connections as it is allowed to, not as many as a shell thinks of."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import resource
from service.commands.serve.open_files import ENOUGH, allow_many
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (128, hard))
said = allow_many()
soft, still = resource.getrlimit(resource.RLIMIT_NOFILE)
assert said == soft, (said, soft)
assert soft == min(still, ENOUGH) or still == resource.RLIM_INFINITY, (soft, still)
assert still == hard
assert allow_many() == soft
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit on Windows")
def test_the_soft_limit_is_raised_to_the_hard_one_which_stays() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
