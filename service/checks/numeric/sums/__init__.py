"""The search for sums of one table."""
