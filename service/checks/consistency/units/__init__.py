"""Currencies and scales of tables: against the same figures in other tables."""
