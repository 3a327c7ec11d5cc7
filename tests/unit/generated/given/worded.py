"""Reports of random figures with words around them: words, figures and references agree."""

from __future__ import annotations

from random import Random

YEARS = (2031, 2030)


def report(dice: Random) -> str:
    """A report in which no word contradicts a figure or another word."""
    sign, scale = dice.choice("$€£"), dice.choice(("thousands", "millions"))
    sales, costs, expenses, cash, claims, debts, owed = (_pair(dice) for _ in range(7))
    costs, expenses = _share(sales, 55), _share(sales, 20)
    gross = _minus(sales, costs)
    profit = _minus(gross, expenses)
    bought = _share(_pair(dice), 10)
    assets = _plus(cash, claims)
    staff = dice.randint(1_100, 1_900), dice.randint(1_100, 1_900)
    paid = dice.randint(1_100, 9_900)
    issued = dice.randint(20_000_000, 90_000_000), dice.randint(20_000_000, 90_000_000)
    stock = f"100,000,000 shares authorized; {issued[0]:,} and {issued[1]:,} shares issued and outstanding"
    head = f"| | {YEARS[0]} | {YEARS[1]} |\n|---|---|---|"
    rise = "increased" if sales[0] > sales[1] else "decreased"
    percent = f"{abs(sales[0] - sales[1]) * 100 / sales[1]:.1f}"
    return f"""# Annual report {YEARS[0]}

Revenue is recognised under ASC 606, Revenue from Contracts with Customers. Leases follow ASC 842, Leases.

The terms of the loans are long (see Note 3, Debt). The year ended on June 30, {YEARS[0]}.

The Company was incorporated in Delaware on March 4, 1998. At June 30, {YEARS[0]} the Group had {staff[0]:,} employees.
The Group has 14 subsidiaries. Their accounts are those of Northmoor Holdings plc.

The Group has three segments: Pumps, Valves and Service. It owns 75% of the shares of Northmoor Ltd. (see Note 4).

Net sales {rise} {percent}% in {YEARS[0]} compared with {YEARS[1]}.

No single customer accounted for more than 10% of net sales in {YEARS[0]}.

No dividends were paid in {YEARS[0]}.

The Company is authorized to issue up to 100,000,000 shares of common stock, par value $0.01.

At June 30, {YEARS[0]}, there were {issued[0]:,} shares of common stock outstanding.

## Income statement

(in {scale})

{head}
{_line("Net sales", sales, sign)}
{_line("Cost of sales", costs)}
{_line("Gross profit", gross)}
{_line("Selling expenses", expenses)}
{_line("Net income", profit, sign)}

## Balance sheet

Balances at June 30, {YEARS[0]} and {YEARS[1]} (in {scale}):

{head}
{_line("Cash at banks", cash, sign)}
{_line("Trade receivables", claims)}
{_line("Total assets", assets)}
{_line("Trade payables", debts)}
{_line("Due to related parties (note 4)", owed)}
{_line("Total liabilities", _plus(debts, owed), sign)}

## Cash flows

(in {scale})

{head}
{_line("Net income", profit, sign)}
{_line("Trade receivables collected", claims)}
{_line("Loans taken up", debts)}
{_line("Interest paid", _negative(_share(debts, 7)))}
{_line("Net cash provided by operating activities", gross)}
{_line("Equipment bought", _negative(bought))}
{_line("Net cash used in investing activities", _negative(bought), sign)}
| Dividends paid | – | ({paid:,}) |

## Note 1 – Accounting policies

The accounts of Northmoor Holdings plc comply with the law. The comparative figures are those of the last report.

The Company was incorporated on March 4, 1998. Northmoor Holdings plc is its name since then.

## Note 2 – Sales by kind

The parts of the income statement (in {scale}):

{head}
{_line("Net sales", sales, sign)}
{_line("Cost of sales", costs)}
{_line("Selling expenses", expenses)}

Our largest customer accounted for 9% of net sales in {YEARS[0]}.

## Note 3 – Debt

## Note 4 – Related parties

(in {scale})

{head}
{_line("Selling expenses", expenses, sign)}
{_line("Due to related parties (note 4)", owed)}
{_line("Average number of employees", staff)}

The Group owns 60% of Calder SA. At June 30, {YEARS[0]} the Group had {staff[0]:,} employees.
The Group has 14 subsidiaries:

| Company | Seat | % held |
|---|---|---|
| Northmoor Ltd | Leeds | 75.0 |
| Calder SA | Lille | 60.0 |
| Elm BV | Breda | 100.0 |

The shares of Northmoor Holdings plc:

| | June 30, {YEARS[0]} | June 30, {YEARS[1]} |
|---|---|---|
| Common stock, $0.01 par value; {stock} | 94 | 94 |

## Note 5 – Events after the reporting period

The financial statements were approved by the board on September 4, {YEARS[0]}.

The financial statements of Northmoor Holdings plc were authorised for issue on September 4, {YEARS[0]}.
"""


def _pair(dice: Random) -> tuple[int, int]:
    return dice.randint(21_000, 98_999), dice.randint(21_000, 98_999)


def _share(of: tuple[int, int], percent: int) -> tuple[int, int]:
    return of[0] * percent // 100, of[1] * percent // 100


def _plus(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def _minus(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] - other[0], one[1] - other[1]


def _negative(one: tuple[int, int]) -> tuple[int, int]:
    return -one[0], -one[1]


def _line(label: str, figures: tuple[int, int], sign: str = "") -> str:
    cells = (f"{sign}{value:,}" if value >= 0 else f"{sign}({-value:,})" for value in figures)
    return f"| {label} | {' | '.join(cells)} |"
