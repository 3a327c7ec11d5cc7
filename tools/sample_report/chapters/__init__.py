"""The chapters of the report, from cover to five-year summary."""
