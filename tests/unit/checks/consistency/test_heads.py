"""The periods of columns, wherever the head prints them."""

from __future__ import annotations

from service.checks.consistency.table.rows import PeriodRow, rows_of
from service.reports.reading import read


def row_of(table: str, label: str) -> PeriodRow:
    report = read("report.md", f"# Report\n\n{table}".encode())
    return next(row for row in rows_of(report) if row.label == label)


def test_a_year_beside_its_column_and_not_above_it_is_that_of_the_column() -> None:
    row = row_of(
        """
| | | | | |
|---|---|---|---|---|
| | Three months ended June 30, | | | |
| | 2031 | | 2030 | |
| Ticket income | | $41,120 | | $36,480 |
| Catering income | | 9,870 | | 9,410 |
""",
        "Ticket income",
    )

    assert [(entry.period.year, entry.period.months) for entry in row.entries] == [(2031, 3), (2030, 3)]


def test_the_only_period_of_the_title_is_that_of_columns_without_one() -> None:
    row = row_of(
        """
The facilities as of March 31, 2031 were:

| | Principal | Unused |
|---|---|---|
| Harbour facility | 87,767 | 62,233 |
| Lock facility | 12,100 | 4,400 |
""",
        "Harbour facility",
    )

    assert [entry.period.year for entry in row.entries] == [2031, 2031]


def test_columns_that_no_period_is_said_of_are_undated() -> None:
    row = row_of(
        """
| Bridge | Spans | Toll |
|---|---|---|
| Upper bridge | 1,204 | 3,310 |
| Lower bridge | 1,108 | 2,970 |
""",
        "Upper bridge",
    )

    assert row.entries == ()
    assert [entry.number.text for entry in row.undated] == ["1,204", "3,310"]
