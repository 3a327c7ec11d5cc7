"""The parts of a stated change."""

from __future__ import annotations

from typing import Literal, get_args

Part = Literal["amount", "percent", "end", "start"]
PARTS: tuple[Part, ...] = get_args(Part)
