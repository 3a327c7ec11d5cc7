"""Deciding about findings: what a person wants, whether it may be, and the event that it becomes."""
