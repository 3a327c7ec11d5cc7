"""Captions that are slips: misspelt, printed twice, with a bracket or a word too many or too few."""
