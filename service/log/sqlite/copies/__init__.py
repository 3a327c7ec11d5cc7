"""Whole copies of the embedded database: backups, and the one kept before an upgrade."""
