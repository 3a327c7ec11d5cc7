"""Candidate sums: which lines, with which signs, may add up to a total."""
