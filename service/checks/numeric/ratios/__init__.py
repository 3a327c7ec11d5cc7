"""Percentages, shares, margins and figures per share."""
