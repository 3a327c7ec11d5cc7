"""What stands in columns and is no table of figures: nothing of it may be read as one."""

from __future__ import annotations

import pytest

from service.reports.markdown.reader import read_markdown

ADDRESSES = """
Harrow & Pike Ltd               Lindqvist AB
12 Quay Street                  Storgatan 4
Bristol  BS1 4RN                411 38 Göteborg
Tel. 0117 496 0100              Tel. 031 700 10 20
"""
ZIP_CODES = """
Springfield      62704
Riverton         62561
Chatham          62629
"""
CONTENTS = """
CONTENTS

Chairman's statement ..........................  3
Report of the directors ....................... 11
Auditor's report .............................. 24
Balance sheet ................................. 31
Notes to the accounts ......................... 37
"""
ITEMS = """
Item 1.     Business                             4
Item 1A.    Risk Factors                        12
Item 2.     Properties                          27
Item 7.     Management's Discussion             31
"""
PROSE = """
Net sales of the year ended March 31, 2031 were  $4,812,000.  The year before they
were $4,390,000.  The increase of 9.6% came from higher prices in 2031, and to a smaller
part from volume.   Cost of sales rose to  $3,117,000.
"""
JUSTIFIED = """
The  company  leases  its  plants  under  contracts  that  end  between  2031  and
2044.  Rents  paid  in  2031  were  1,204  thousand,  of  which  330  thousand  were
contingent   on   sales.   No   lease   holds   the   company   to   ratios  of  debt.
"""
PROGRAM = """
```
def total(rows):     # line 1
    x = 1_200        # the first 30
    y = 2_400        # the next  60
    return x + y     # 3,600
```
"""
LISTING = """
```
-rw-r--r--  1 ada  staff    1024 Jan  3 12:00 accounts.csv
-rw-r--r--  1 ada  staff  202112 Jan  4 12:01 ledger.csv
drwxr-xr-x  4 ada  staff     128 Jan  4 12:01 years
```
"""
VERSIONS = """
```
lxml       5.3
markdown   3.7
numpy      2.1
```
"""
LIST = """
- Revenue rose by   5% in 2031
- Costs fell to     1,204
- Staff:            330 people

1.  Plants in 12 countries
2.  Offices in 30 countries
"""
SIGNATURES = """
/s/ A. Harrow                      Director                      March 3, 2031
-------------
/s/ B. Pike                        Treasurer                     March 3, 2031
-------------
"""
POEM = """
    One for sorrow,            1
    Two for joy,               2
    Three for a girl,          3
"""
BOTTOM_LINE = "Total        $ 4,812\n"
"""One line alone is no table."""
HOURS = """
Monday     9:00   17:00
Tuesday    9:00   17:00
Friday     9:00   13:30
"""
TEXTS = {
    "addresses": ADDRESSES, "zip codes": ZIP_CODES, "contents": CONTENTS, "items": ITEMS, "prose": PROSE,
    "justified": JUSTIFIED, "program": PROGRAM, "listing": LISTING, "versions": VERSIONS, "list": LIST,
    "signatures": SIGNATURES, "poem": POEM, "one line": BOTTOM_LINE, "hours": HOURS,
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("filename", ["report.md", "report.txt"])
def test_what_is_no_table_does_not_become_one(filename: str, name: str) -> None:
    report = read_markdown(filename, TEXTS[name].encode())
    assert report.tables == ()
    assert report.paragraphs


def test_a_program_that_prints_a_table_is_left_as_it_is() -> None:
    text = "```python\nCASH = '''\nCash          4,812     4,390\nStock         9,204     8,118\n'''\n```\n"
    assert read_markdown("notes.md", text.encode()).tables == ()


def test_a_table_in_html_that_is_quoted_as_code_is_none() -> None:
    row = "<table><tr><td>Cash</td><td>4,812</td></tr></table>"
    text = f"```html\n{row}\n```\n\n<!-- {row} -->\n"
    assert read_markdown("notes.md", text.encode()).tables == ()
