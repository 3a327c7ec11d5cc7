"""The checklists themselves, a file for each standard."""
