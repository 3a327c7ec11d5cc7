"""Figures as printed: digits, marks, units, scales, dates."""
