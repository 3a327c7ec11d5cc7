"""Artifacts in pieces: what is large is written, read and taken away a little at a time."""
