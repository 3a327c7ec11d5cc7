"""The tree of errors that the module shows is the tree that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service import errors
from service.errors import TickmarkError

SHOWN = re.compile(r"^((?:│   |    |├── |└── )*)([A-Z]\w+)", re.MULTILINE)


def shown() -> Iterator[tuple[str, str | None]]:
    """Each error of the picture, and the one under which it stands."""
    above: list[str] = []
    for indent, name in SHOWN.findall((errors.__doc__ or "").partition("\n\n")[2]):
        depth = len(indent) // 4
        del above[depth:]
        yield name, above[-1] if above else None
        above.append(name)


def defined() -> Iterator[tuple[str, str | None]]:
    """Each error of the module, and the one that it is a kind of."""
    for name, value in vars(errors).items():
        if isinstance(value, type) and issubclass(value, TickmarkError):
            yield name, None if value is TickmarkError else value.__bases__[0].__name__


def test_the_picture_shows_every_error_under_the_one_that_it_is_a_kind_of() -> None:
    assert dict(shown()) == dict(defined())
