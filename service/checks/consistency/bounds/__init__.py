"""Figures that cannot be what they are called: a part over 100%, a count below zero."""
