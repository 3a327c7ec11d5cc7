"""Words as they are compared: without case, endings and spellings that tell nothing apart, and equals as one."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from service.checks.disclosures import search

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = (("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("ies", "y"))
_KEEP = ("ss", "us", "is")
_IRREGULAR = {"lives": "life", "lifes": "life", "ies": "ie"}
_SHORTEST = 4
"""Letters: "gas" and "was" are no plurals."""


def folded(text: str) -> str:
    """``text`` as words joined by single spaces, each folded, and what equals it under one name."""
    words = " ".join(_word(word) for word in _WORD.findall(text.lower().replace("&", " and ").replace("'s", "")))
    return _equals().sub(lambda match: _names()[match[0]], words)


@cache
def _word(word: str) -> str:
    plain = word.replace("z", "s").replace("dgement", "dgment")
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    for ending, singular in _ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending):
            return plain.removesuffix(ending) + singular
    if plain.endswith("s") and not plain.endswith(_KEEP) and len(plain) >= _SHORTEST:
        return plain[:-1]
    return plain


@cache
def _names() -> dict[str, str]:
    """What is said in several ways, each way with the one that stands for all."""
    groups = tomllib.loads(files(search).joinpath("equivalents.toml").read_text(encoding="utf-8"))["groups"]
    plain = [[" ".join(map(_word, way.split())) for way in group] for group in groups]
    return {way: group[0] for group in plain for way in group}


@cache
def _equals() -> re.Pattern[str]:
    ways = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ways))})\b")
