"""Tables that blanks alone make: their heads, names, figures and places in the text."""

from __future__ import annotations

from service.reports.html.reader import read_html
from service.reports.markdown.reader import read_markdown
from service.reports.model import Report, Table
from tests.grid import Grid

QUARTERS = """
                        QUILL PAPER CO.
             CONSOLIDATED STATEMENTS OF INCOME
        (Dollars in millions, except per share amounts)

<TABLE>
<CAPTION>
                                 Three Months Ended        Nine Months Ended
                                    September 30,            September 30,
                                 ------------------       ------------------
                                  1999        1998         1999        1998
                                 ------      ------       ------      ------
<S>                              <C>         <C>          <C>         <C>
Net sales                        $412.3      $398.1      $1,203.4    $1,177.0
Cost of goods sold                287.1       280.0         842.9       831.2
                                 ------      ------      --------    --------
  Gross margin                    125.2       118.1         360.5       345.8
Selling and administrative
  expenses, including
  restructuring                    80.1        79.4         241.0       239.9
Other (income) expense, net        (1.2)        2.3          (4.1)        3.8
                                 ======      ======      ========    ========
</TABLE>

         See accompanying notes.
                                       4
<PAGE>
"""
EQUITY = """
                              Common Stock        Additional                Treasury
                           ------------------      Paid-in      Retained      Stock,
                            Shares    Amount       Capital      Earnings     at cost      Total
                           --------  --------    -----------   ----------   ----------  --------
Balance, January 1, 1998     10,204    $1,020       $4,310       $ 9,120      $(1,200)   $13,250
  Net income                     --        --           --         1,204           --      1,204
  Shares issued                 120        12          401            --           --        413
Balance, December 31,
  1998                       10,324    $1,032       $4,711       $10,324      $(1,200)   $14,867
                           ========  ========    ===========   ==========   ==========  ========
"""
TWO_PAGES = """
HOLLIS FREIGHT, INC.
BALANCE SHEET

                                        1999         1998
Cash                                $  1,204     $  1,118
Receivables                            9,204        8,118
                                       - 7 -

<PAGE>

                                        1999         1998
Buildings                              8,040        7,960
                                    --------     --------
Total assets                        $ 18,448     $ 17,196
                                    ========     ========

Sales by region:

Region                 1999      1998     Change
North                 4,100     3,900       5.1%
South                 2,050     2,100      (2.4)%
Total                 6,150     6,000       2.5%
"""
TABS = "\t2031\t2030\nKasse\t4.812\t4.390\nForderungen aus Lieferungen\t9.204\t8.118\nSumme\t14.016\t12.508\n"
STOPS = """
\t\t\t\t\t      2031  \t    2030
Sold to shops...................    EUR 267.395     EUR\t  358.789
Sold to schools.................\t307.359 \t 244.933
Discounts.......................\t-18.363 \t -18.357
Total sales.....................    EUR 556.391     EUR\t  585.365
"""
DRAWN = """
+-------------+--------+--------+
| EUR million |   2031 |   2030 |
+=============+========+========+
| Revenue     |  1,204 |  1,118 |
| Cost        |   (804)|   (718)|
+-------------+--------+--------+
| Gross       |    400 |    400 |
+-------------+--------+--------+
"""
JAPANESE = """
連結貸借対照表

                              2031年3月期      2030年3月期
現金及び預金                        4,812           4,390
受取手形及び売掛金                  9,204           8,118
流動資産合計                       14,016          12,508
"""
SENTENCE_BETWEEN = """
Profit for the year           1'204   1'118
Change in receivables        (1'086) (2'010)
                              ------- -------
Net cash                        118   (892)

The bank confirmed the balances.

    Segment      Assets     Debt
    Alpha           120       40
    Beta             80       25
    Total           200       65
"""
LEADERS = """
                                              2031     2030
Cash and cash equivalents................  $ 4,812  $ 4,390
Receivables, less allowance
   of 330 and 298........................    9,204    8,118
                                           -------  -------
     Total...............................  $14,016  $12,508
"""


def read(text: str) -> Report:
    return read_markdown("report.txt", text.encode())


def only(text: str) -> Table:
    (table,) = read(text).tables
    return table


def labels(table: Table) -> list[str]:
    return [column.label for column in table.columns]


def lines(table: Table) -> list[tuple[str, list[str]]]:
    """The name of each line with figures, and its figures."""
    grid = Grid.of(table)
    found: list[tuple[str, list[str]]] = []
    for row in range(table.header_rows, table.rows):
        cells = [grid.figure(row, column.index) for column in table.columns]
        found.append((grid.row_label(row), [str(cell.number.value) for cell in cells if cell and cell.number]))
    return found


