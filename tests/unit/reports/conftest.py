"""Property tests here take the time that the machine leaves them: what they assert is never a duration."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
