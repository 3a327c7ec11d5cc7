"""Annual reports drawn at random, in which everything articulates: statements, movements and notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.unit.generated.given.accounts import Books, Grid, Place, Relation

FIRST_YEAR = 2025
KEPT = 5
"""Years for which the amounts are made; a report prints the latest few of them."""
FIXED = ("Property, plant and equipment", "Goodwill", "Intangible assets", "Right-of-use assets", "Deferred tax assets")
CURRENT = ("Inventories", "Trade receivables", "Contract assets", "Prepayments", "Derivative assets")
OWED_LATER = ("Borrowings", "Lease liabilities", "Retirement benefits", "Deferred tax liabilities", "Provisions")
OWED_NOW = ("Trade payables", "Current borrowings", "Contract liabilities", "Income tax payable", "Accruals")
EXPENSES = ("Distribution costs", "Administrative expenses", "Research and development", "Other operating expenses")
REGIONS = ("Northern Europe", "Southern Europe", "Americas", "Asia Pacific", "Africa")
CLASSES = ("Land and buildings", "Plant and machinery", "Vehicles", "Office equipment")
RECEIVABLES = ("Wholesale customers", "Retail customers", "Public bodies", "Related parties")
NON_CASH = ("Depreciation", "Impairment of goodwill", "Share-based payments", "Change in inventories")
INVESTING = ("Purchase of equipment", "Proceeds from disposals", "Acquisition of subsidiaries")
FINANCING = ("Proceeds from loans", "Repayment of loans", "Dividends paid", "Lease payments")

Row = list[int]
"""An amount for each year kept, the latest first."""


@dataclass
class Draw:
    """A report while it is drawn. ``years`` columns of each statement are printed."""

    dice: Random
    years: int
    size: int
    """Near which the amounts lie."""
    grids: list[Grid] = field(default_factory=list[Grid])
    ties: list[tuple[Place, Place]] = field(default_factory=list[tuple[Place, Place]])

    def grid(self, title: str, heads: tuple[str, ...] | None = None) -> Grid:
        years = tuple(str(FIRST_YEAR - year) for year in range(self.years))
        self.grids.append(Grid(len(self.grids), title, heads or years))
        return self.grids[-1]

    def row(self, low: float = 0.1, high: float = 1.0) -> Row:
        """Amounts of one line over the years: they move, but not out of all proportion."""
        first = self.dice.uniform(low, high) * self.size
        return [max(12, round(first * self.dice.uniform(0.78, 1.27))) for _ in range(KEPT)]

    def some(self, names: tuple[str, ...], least: int = 2) -> list[str]:
        """Some of the names, in their order."""
        kept = sorted(self.dice.sample(range(len(names)), self.dice.randint(least, len(names))))
        return [names[at] for at in kept]

    def tie(self, grid: Grid, line: int, other: Grid, other_line: int) -> None:
        """The same figure in every year of both."""
        for column in range(min(grid.width, other.width)):
            self.ties.append((grid.place(line, column), other.place(other_line, column)))

    def books(self) -> Books:
        relations = [relation for grid in self.grids for relation in grid.relations]
        same = [Relation(one, ((1, other),)) for one, other in self.ties]
        return Books(tuple(self.grids), (*relations, *same))


def books_of(seed: int, years: int | None = None) -> Books:
    """The report of a seed. From a seed, so that amounts are as uneven as real ones."""
    dice = Random(seed)
    draw = Draw(dice, years or dice.randint(1, 4), dice.choice((4_000, 60_000, 900_000)))
    profit = _income_statement(draw)
    receivables, fixed, cash = draw.row(), draw.row(0.5, 2.0), _cash(draw)
    _position(draw, receivables, fixed, cash)
    _cash_flows(draw, profit, cash)
    _receivables(draw, receivables)
    _movements(draw, fixed)
    return draw.books()


def _cash(draw: Draw) -> Row:
    return draw.row(0.3, 0.9)


def _income_statement(draw: Draw) -> Row:
    grid = draw.grid("Consolidated income statement")
    regions = [grid.line(name, draw.row(0.6, 2.0)) for name in draw.some(REGIONS)]
    revenue = grid.total("Total revenue", regions)
    cost = grid.line("Cost of sales", _negative(draw.row(0.3, 0.7)))
    gross = grid.total("Gross profit", [revenue, cost])
    spent = [grid.line(name, _negative(draw.row(0.03, 0.12))) for name in draw.some(EXPENSES)]
    operating = grid.total("Operating profit", [gross, *spent])
    income = grid.line("Finance income", draw.row(0.01, 0.03))
    costs = grid.line("Finance costs", _negative(draw.row(0.02, 0.05)))
    before = grid.total("Profit before tax", [operating, income, costs])
    tax = grid.line("Income tax expense", _negative(draw.row(0.03, 0.08)))
    profit = grid.total("Profit for the year", [before, tax])
    return list(grid.lines[profit].amounts) + [0] * KEPT  # type: ignore[return-value]


def _position(draw: Draw, receivables: Row, fixed: Row, cash: Row) -> None:
    grid = draw.grid("Consolidated statement of financial position")
    grid.heading("Non-current assets")
    later = [grid.line(FIXED[0], fixed)]
    later += [grid.line(name, draw.row()) for name in draw.some(FIXED[1:], 1)]
    total_later = grid.total("Total non-current assets", later)
    grid.heading("Current assets")
    now = [grid.line("Trade receivables", receivables)]
    now += [grid.line(name, draw.row()) for name in draw.some(CURRENT[2:], 1)]
    now.append(grid.line("Cash and cash equivalents", cash))
    total_now = grid.total("Total current assets", now)
    assets = grid.total("Total assets", [total_later, total_now])
    sums = list(grid.lines[assets].amounts)
    grid.heading("Equity and liabilities")
    owed_later = _liabilities(draw, grid, "non-current", OWED_LATER)
    owed_now = _liabilities(draw, grid, "current", OWED_NOW)
    owed = grid.total("Total liabilities", [owed_later, owed_now])
    capital = grid.line("Share capital", [draw.size // 7 + 3] * KEPT)
    treasury = grid.line("Treasury shares", _negative(draw.row(0.01, 0.04)))
    own = [
        (sums[c] or 0) - grid.amount(owed, c) - grid.amount(capital, c) - grid.amount(treasury, c)
        for c in range(grid.width)
    ]
    equity = grid.total("Total equity", [capital, treasury, grid.line("Retained earnings", own)])
    both = grid.total("Total equity and liabilities", [owed, equity])
    draw.tie(grid, assets, grid, both)


def _liabilities(draw: Draw, grid: Grid, name: str, names: tuple[str, ...]) -> int:
    return grid.total(f"Total {name} liabilities", [grid.line(one, draw.row(0.05, 0.3)) for one in draw.some(names)])


def _cash_flows(draw: Draw, profit: Row, cash: Row) -> None:
    grid = draw.grid("Consolidated statement of cash flows")
    first = grid.line("Profit for the year", profit)
    income = draw.grids[0]
    draw.tie(income, len(income.lines) - 1, grid, first)
    adjusted = [first, *(grid.line(name, draw.row(0.02, 0.2)) for name in draw.some(NON_CASH))]
    operating = grid.total("Cash generated from operations", adjusted)
    spent = [grid.line(name, _mixed(draw)) for name in draw.some(INVESTING)]
    investing = grid.total("Net cash used in investing activities", spent)
    raised = [grid.line(name, _mixed(draw)) for name in draw.some(FINANCING)]
    change = [cash[c] - cash[c + 1] for c in range(grid.width)]
    rest = [change[c] - sum(grid.amount(at, c) for at in (operating, investing, *raised)) for c in range(grid.width)]
    raised.append(grid.line("Change in overdrafts", rest))
    financing = grid.total("Net cash from financing activities", raised)
    net = grid.total("Net change in cash", [operating, investing, financing])
    opening = grid.line("Cash and cash equivalents at beginning of year", cash[1:])
    closing = grid.total("Cash and cash equivalents at end of year", [net, opening])
    position = draw.grids[1]
    draw.tie(position, _labelled(position, "Cash and cash equivalents"), grid, closing)
    for column in range(grid.width - 1):
        draw.ties.append((grid.place(opening, column), grid.place(closing, column + 1)))


def _receivables(draw: Draw, total: Row) -> None:
    grid = draw.grid("Note 5 Trade receivables")
    names = draw.some(RECEIVABLES)
    parts = [
        grid.line(name, [round(one * draw.dice.uniform(0.1, 0.9 / len(names))) for one in total]) for name in names
    ]
    allowance = grid.line("Loss allowance", _negative([max(13, one // draw.dice.randint(25, 60)) for one in total]))
    rest = [total[c] - sum(grid.amount(at, c) for at in (*parts, allowance)) for c in range(grid.width)]
    other = grid.line("Other customers", rest)
    foot = grid.total("Total trade receivables", [*parts, allowance, other])
    position = draw.grids[1]
    at = _labelled(position, "Trade receivables")
    position.notes[at] = 5
    draw.tie(position, at, grid, foot)


def _movements(draw: Draw, total: Row) -> None:
    names = draw.some(CLASSES)
    first = draw.dice.random() < 0.4
    heads = ("Total", *names) if first else (*names, "Total")
    grid = draw.grid("Note 6 Property, plant and equipment", heads)
    at_total, parts = (0, range(1, len(heads))) if first else (len(heads) - 1, range(len(names)))
    width = len(names)

    def spread(amounts: Row) -> Row:
        return [sum(amounts), *amounts] if first else [*amounts, sum(amounts)]

    def over(amount: int) -> Row:
        cuts = [round(amount * draw.dice.uniform(0.5, 0.9) / width) for _ in range(width - 1)]
        return [*cuts, amount - sum(cuts)]

    opening = grid.line(f"At 1 January {FIRST_YEAR}", spread(over(total[1])))
    added = [round(total[1] * draw.dice.uniform(0.04, 0.12)) for _ in range(width)]
    additions = grid.line("Additions", spread(added))
    sold = [-round(total[1] * draw.dice.uniform(0.004, 0.02)) - 3 for _ in range(width)]
    disposals = grid.line("Disposals", spread(sold))
    change = total[0] - total[1] - sum(added) - sum(sold)
    written = grid.line("Exchange differences", spread(over(change)))
    closing = grid.total(f"At 31 December {FIRST_YEAR}", [opening, additions, disposals, written])
    grid.across(at_total, list(parts))
    position = draw.grids[1]
    at = _labelled(position, FIXED[0])
    position.notes[at] = 6
    draw.ties.append((position.place(at, 0), grid.place(closing, at_total)))


def _labelled(grid: Grid, label: str) -> int:
    return next(at for at, line in enumerate(grid.lines) if line.label == label)


def _negative(row: Row) -> Row:
    return [-one for one in row]


def _mixed(draw: Draw) -> Row:
    """Amounts that are received in some years and paid in others, as a line's name allows."""
    sign = draw.dice.choice((1, -1))
    return [sign * one for one in draw.row(0.03, 0.3)]
