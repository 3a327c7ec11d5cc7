"""Watchers of audits, from the first frame to the goodbye."""
