"""What is printed on every page and belongs to none: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from service.reports.flow.blocks import Line, TableBlock
from service.reports.flow.headings import LABEL

_EDGE: Final = 3
"""Blocks at the top and at the foot of a page among which running heads and feet are looked for."""
_FEWEST_PAGES: Final = 3
_SHARE: Final = 0.15
"""Of the pages. Left and right pages may differ, and covers have no running lines."""
_LONGEST: Final = 150
"""Characters. Running heads are short; a long line that comes back is text."""
_DIGITS: Final = re.compile(r"\d+")


def running_lines(items: Sequence[Line | TableBlock]) -> tuple[set[int], set[int]]:
    """Places of the lines that only count pages, and of those that are the same on many pages.

    The first can be left out; the second may state the unit of every figure on their page, so they cannot.
    """
    edges = _edges(items)
    by_pattern: dict[str, list[int]] = defaultdict(list)
    for place in edges:
        item = items[place]
        if isinstance(item, Line) and len(item.text) <= _LONGEST:
            by_pattern[_DIGITS.sub("#", item.text)].append(place)
    numbers: set[int] = set()
    same: set[int] = set()
    for pattern, places in by_pattern.items():
        texts = [items[place] for place in places]
        if len({item.page for item in texts}) < max(_FEWEST_PAGES, _SHARE * items[-1].page):
            continue
        lines = [item for item in texts if isinstance(item, Line)]
        if "#" not in pattern or len({line.text for line in lines}) == 1:
            same.update(places)
        elif _count_pages(lines) and not LABEL.match(pattern.replace("#", "1")):
            numbers.update(places)
    return numbers, same


def _count_pages(lines: Sequence[Line]) -> bool:
    """Whether a number in these lines goes up with the pages; notes and years have numbers too, and do not."""
    held = [(line.page, [int(digits[:6]) for digits in _DIGITS.findall(line.text)]) for line in lines]
    for place in range(len(held[0][1])):
        ahead = Counter(numbers[place] - page for page, numbers in held)
        if 2 * ahead.most_common(1)[0][1] > len(lines):
            return True
    return False


def continues(before: Line, after: Line) -> bool:
    """Whether a line at the top of a page goes on with the sentence that the page before broke off."""
    unfinished = len(before.text) > 40 and before.text[-1] not in '.:;!?)”"'
    return before.page < after.page and unfinished and after.text[:1].islower()


def _edges(items: Sequence[Line | TableBlock]) -> list[int]:
    """Places within ``_EDGE`` blocks of a page break, in order."""
    pages: dict[int, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        pages[item.page].append(place)
    if len(pages) < _FEWEST_PAGES:
        return []
    return sorted({place for places in pages.values() for place in (*places[:_EDGE], *places[-_EDGE:])})
