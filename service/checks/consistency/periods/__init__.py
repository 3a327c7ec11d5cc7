"""Years, periods and dates in heads and titles: against the same figures elsewhere, and against one another."""
