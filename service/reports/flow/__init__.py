"""Lines and tables as laid out become a report in reading order."""
