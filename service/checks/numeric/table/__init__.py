"""A table as numbers: lines, lanes and periods."""
