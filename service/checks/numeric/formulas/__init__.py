"""Formulas of a workbook: relations between its figures that need no vote."""
