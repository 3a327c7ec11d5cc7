"""An agent of a package that was installed without what it needs."""

from __future__ import annotations

import a_package_that_nobody_installed  # pyright: ignore[reportMissingImports]  # noqa: F401
