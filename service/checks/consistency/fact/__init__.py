"""Stated figures: read, then tied to the rows they are of, or found to be slips of them."""
