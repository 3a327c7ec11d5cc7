"""Which checklists apply to a report, and by what evidence."""
