"""All attacks, in the order in which they are made."""

from __future__ import annotations

from tests.acceptance.attacks.files import FILES
from tests.acceptance.attacks.frames import FRAMES
from tests.acceptance.attacks.requests import REQUESTS

ATTACKS = (*REQUESTS, *FRAMES, *FILES)
