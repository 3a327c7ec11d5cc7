"""Slips in the words of a report that leave every other word and figure as it is, each with the rule that finds it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.unit.generated.given.worded import YEARS


@dataclass(frozen=True, slots=True)
class WordSlip:
    """Words that are replaced, once, by others; and the rule that finds them there."""

    rule: str
    right: str
    wrong: str
    quote: str
    """What a place of the finding quotes."""


def slips(text: str) -> tuple[WordSlip, ...]:
    """Every slip that a report of ``worded`` can have, one at a time."""
    return (*_of_heads(text), *_of_captions(), *_of_references(), *_of_facts(text))


def _of_heads(text: str) -> tuple[WordSlip, ...]:
    sign, other = next((sign, other) for sign, other in ("$€", "€£", "£$") if f"| {sign}" in text)
    scale, wrong_scale = ("thousands", "millions") if "in thousands" in text else ("millions", "thousands")
    last = text[text.index("The parts of") : text.index("Our largest")]
    year = f"| {YEARS[1]} |"
    restated = f"{YEARS[1]} restated"
    return (
        WordSlip("period_head", f"{YEARS[0]} and {YEARS[1]}", f"{YEARS[0]} and {YEARS[1] - 3}", str(YEARS[1] - 3)),
        WordSlip("period_head", last, last.replace(year, f"| {YEARS[1] - 4} |"), str(YEARS[1] - 4)),
        WordSlip("caption_repeated", last, last.replace("Selling expenses", "Cost of sales"), "Cost of sales"),
        WordSlip("currency_head", last, last.replace(f"| {sign}", f"| {other}"), other),
        WordSlip("scale_head", last, last.replace(scale, wrong_scale), wrong_scale),
        WordSlip("restated_comparatives", last, last.replace(year, f"| {restated} |"), restated),
        WordSlip("restated_comparatives", "figures are those of the last report", "figures were restated", "restated"),
    )


def _of_captions() -> tuple[WordSlip, ...]:
    return (
        WordSlip("sign_word", "cash used in inv", "cash provided by inv", "Net cash provided by investing activities"),
        WordSlip("sign_word", "cash provided by op", "cash used in op", "Net cash used in operating activities"),
        WordSlip("sign_word", "Gross profit", "Gross loss", "Gross loss"),
        WordSlip("sign_word", "| Net income", "| Net loss", "Net loss"),
        WordSlip("side_word", "Due to rel", "Due from rel", "Due from related parties (note 4)"),
        WordSlip("side_word", "| Trade payables", "| Trade receivables", "Trade receivables"),
        WordSlip("caption_spelling", "Selling expenses", "Selling expneses", "Selling expneses"),
        WordSlip("negative_count", "of employees | ", "of employees | -", "-"),
    )


def _of_references() -> tuple[WordSlip, ...]:
    return (
        WordSlip("standard_reference", "ASC 606, Rev", "ASC 815, Rev", "ASC 815, Revenue"),
        WordSlip("standard_reference", "ASC 842, L", "ASC 740, L", "ASC 740, Leases"),
        WordSlip("note_reference", "Note 3, Debt", "Note 2, Debt", "Note 2, Debt"),
        WordSlip("note_reference", "parties (note 4)", "parties (note 3)", "Due to related parties (note 3)"),
        WordSlip("note_numbering", "Note 3 –", "Note 2 –", "Note 2 – Debt"),
        WordSlip("dangling_reference", "(see Note 4)", "(see Note 14)", "see Note 14"),
        WordSlip("doubled_word", "The terms of the", "The terms of the the", "the the"),
        WordSlip("impossible_date", "on June 30", "on June 31", "June 31"),
        WordSlip("list_count", "has three segments", "has two segments", "two segments"),
        WordSlip("list_count", "has three segments", "has four segments", "four segments"),
    )


def _of_facts(text: str) -> tuple[WordSlip, ...]:
    up, down = ("increased", "decreased") if "sales increased" in text else ("decreased", "increased")
    staff = text.partition("Group had ")[2].partition(" ")[0]
    issued = text.partition("there were ")[2].partition(" ")[0]
    return (
        WordSlip("change_direction", f"sales {up}", f"sales {down}", f"sales {down}"),
        WordSlip("share_over_whole", "owns 75%", "owns 175%", "owns 175%"),
        WordSlip("denial_contradicted", f"were paid in {YEARS[0]}", f"were paid in {YEARS[1]}", f"paid in {YEARS[1]}"),
        WordSlip("denial_contradicted", "for 9% of", "for 19% of", "for 19% of"),
        WordSlip("entity_name", "of Northmoor Hold", "of Nortmhoor Hold", "Nortmhoor Holdings plc"),
        WordSlip("fact_stated_twice", "on March 4, 1998", "on May 4, 1998", "May 4, 1998"),
        WordSlip("fact_stated_twice", "in Delaware on March 4, 1998", "in Delaware in 1997", "in 1997"),
        WordSlip("fact_stated_twice", "board on September 4", "board on September 14", "September 14"),
        WordSlip("fact_stated_twice", f"had {staff}", f"had {_swapped(staff)}", _swapped(staff)),
        WordSlip("fact_stated_twice", "has 14 subsidiaries", "has 17 subsidiaries", "17 subsidiaries"),
        WordSlip("fact_stated_twice", "issue up to 100", "issue up to 120", "120,000,000"),
        WordSlip("fact_stated_twice", "par value $0.01.", "par value $0.10.", "$0.10"),
        WordSlip("fact_stated_twice", f"were {issued}", f"were {_swapped(issued)}", _swapped(issued)),
        WordSlip("fact_stated_twice", "owns 60%", "owns 66%", "owns 66%"),
    )


def _swapped(number: str) -> str:
    """The number with another digit in front of its last two."""
    return f"{number[:-3]}{(int(number[-3]) + 3) % 10}{number[-2:]}"
