"""pdfplumber: every word of a PDF with its place, from which whoever wants its tables and sentences goes on.

``python pdfplumber_words.py FILE`` prints pages a second.
"""

from __future__ import annotations

import sys
import time

import pdfplumber  # pyright: ignore[reportMissingImports]  with the peers only


def pages_a_second(path: str) -> float:
    begun = time.perf_counter()
    with pdfplumber.open(path) as document:
        words = [page.extract_words(extra_attrs=["size", "fontname"]) for page in document.pages]
    return len(words) / (time.perf_counter() - begun)


if __name__ == "__main__":
    print(pages_a_second(sys.argv[1]))
