"""A module that takes itself for a program."""

from __future__ import annotations

import sys

sys.exit(3)
