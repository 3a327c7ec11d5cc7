"""How severities follow, in words that rules share (docs/protocol.md, "Severity")."""

from __future__ import annotations

BY_MATERIALITY = (
    "High from 75% of the materiality on, low below 5% of it, else medium. Rates, numbers of shares and amounts of "
    "another currency: high from 10% of the figure on, low below 0.5% of it."
)
BY_SHARE_OF_FIGURE = "High where the figure is more than 5% off, else medium."
