"""Reports of random figures with words around them, and slips in the words that leave every figure as it is."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

YEARS = (2031, 2030)


@dataclass(frozen=True, slots=True)
class WordSlip:
    """Words that are replaced, once, by others; and the rule that finds them there."""

    rule: str
    right: str
    wrong: str
    quote: str
    """What a place of the finding quotes."""


def report(dice: Random) -> str:
    """A report in which words, figures and references agree."""
    sign, scale = dice.choice("$€£"), dice.choice(("thousands", "millions"))
    sales, costs, expenses, cash, claims, debts, owed = (_pair(dice) for _ in range(7))
    costs, expenses = _share(sales, 55), _share(sales, 20)
    gross = _minus(sales, costs)
    profit = _minus(gross, expenses)
    bought = _share(_pair(dice), 10)
    assets = _plus(cash, claims)
    head = f"| | {YEARS[0]} | {YEARS[1]} |\n|---|---|---|"
    staff = dice.randint(1_100, 1_900), dice.randint(1_100, 1_900)
    rise = "increased" if sales[0] > sales[1] else "decreased"
    percent = f"{abs(sales[0] - sales[1]) * 100 / sales[1]:.1f}"
    return f"""# Annual report {YEARS[0]}

Revenue is recognised under ASC 606, Revenue from Contracts with Customers. Leases follow ASC 842, Leases.

The terms of the loans are long (see Note 3, Debt). The year ended on June 30, {YEARS[0]}.

The Group has three segments: Pumps, Valves and Service. It owns 75% of the shares of Northmoor Ltd. (see Note 4).

Net sales {rise} {percent}% in {YEARS[0]} compared with {YEARS[1]}.

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

## Note 1 – Accounting policies

## Note 2 – Sales by kind

The parts of the income statement (in {scale}):

{head}
{_line("Net sales", sales, sign)}
{_line("Cost of sales", costs)}
{_line("Selling expenses", expenses)}

## Note 3 – Debt

## Note 4 – Related parties

(in {scale})

{head}
{_line("Selling expenses", expenses, sign)}
{_line("Due to related parties (note 4)", owed)}
{_line("Average number of employees", staff)}

## Note 5 – Events after the reporting period
"""


def slips(text: str) -> tuple[WordSlip, ...]:
    """Every slip that a report can have, one at a time."""
    sign, other = next((sign, other) for sign, other in ("$€", "€£", "£$") if f"| {sign}" in text)
    scale, wrong_scale = ("thousands", "millions") if "in thousands" in text else ("millions", "thousands")
    up, down = ("increased", "decreased") if "sales increased" in text else ("decreased", "increased")
    last = text[text.index("The parts of") : text.index("## Note 3")]
    year = f"| {YEARS[1]} |"
    staff = text.partition("of employees | ")[2].partition(" ")[0]
    return (
        WordSlip("standard_reference", "ASC 606, Rev", "ASC 815, Rev", "ASC 815, Revenue"),
        WordSlip("standard_reference", "ASC 842, L", "ASC 740, L", "ASC 740, Leases"),
        WordSlip("note_reference", "Note 3, Debt", "Note 2, Debt", "Note 2, Debt"),
        WordSlip("note_reference", "parties (note 4)", "parties (note 3)", "Due to related parties (note 3)"),
        WordSlip("note_numbering", "Note 3 –", "Note 2 –", "Note 2 – Debt"),
        WordSlip("impossible_date", "on June 30", "on June 31", "June 31"),
        WordSlip("change_direction", f"sales {up}", f"sales {down}", f"sales {down}"),
        WordSlip("period_head", f"{YEARS[0]} and {YEARS[1]}", f"{YEARS[0]} and {YEARS[1] - 3}", str(YEARS[1] - 3)),
        WordSlip("period_head", last, last.replace(year, f"| {YEARS[1] - 4} |"), str(YEARS[1] - 4)),
        WordSlip("sign_word", "cash used in inv", "cash provided by inv", "Net cash provided by investing activities"),
        WordSlip("sign_word", "cash provided by op", "cash used in op", "Net cash used in operating activities"),
        WordSlip("sign_word", "Gross profit", "Gross loss", "Gross loss"),
        WordSlip("sign_word", "| Net income", "| Net loss", "Net loss"),
        WordSlip("side_word", "Due to rel", "Due from rel", "Due from related parties (note 4)"),
        WordSlip("side_word", "| Trade payables", "| Trade receivables", "Trade receivables"),
        WordSlip("caption_spelling", "Selling expenses", "Selling expneses", "Selling expneses"),
        WordSlip("caption_repeated", last, last.replace("Selling expenses", "Cost of sales"), "Cost of sales"),
        WordSlip("doubled_word", "The terms of the", "The terms of the the", "the the"),
        WordSlip("currency_head", last, last.replace(f"| {sign}", f"| {other}"), other),
        WordSlip("list_count", "has three segments", "has two segments", "two segments"),
        WordSlip("list_count", "has three segments", "has four segments", "four segments"),
        WordSlip("dangling_reference", "(see Note 4)", "(see Note 14)", "see Note 14"),
        WordSlip("share_over_whole", "owns 75%", "owns 175%", "owns 175%"),
        WordSlip("negative_count", "of employees | ", "of employees | -", f"-{staff}"),
        WordSlip("scale_head", last, last.replace(scale, wrong_scale), wrong_scale),
    )


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
