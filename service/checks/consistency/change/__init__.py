"""Stated changes: read, then held against themselves and against the tables."""
