"""Histories read from the embedded database, a page at a time."""
