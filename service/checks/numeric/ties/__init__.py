"""The same figure printed twice, in one table or in several."""
