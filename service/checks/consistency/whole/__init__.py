"""Wholes and their parts: in a sentence, in a list under it, in a table that it announces."""
