"""How figures are printed: 1,234 and (1,234), a dash for nil, one decimal for rates, millions in sentences."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from tools.sample_report.document import Row, RowKind

NIL = "–"


def rounded(value: Decimal, places: int) -> Decimal:
    """``value`` to ``places`` decimals, halves away from zero, never a negative zero."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0


def figure(value: Decimal | int, places: int = 0) -> str:
    """A figure as a table prints it."""
    exact = rounded(Decimal(value), places)
    if not exact:
        return NIL
    text = f"{abs(exact):,}"
    return f"({text})" if exact < 0 else text


def ratio(part: int | Decimal, whole: int | Decimal) -> Decimal:
    """``part`` in per cent of ``whole``, to one decimal."""
    return rounded(Decimal(part) * 100 / Decimal(whole), 1)


def growth(new: int | Decimal, old: int | Decimal) -> Decimal:
    """The change from ``old`` to ``new`` in per cent, to one decimal."""
    return ratio(Decimal(new) - Decimal(old), abs(Decimal(old)))


def percent(value: Decimal) -> str:
    """A rate in a sentence: "4.2%", without its sign."""
    return f"{abs(value)}%"


def millions(thousands: int) -> str:
    """An amount in a sentence: "€447.2 million", without its sign."""
    return f"€{rounded(abs(Decimal(thousands)) / 1000, 1):,} million"


def line(label: str, *values: int | str | None, kind: RowKind = "line") -> Row:
    """A row: whole numbers as figures, text as it is, None as an empty cell."""
    return Row((label, *(_cell(value) for value in values)), kind)


def subtotal(label: str, *values: int | str | None) -> Row:
    """A row that adds up the rows above it."""
    return line(label, *values, kind="subtotal")


def total(label: str, *values: int | str | None) -> Row:
    """The row that a table ends in."""
    return line(label, *values, kind="total")


def section(label: str, columns: int) -> Row:
    """A row with nothing but a label, over ``columns`` further empty cells."""
    return Row((label, *[""] * columns), "section")


def _cell(value: int | str | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else figure(value)