def test_heads_of_several_levels_stand_over_the_columns_that_their_rules_say() -> None:
    table = only(QUARTERS)
    periods = ("Three Months Ended September 30,", "Nine Months Ended September 30,")
    assert labels(table) == [f"{period} {year}" for period in periods for year in (1999, 1998)]
    assert (table.title, table.unit, table.scale) == ("CONSOLIDATED STATEMENTS OF INCOME", "USD", 6)


def test_a_name_wrapped_over_lines_is_one() -> None:
    assert lines(only(QUARTERS))[3:] == [
        ("Selling and administrative expenses, including restructuring", ["80.1", "79.4", "241.0", "239.9"]),
        ("Other (income) expense, net", ["-1.2", "2.3", "-4.1", "3.8"]),
    ]


def test_text_around_a_table_stays_text() -> None:
    texts = [paragraph.text for paragraph in read(QUARTERS).paragraphs]
    assert texts[:2] == ["QUILL PAPER CO.", "CONSOLIDATED STATEMENTS OF INCOME"]
    assert texts[3] == "See accompanying notes."


def test_six_columns_with_stacked_heads() -> None:
    table = only(EQUITY)
    assert labels(table)[:5] == [
        "Common Stock Shares",
        "Common Stock Amount",
        "Additional Paid-in Capital",
        "Retained Earnings",
        "Treasury Stock, at cost",
    ]
    assert lines(table)[-1] == ("Balance, December 31, 1998", ["10324", "1032", "4711", "10324", "-1200", "14867"])


def test_a_table_goes_on_after_a_page_and_its_number() -> None:
    balance, sales = read(TWO_PAGES).tables
    assert [name for name, _ in lines(balance)] == ["Cash", "Receivables", "Buildings", "Total assets"]
    assert labels(balance) == ["1999", "1998"]
    assert (sales.title, labels(sales)) == ("Sales by region:", ["1999", "1998", "Change"])
    assert lines(sales)[1] == ("South", ["2050", "2100", "-2.4"])


def test_cells_parted_by_tabs_stand_in_columns_whatever_their_width() -> None:
    table = only(TABS)
    assert labels(table) == ["2031", "2030"]
    assert lines(table)[1] == ("Forderungen aus Lieferungen", ["9204", "8118"])


def test_tabs_between_blanks_lead_to_stops_in_all_lines_of_a_table() -> None:
    assert lines(only(STOPS)) == [
        ("Sold to shops", ["267395", "358789"]),
        ("Sold to schools", ["307359", "244933"]),
        ("Discounts", ["-18363", "-18357"]),
        ("Total sales", ["556391", "585365"]),
    ]


def test_a_table_drawn_with_bars_and_rules() -> None:
    table = only(DRAWN)
    assert labels(table) == ["2031", "2030"]
    assert lines(table) == [("Revenue", ["1204", "1118"]), ("Cost", ["-804", "-718"]), ("Gross", ["400", "400"])]


def test_wide_characters_take_two_places() -> None:
    assert lines(only(JAPANESE)) == [
        ("現金及び預金", ["4812", "4390"]),
        ("受取手形及び売掛金", ["9204", "8118"]),
        ("流動資産合計", ["14016", "12508"]),
    ]


def test_a_sentence_between_blank_lines_ends_a_table() -> None:
    report = read(SENTENCE_BETWEEN)
    cash, segments = report.tables
    assert lines(cash)[-1] == ("Net cash", ["118", "-892"])
    assert [paragraph.text for paragraph in report.paragraphs] == ["The bank confirmed the balances."]
    assert labels(segments) == ["Assets", "Debt"]


def test_dots_that_lead_to_the_figures_belong_to_nothing() -> None:
    assert lines(only(LEADERS)) == [
        ("Cash and cash equivalents", ["4812", "4390"]),
        ("Receivables, less allowance of 330 and 298", ["9204", "8118"]),
        ("Total", ["14016", "12508"]),
    ]


def test_in_html_preformatted_text_and_a_table_without_rows_are_read_alike() -> None:
    for opening, closing in (("<pre>", "</pre>"), ("<TABLE><CAPTION>", "</TABLE>")):
        page = f"<html><body><p>Before.</p>{opening}{LEADERS}{closing}<p>After.</p></body></html>"
        report = read_html("report.html", page.encode())
        assert [lines(table) for table in report.tables] == [lines(only(LEADERS))]
        assert report.tables[0].paragraph == 1


def test_preformatted_text_by_its_style() -> None:
    page = f"<html><style>.typed{{white-space:pre}}</style><body><div class='typed'>{LEADERS}</div></body></html>"
    assert [lines(table) for table in read_html("report.html", page.encode()).tables] == [lines(only(LEADERS))]
