"""What was joined comes apart as it was, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.workers.parts import joined, parted


@given(st.lists(st.binary(max_size=40), max_size=5))
def test_parts_of_any_bytes_come_back_as_they_were(parts: list[bytes]) -> None:
    assert parted(joined(*parts)) == parts


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=3), st.integers(1, 8))
def test_what_was_cut_off_is_refused(parts: list[bytes], cut: int) -> None:
    data = joined(*parts)

    with pytest.raises(ValueError, match=r"of a part is cut off|a part ends at"):
        parted(data[:-cut] if len(parts[-1]) + 8 > cut else data[:-1])
