"""The arithmetic of a report, discovered from the report itself; ``check.py`` is the way in."""
