"""Figures by their inline XBRL tags."""
